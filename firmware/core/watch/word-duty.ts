import type { Event } from "../events.ts";
import type { State } from "../state.ts";
import { nameOf } from "./review-ledger.ts";

/** The credential that this event brings the cloud's refusal of, without its having been shown; null: none. */
export function refusedByWord({ confirmations }: State, event: Event): string | null {
  if (event.type === "refresh") return event.answer.verdict === "Accepted" ? null : nameOf(event.credential);
  if (event.type !== "answered" || !event.answer || event.answer.verdict === "Accepted") return null;
  const confirmed = confirmations.find(
    (one) => one.asked && one.request === event.request && event.at.mono < one.deadline,
  );
  return confirmed ? nameOf(confirmed.credential) : null;
}

/** I5: whom the cloud refuses now, it refuses for all that it was let in for; but a local user is the unit's own affair. */
export function heldAgainst({ connectors, pending }: State, refused: string): string[] {
  const going = connectors.filter(({ use }) => {
    if (use.kind === "none" || use.kind === "finished") return false;
    const { credential, terms } = use.session;
    if (!credential || nameOf(credential) !== refused || terms.by === "local") return false;
    return use.kind === "starting" ? use.cancelled === null : terms.refusedAtWh === null;
  });
  const waiting = pending.filter(
    ({ credential, grant }) => nameOf(credential) === refused && grant.by !== "local",
  );
  return [
    ...going.map(({ id }) => `I5 the cloud's refusal is not held against ${id}`),
    ...waiting.map(() => "I5 waits for a plug though the cloud refuses it"),
  ];
}
