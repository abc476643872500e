import { forgetDoubt } from "./doubt.ts";
import type { Event } from "./events.ts";
import { TIMES } from "./rules.ts";
import type { Session } from "./session.ts";
import type { Confirmation, Connector } from "./state.ts";
import type { Turn } from "./turn.ts";
import { takeWord } from "./word-flow.ts";

/** Asks the cloud about sessions that were let in on its list's word, or on nobody's, as soon as it can be asked. */
export function askToConfirm(turn: Turn, connector: Connector): void {
  if (turn.cloud !== "up" || turn.shutdown || connector.use.kind !== "session") return;
  const { session } = connector.use;
  const { credential, terms } = session;
  if (!terms.confirm || !credential || isAsked(turn, session)) return;
  const request = turn.newRequest();
  // Nobody waits for it: an answer that takes its time counts, too.
  const within = TIMES.confirmAgain;
  const deadline = turn.at.mono + within;
  turn.confirmations = [
    ...turn.confirmations,
    { session: session.id, credential, request, asked: true, deadline },
  ];
  turn.effect({ type: "ask", request, credential, within });
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
  const { credential } = confirmation;
  if (event.answer.verdict === "Accepted") forgetDoubt(turn, credential);
  takeWord(turn, credential, event.answer);
}

/** Questions without an answer in time are put again. */
export function passConfirmations(turn: Turn): void {
  if (turn.confirmations.length === 0) return;
  for (const confirmation of turn.confirmations) {
    if (confirmation.deadline > turn.at.mono) continue;
    turn.confirmations = turn.confirmations.filter((other) => other !== confirmation);
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
