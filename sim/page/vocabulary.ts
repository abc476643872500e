import type { FaultCode, Happening, ListRefusal } from "../../firmware/core/happening.ts";
import type { LightPattern } from "../../firmware/core/light.ts";
import type { StopReason } from "../../firmware/core/session.ts";
import type { Reason } from "../../firmware/core/verdict.ts";
import type { ConnectorStateName } from "../../firmware/core/view.ts";
import { HAPPENING_SENTENCES, type Told } from "../../ui/happening-words.ts";
import {
  FAULT_WORDS,
  type FaultWords,
  LIGHT_WORDS,
  LIST_REFUSAL_WORDS,
  type LightWords,
  REASON_WORDS,
  STATE_WORDS,
  STOP_WORDS,
  type StateWords,
} from "../../ui/words.ts";

/**
 * The words of the faces, held against the names of the unit: `ui` may not know these, so it is here that the compiler
 * asks for a word as soon as the unit has a new name.
 */
export const VOCABULARY: {
  readonly states: Readonly<Record<ConnectorStateName, StateWords>>;
  readonly lights: Readonly<Record<LightPattern, LightWords>>;
  readonly faults: Readonly<Record<FaultCode, FaultWords>>;
  readonly reasons: Readonly<Record<Reason, string>>;
  readonly stops: Readonly<Record<StopReason, string>>;
  readonly listRefusals: Readonly<Record<ListRefusal, string>>;
  readonly sentences: Readonly<Record<Happening["event"], (told: Told) => string>>;
} = {
  states: STATE_WORDS,
  lights: LIGHT_WORDS,
  faults: FAULT_WORDS,
  reasons: REASON_WORDS,
  stops: STOP_WORDS,
  listRefusals: LIST_REFUSAL_WORDS,
  sentences: HAPPENING_SENTENCES,
};
