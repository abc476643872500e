import { randomBytes } from "node:crypto";
import { mkdirSync } from "node:fs";
import { z } from "zod";
import type { UnitConfig } from "../../firmware/config/schema.ts";
import { isLoopback } from "../../firmware/config/web.ts";
import { ControlServer, FolderTakenError } from "../../firmware/control/server.ts";
import { KeyringError } from "../../firmware/credential/keys-file.ts";
import { finishJoining } from "../../firmware/provision/finish-joining.ts";
import {
  beginJoining,
  JoinedFileError,
  type Joining,
  readJoined,
  readJoining,
} from "../../firmware/provision/joined-file.ts";
import { unitPublicKey } from "../../firmware/provision/unit-key.ts";
import { StoreError } from "../../firmware/store/store-error.ts";
import type { Log } from "../../hal/log.ts";
import { CommandError, EXIT } from "../exit-codes.ts";
import { loadUnitConfig } from "../load-config.ts";
import { openFolder } from "../open-folder.ts";
import { logLevel, stderrLog } from "../stderr-log.ts";
import { systemClock } from "../system-clock.ts";
import { version } from "../version.ts";

/** Milliseconds until the cloud must have answered. */
const ANSWER_WITHIN = 15_000;
const LARGEST_ANSWER = 16 * 1024;

const answerSchema = z.object({
  installation: z.string(),
  secret: z.string(),
  broker: z.object({ url: z.string(), username: z.string(), password: z.string() }),
  charger: z.string().max(200),
  site: z.string().max(200),
});
type Answer = z.infer<typeof answerSchema>;
const refusal = z.object({ problem: z.string() });

/** What is wrong, and what to do, by the cloud's word (`cloud/sites/join-endpoint`). */
const REFUSALS: Readonly<Record<string, string>> = {
  "token-unknown":
    "the cloud does not know this token: compare it with the portal; when a newer one was made there, only that one counts",
  "token-used": "this token has been used: make a new one in the portal, on the charger's page",
  "token-expired": "this token is older than a day: make a new one in the portal, on the charger's page",
  "not-secure": "the cloud answers only over TLS: give its https:// address",
  "too-many": "too many tries came from here: wait a few minutes, then try again",
};

export interface ProvisionOptions {
  readonly token?: string;
  readonly cloud?: string;
  readonly dropPins: boolean;
  readonly config: string;
}

/** `chargegate provision`: this unit joins its cloud by a one-time registration token. */
export async function provision(options: ProvisionOptions): Promise<void> {
  const config = loadUnitConfig(options.config);
  const log = stderrLog(logLevel());
  mkdirSync(config.data, { recursive: true, mode: 0o700 });
  const control = await own(config.data, log);
  try {
    const joining = (await readJoining(config.data)) ?? (await join(config, options, log));
    const parts = { random: (bytes: number) => randomBytes(bytes), clock: systemClock, log };
    const { cards, dropped } = await finishJoining(config.data, joining, parts);
    const carried =
      cards > 0 || dropped > 0 ? `local cards carried over: ${cards}; given up: ${dropped}\n` : "";
    process.stdout.write(
      `${carried}joined: unit ${joining.unit}, cloud ${joining.cloud}\n${
        config.cloud
          ? "but the configuration names a cloud itself, which is used: remove its `cloud:` line\n"
          : "start it now: chargegate run\n"
      }`,
    );
  } catch (error) {
    if (error instanceof KeyringError || error instanceof StoreError || error instanceof JoinedFileError)
      throw new CommandError(EXIT.data, `${error.code}: ${error.message}`);
    throw error;
  } finally {
    await control.close();
  }
}

/** Everything that could fail for a reason of the unit's own is looked at before the token is used. */
async function join(config: UnitConfig, options: ProvisionOptions, log: Log): Promise<Joining> {
  const { token, cloud } = options;
  if (token === undefined || cloud === undefined)
    throw new CommandError(
      EXIT.usage,
      "expected --token with the registration token, and --cloud with the portal's address, as the charger's page in the portal shows them",
    );
  const address = joinAddress(cloud);
  const before = await readJoined(config.data);
  await mayGiveUp(config, options.dropPins, log);
  const publicKey = await unitPublicKey(config.data);
  const answer = await ask(address, {
    token,
    unit: config.unit,
    publicKey: publicKey.toString("base64"),
    software: `chargegate ${version()}`,
  });
  const { installation, secret, broker, charger, site } = answer;
  const joining: Joining = {
    version: 1,
    unit: config.unit,
    cloud: new URL(cloud).origin,
    installation,
    broker,
    joinedAt: systemClock.wall(),
    secret,
    moved: before !== null && before.installation !== installation,
  };
  await beginJoining(config.data, joining);
  const plain = (text: string) => text.replaceAll(/\p{Cc}/gu, " ");
  process.stdout.write(`this is now "${plain(charger)}" of "${plain(site)}"\n`);
  return joining;
}

