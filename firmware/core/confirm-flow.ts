import type { Event } from "./events.ts";
import type { CloudAnswer } from "./list-entry.ts";
import { TIMES } from "./rules.ts";
import type { Session } from "./session.ts";
import type { Confirmation, Connector } from "./state.ts";
import type { Turn } from "./turn.ts";

/** Asks the cloud about sessions that were let in on its list's word, or on nobody's, as soon as it can be asked. */
export function askToConfirm(turn: Turn, connector: Connector): void {
  if (turn.cloud !== "up" || turn.shutdown || connector.use.kind !== "session") return;
  const { session } = connector.use;
  const { credential, terms } = session;
  if (!terms.confirm || !credential || isAsked(turn, session)) return;
  const request = turn.newRequest();
  const deadline = turn.at.mono + turn.before.rules.askTimeout;
  turn.confirmations = [...turn.confirmations, { session: session.id, request, asked: true, deadline }];
  turn.effect({ type: "ask", request, credential });
}

function isAsked(turn: Turn, { id }: Session): boolean {
  return turn.confirmations.some(({ session }) => session === id);
}

/** The cloud has said whether a session may go on; null: it could not be asked. */
export function concludeConfirmation(turn: Turn, event: Extract<Event, { type: "answered" }>): void {
  const confirmation = turn.confirmations.find((one) => one.asked && one.request === event.request);
  if (!confirmation) return;
  if (!event.answer) {
    askAgainLater(turn, confirmation);
    return;
  }
  turn.confirmations = turn.confirmations.filter((other) => other !== confirmation);
  const { answer } = event;
  for (const connector of turn.connectors) {
    const { use } = connector;
    if (use.kind === "session" && use.session.id === confirmation.session)
      takeWord(turn, connector, use, answer);
  }
}

/**
 * The cloud's word about a session that runs (OCPP 1.6 A14–A16, OCPP 2.0.1 C15.FR.03–.07): accepted, it goes on, and a
 * group that is named only now counts; refused, it may still have `maxEnergyOnInvalid`.
 */
export function takeWord(
  turn: Turn,
  connector: Connector,
  use: Extract<Connector["use"], { kind: "session" }>,
  { verdict, group }: CloudAnswer,
): void {
  const { id, credential, terms, energyWh } = use.session;
  const accepted = verdict === "Accepted";
  if (!accepted && terms.refusedAtWh !== null) return;
  const refusedAtWh = (energyWh ?? 0) + turn.before.rules.maxEnergyOnInvalidWh;
  const session: Session = {
    ...use.session,
    terms: {
      ...terms,
      confirm: false,
      group: accepted ? (group ?? terms.group) : terms.group,
      refusedAtWh: accepted ? null : (terms.refusedAtWh ?? refusedAtWh),
    },
  };
  connector.use = { ...use, session };
  turn.effect({ type: "write", session: { connector: connector.id, session }, records: [] });
  if (accepted) return;
  if (terms.by === "list" && credential) turn.record({ event: "list-conflict", credential, verdict });
  turn.record({ event: "session-refused", connector: connector.id, session: id, verdict });
}

/** Questions without an answer in time are put again later, those about sessions that have ended are dropped. */
export function passConfirmations(turn: Turn): void {
  if (turn.confirmations.length === 0) return;
  for (const confirmation of turn.confirmations) {
    if (confirmation.deadline > turn.at.mono) continue;
    if (confirmation.asked) askAgainLater(turn, confirmation);
    else turn.confirmations = turn.confirmations.filter((other) => other !== confirmation);
  }
}

/** What has ended by itself needs no confirmation. */
export function dropMootConfirmations(turn: Turn): void {
  if (turn.confirmations.length === 0) return;
  turn.confirmations = turn.confirmations.filter(({ session }) =>
    turn.connectors.some(({ use }) => use.kind === "session" && use.session.id === session),
  );
}

function askAgainLater(turn: Turn, confirmation: Confirmation): void {
  const later = { ...confirmation, asked: false, deadline: turn.at.mono + TIMES.confirmAgain };
  turn.confirmations = turn.confirmations.map((other) => (other === confirmation ? later : other));
}
