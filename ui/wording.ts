import type { HAPPENINGS_EN } from "./happenings-en.ts";
import type { LightName } from "./light-looks.ts";
import type { Sentence } from "./told.ts";
import type { ENGLISH } from "./words-en.ts";

type English = typeof ENGLISH;

/** A text for each key of an English table: one that is missing or too many does not compile. */
type Texts<Table extends keyof English> = { readonly [Key in keyof English[Table]]: string };

/** What a connector's state is called, and what the person before it does next. */
export interface StateWords {
  readonly word: string;
  readonly next: string;
}

/** What a fault is called, and what to do about it. */
export interface FaultWords {
  readonly word: string;
  readonly advice: string;
}

/**
 * The words of one language, so that a thing is called the same on every face. Plain tables of plain sentences: who puts them
 * together is beside them (status-words.ts, happenings-en.ts, happenings-no.ts).
 */
export interface Words {
  /** By state name. */
  readonly states: { readonly [State in keyof English["states"]]: StateWords };
  /** What stands beside the table of states: the same state with other surroundings. */
  readonly variants: Texts<"variants">;
  /** Why a card or PIN was accepted or refused, as the end of a sentence; by reason code. */
  readonly reasons: Texts<"reasons">;
  /** What the cloud says of a card or PIN, as a sentence without its end; by OCPP's names. */
  readonly verdicts: Texts<"verdicts">;
  /** By fault code. */
  readonly faults: { readonly [Code in keyof English["faults"]]: FaultWords };
  /** Why a session ended, as the end of "Session ended: …"; by OCPP's names. */
  readonly stops: Texts<"stops">;
  /** Why the unit did not take a list from the cloud; by refusal code. */
  readonly listRefusals: Texts<"listRefusals">;
  /** What the owner should look at, as the end of a sentence; by the finding's code. */
  readonly findings: Texts<"findings">;
  /** How a reservation ended, as the end of "The reservation …"; by OCPP's names. */
  readonly reservationEnds: Texts<"reservationEnds">;
  /** What a list says of a card. */
  readonly listed: Texts<"listed">;
  /** The word beside the status light; by light pattern (docs/light.md). */
  readonly lights: { readonly [Pattern in LightName]: string };
  /**
   * What to do next, by what the light says for a moment, whatever state the connector is in. Of a refusal it is what is said
   * when its reason is not known.
   */
  readonly lightLines: Texts<"lightLines">;
  /** Stands before the reason of a refusal. */
  readonly notAccepted: string;
  /** One plain sentence for every happening, whatever its fields; by event. */
  readonly happenings: { readonly [Event in keyof typeof HAPPENINGS_EN]: Sentence };
  /** Stands for a happening that has not even a name. */
  readonly somethingUnknown: string;
  /** What every page has around its content. */
  readonly page: Texts<"page">;
}
