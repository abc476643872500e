import { expire } from "./admission.ts";
import { type Credential, sameCredential } from "./credential.ts";
import { reasonOf } from "./decide.ts";
import { noteContradiction } from "./doubt.ts";
import type { Event } from "./events.ts";
import type { CloudAnswer } from "./list-entry.ts";
import { lookAgain } from "./look-again.ts";
import type { Session } from "./session.ts";
import { answerStart, endSession } from "./session-flow.ts";
import type { Connector } from "./state.ts";
import type { Turn } from "./turn.ts";

/** The cloud tells unasked what it thinks of a credential now: that is kept like an answer, and held against its sessions. */
export function takeRefresh(turn: Turn, event: Extract<Event, { type: "refresh" }>): void {
  turn.respond(event.request, { accepted: true, session: null });
  takeWord(turn, event.credential, event.answer);
}

/**
 * The cloud's word about a credential that has been let in (OCPP 1.6 A14–A16, OCPP 2.0.1 C15.FR.03–.07). Accepted, it goes on,
 * and a group that is named only now counts. Refused, an authorization that waits is taken back, and a session may still have
 * `maxEnergyOnInvalid`. What a local user does is the unit's own affair.
 */
export function takeWord(turn: Turn, credential: Credential, answer: CloudAnswer): void {
  for (const connector of turn.connectors) {
    const { use } = connector;
    if (use.kind === "none" || use.kind === "finished") continue;
    const { session } = use;
    const theirs = session.credential !== null && sameCredential(session.credential, credential);
    if (!theirs || session.terms.by === "local") continue;
    if (use.kind === "starting") refuseStarting(turn, connector, answer);
    else connector.use = { ...use, session: withWord(turn, session, answer) };
  }
  for (const pending of turn.pending) {
    const theirs = sameCredential(pending.credential, credential) && pending.grant.by !== "local";
    if (theirs && answer.verdict !== "Accepted") expire(turn, pending);
  }
  lookAgain(turn, credential, { kind: "word", answer });
}

/** Nothing has flowed yet, and nothing will. */
function refuseStarting(turn: Turn, connector: Connector, { verdict }: CloudAnswer): void {
  if (verdict === "Accepted") return;
  answerStart(turn, connector, { accepted: false, verdict, reason: reasonOf(verdict) });
  endSession(turn, connector, { reason: "DeAuthorized", by: null, reopen: true });
}

function withWord(turn: Turn, session: Session, { verdict, group }: CloudAnswer): Session {
  const { id, connector, credential, terms, energyWh } = session;
  const accepted = verdict === "Accepted";
  if (!accepted && terms.refusedAtWh !== null) return session;
  const refusedAtWh = accepted ? null : (energyWh ?? 0) + turn.rules.maxEnergyOnInvalidWh;
  const known = { ...terms, confirm: false, group: (accepted ? group : null) ?? terms.group, refusedAtWh };
  const told = { ...session, terms: known };
  turn.effect({ type: "write", session: { connector, session: told }, records: [] });
  if (accepted) return told;
  if (terms.by === "list" && credential) noteContradiction(turn, credential, verdict);
  turn.record({ event: "session-refused", connector, session: id, verdict });
  return told;
}