/** PINs are kept as digests, which only the keys that they were made with understand. @throws CommandError */
async function mayGiveUp(config: UnitConfig, dropPins: boolean, log: Log): Promise<void> {
  const { store } = await openFolder(config.data, log, null);
  let pins = 0;
  let unknown = 0;
  try {
    for (const { credential, card } of store.localUsers()) {
      if (credential.kind === "pin") pins += 1;
      else if (card === null) unknown += 1;
    }
  } finally {
    await store.close();
  }
  if ((pins === 0 && unknown === 0) || dropPins) return;
  const what = [
    ...(pins > 0 ? [`${pins} local ${pins === 1 ? "PIN" : "PINs"}`] : []),
    ...(unknown > 0 ? [`${unknown} local ${unknown === 1 ? "card" : "cards"} of unknown number`] : []),
  ].join(" and ");
  throw new CommandError(
    EXIT.usage,
    `${what} cannot be carried over: they are kept in a form that only this unit's present keys understand. Nothing was changed, and the token is still good; add --drop-pins to give them up and set them anew afterwards`,
  );
}

/** @throws CommandError */
function joinAddress(cloud: string): URL {
  if (!URL.canParse(cloud) || !/^https?:$/.test(new URL(cloud).protocol))
    throw new CommandError(
      EXIT.usage,
      `--cloud ${cloud}: expected an address such as https://portal.example.org`,
    );
  const { protocol, hostname, origin } = new URL(cloud);
  if (protocol === "http:" && hostname !== "localhost" && !isLoopback(hostname.replace(/^\[|\]$/g, "")))
    throw new CommandError(
      EXIT.usage,
      `--cloud ${cloud}: the unit would get its keys over an open line: give the https:// address`,
    );
  return new URL("/join", origin);
}

/** @throws CommandError */
async function ask(address: URL, body: object): Promise<Answer> {
  let response: Response;
  let text: string;
  try {
    response = await fetch(address, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
      redirect: "error",
      signal: AbortSignal.timeout(ANSWER_WITHIN),
    });
    text = await read(response);
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    throw new CommandError(
      EXIT.failed,
      `${address.origin} cannot be reached (${cause instanceof Error ? cause.message : String(cause)}): check the address and the network, then try again; the token is good once, so if it is refused then, make a new one`,
    );
  }
  const told = parsed(text);
  if (response.ok) {
    const answer = answerSchema.safeParse(told);
    if (answer.success) return answer.data;
    throw new CommandError(
      EXIT.failed,
      `${address.origin} answers, but not as a ChargeGate cloud does: is the address right?`,
    );
  }
  const { problem } = refusal.safeParse(told).data ?? { problem: "" };
  if (problem === "wrong-unit")
    throw new CommandError(
      EXIT.usage,
      "this token is for a charger with another serial number: `unit:` in the configuration must be the one that is registered in the portal",
    );
  throw new CommandError(
    EXIT.usage,
    REFUSALS[problem] ??
      `${address.origin} refused (HTTP ${response.status}): is that the address of a ChargeGate portal?`,
  );
}

async function read(response: Response): Promise<string> {
  const parts: Uint8Array[] = [];
  let length = 0;
  // The stream is one of bytes; its type leaves open of what.
  for await (const part of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    length += part.length;
    if (length > LARGEST_ANSWER) throw new Error("its answer is too long");
    parts.push(part);
  }
  return Buffer.concat(parts).toString("utf8");
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

async function own(folder: string, log: Log): Promise<ControlServer> {
  const busy = { error: { code: "PROVISIONING", message: "the unit is just joining its cloud: try again" } };
  try {
    return await ControlServer.listen(folder, () => Promise.resolve(busy), log);
  } catch (error) {
    if (!(error instanceof FolderTakenError)) throw error;
    throw new CommandError(EXIT.taken, "the unit is running: stop it, provision it, and start it again");
  }
}
