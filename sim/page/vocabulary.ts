import type { FaultCode, Finding, Happening, ListRefusal } from "../../firmware/core/happening.ts";
import type { LIGHTS, LightPattern } from "../../firmware/core/light.ts";
import type { ReservationEnd } from "../../firmware/core/reservation.ts";
import type { StopReason } from "../../firmware/core/session.ts";
import type { Reason, Verdict } from "../../firmware/core/verdict.ts";
import type { ConnectorStateName } from "../../firmware/core/view.ts";
import { HAPPENINGS_EN } from "../../ui/happenings-en.ts";
import { LIGHT_LOOKS } from "../../ui/light-looks.ts";
import type { Sentence } from "../../ui/told.ts";
import type { FaultWords, StateWords } from "../../ui/wording.ts";
import { ENGLISH } from "../../ui/words-en.ts";

/**
 * The words of the faces, held against the names of the unit: `ui` may not know these, so it is here that the compiler
 * asks for a word as soon as the unit has a new name, and for the same colour, rhythm and word of a light as the board's.
 * The other languages have the keys that English has (ui/wording.ts).
 */
export const VOCABULARY: {
  readonly states: Readonly<Record<ConnectorStateName, StateWords>>;
  readonly lightLooks: {
    readonly [Pattern in LightPattern]: Pick<(typeof LIGHTS)[Pattern], "colour" | "rhythm">;
  };
  readonly lights: { readonly [Pattern in LightPattern]: (typeof LIGHTS)[Pattern]["word"] };
  readonly faults: Readonly<Record<FaultCode, FaultWords>>;
  readonly reasons: Readonly<Record<Reason, string>>;
  readonly verdicts: Readonly<Record<Verdict, string>>;
  readonly stops: Readonly<Record<StopReason, string>>;
  readonly listRefusals: Readonly<Record<ListRefusal, string>>;
  readonly findings: Readonly<Record<Finding, string>>;
  readonly reservationEnds: Readonly<Record<ReservationEnd, string>>;
  readonly happenings: Readonly<Record<Happening["event"], Sentence>>;
} = { ...ENGLISH, lightLooks: LIGHT_LOOKS, happenings: HAPPENINGS_EN };
