import type { FaultCode, Finding, Happening, ListRefusal } from "../../firmware/core/happening.ts";
import type { LIGHTS, LightPattern } from "../../firmware/core/light.ts";
import type { ReservationEnd } from "../../firmware/core/reservation.ts";
import type { StopReason } from "../../firmware/core/session.ts";
import type { Reason, Verdict } from "../../firmware/core/verdict.ts";
import type { ConnectorStateName } from "../../firmware/core/view.ts";
import { HAPPENING_SENTENCES, type Told } from "../../ui/happening-words.ts";
import { LIGHT_WORDS } from "../../ui/light-words.ts";
import {
  FAULT_WORDS,
  type FaultWords,
  FINDING_WORDS,
  LIST_REFUSAL_WORDS,
  REASON_WORDS,
  RESERVATION_END_WORDS,
  STATE_WORDS,
  STOP_WORDS,
  type StateWords,
  VERDICT_WORDS,
} from "../../ui/words.ts";

/**
 * The words of the faces, held against the names of the unit: `ui` may not know these, so it is here that the compiler
 * asks for a word as soon as the unit has a new name, and for the same colour, rhythm and word of a light as the board's.
 */
export const VOCABULARY: {
  readonly states: Readonly<Record<ConnectorStateName, StateWords>>;
  readonly lights: { readonly [Pattern in LightPattern]: Omit<(typeof LIGHTS)[Pattern], "beeps"> };
  readonly faults: Readonly<Record<FaultCode, FaultWords>>;
  readonly reasons: Readonly<Record<Reason, string>>;
  readonly verdicts: Readonly<Record<Verdict, string>>;
  readonly stops: Readonly<Record<StopReason, string>>;
  readonly listRefusals: Readonly<Record<ListRefusal, string>>;
  readonly findings: Readonly<Record<Finding, string>>;
  readonly reservationEnds: Readonly<Record<ReservationEnd, string>>;
  readonly sentences: Readonly<Record<Happening["event"], (told: Told) => string>>;
} = {
  states: STATE_WORDS,
  lights: LIGHT_WORDS,
  faults: FAULT_WORDS,
  reasons: REASON_WORDS,
  verdicts: VERDICT_WORDS,
  stops: STOP_WORDS,
  listRefusals: LIST_REFUSAL_WORDS,
  findings: FINDING_WORDS,
  reservationEnds: RESERVATION_END_WORDS,
  sentences: HAPPENING_SENTENCES,
};
