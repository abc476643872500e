import type { Credential } from "../../firmware/core/credential.ts";
import type { Holder } from "../../firmware/core/reservation.ts";
import type { ListedEntry, LocalUser } from "../../firmware/store/unit-store.ts";
import type { ScenarioEntry } from "../scenario/entry.ts";
import type { ListUpdate as WrittenUpdate } from "../scenario/list-update.ts";
import type { CloudRequest, ReservationHolder } from "../scenario/request.ts";
import type { Request } from "./cloud-request.ts";
import type { BenchCredentials } from "./credentials.ts";
import type { ListUpdate } from "./list-verdict.ts";

type Credentials = Pick<BenchCredentials, "of">;

/** Entries of the cloud's list as the unit holds them. */
export function listedEntries(
  entries: readonly ScenarioEntry[],
  credentials: Credentials,
): Promise<ListedEntry[]> {
  const listed = async ({ credential, ...entry }: ScenarioEntry) => ({
    credential: await credentials.of(credential),
    entry,
  });
  return Promise.all(entries.map(listed));
}

/** Local users as the unit keeps them. */
export function localUsers(
  entries: readonly ScenarioEntry[],
  credentials: Credentials,
): Promise<LocalUser[]> {
  const user = async ({ credential, ...entry }: ScenarioEntry) => ({
    credential: await credentials.of(credential),
    entry,
    card: credential.kind === "card" ? credential.id : null,
  });
  return Promise.all(entries.map(user));
}

/** A list update as it arrives. */
export async function arrivingUpdate(
  { version, content, corrupt }: WrittenUpdate,
  credentials: Credentials,
): Promise<ListUpdate> {
  if (content.kind === "full") {
    const entries = await listedEntries(content.entries, credentials);
    return { version, content: { kind: "full", entries }, corrupt };
  }
  const set = await listedEntries(content.set, credentials);
  const remove = await Promise.all(content.remove.map((each) => credentials.of(each)));
  return { version, content: { kind: "change", base: content.base, set, remove }, corrupt };
}

/** A request as the cloud makes it. @param now wall clock, milliseconds since 1970 */
export async function arrivingRequest(
  request: CloudRequest,
  credentials: Credentials,
  now: number,
): Promise<Request> {
  const ofCard = (id: Extract<CloudRequest, { ask: "start" }>["card"]): Promise<Credential> =>
    credentials.of({ kind: "card", id });
  switch (request.ask) {
    case "start":
      return { ask: "start", connector: request.connector, credential: await ofCard(request.card) };
    case "refresh":
      return { ask: "refresh", verdict: request.verdict, credential: await ofCard(request.card) };
    case "reserve": {
      const { ask, id, connector, until } = request;
      const holder = await holderOf(request.holder, credentials);
      return { ask, id, connector, holder, until: "at" in until ? until.at : now + until.after };
    }
    case "stop":
    case "access":
    case "cancel":
    case "enrol":
    case "clearCache":
      return request;
  }
}

async function holderOf(holder: ReservationHolder, credentials: Credentials): Promise<Holder> {
  return holder.kind === "group" ? holder : { kind: "credential", credential: await credentials.of(holder) };
}
