import type { Clock } from "../../hal/clock.ts";
import type { CardId } from "../../protocol/card-id.ts";
import type { Credential } from "../core/credential.ts";
import type { Asker, Happening } from "../core/happening.ts";
import type { PersonId } from "../store/person.ts";
import type { LocalPeople } from "./local-people.ts";

/** How long a card is waited for, milliseconds (rules.md §5: for one card, a minute at most). */
export const ENROLMENT_LASTS = 60_000;

/** What became of waiting for a person's card. */
export type EnrolmentState =
  | { readonly kind: "none" }
  /** `until`: monotonic. `told`: what came of the last card that was no new one; null: none was held there yet. */
  | {
      readonly kind: "open";
      readonly person: PersonId;
      readonly until: number;
      readonly told: EnrolmentNote | null;
    }
  | { readonly kind: "added"; readonly person: PersonId; readonly label: string }
  /** The time is up. */
  | { readonly kind: "closed"; readonly person: PersonId }
  /** It was read, but could not be saved. */
  | { readonly kind: "failed"; readonly person: PersonId };

/** Why a card that was held to the reader was not registered. */
interface EnrolmentNote {
  readonly reason: "known" | "random-uid" | "other";
  readonly label: string;
}

/** What it takes to wait for a card. */
export interface EnrolmentParts {
  readonly clock: Pick<Clock, "mono">;
  readonly people: Pick<LocalPeople, "addCredential">;
  /** Opens the unit's window for the next unknown card, or with 0 closes it. @returns who waits for a card then; null: nobody */
  readonly enrol: (lasts: number) => Asker | null;
  /** The number of a card that was just shown; null: not known. */
  readonly cardNumber: (credential: Credential) => CardId | null;
  /** Told when the state is another one. */
  readonly changed: () => void;
}

/**
 * A8: waits for the next unknown card at a reader, and gives it to a local user. One at a time; asked for by somebody who is
 * logged in, for one card, for a minute at most, with the charger's light saying so.
 */
export class CardEnrolment {
  readonly #parts: EnrolmentParts;
  #state: EnrolmentState = { kind: "none" };
  /** Which time of waiting this is. */
  #attempt = 0;

  constructor(parts: EnrolmentParts) {
    this.#parts = parts;
  }

  get state(): EnrolmentState {
    return this.#state;
  }

  /** Begins to wait; or says who waits already: somebody for another user's card (or the unit takes none now), or the cloud. */
  open(person: PersonId): "opened" | "busy" | "cloud-waits" {
    if (this.#state.kind === "open" && this.#state.person !== person && this.#left > 0) return "busy";
    const until = this.#parts.clock.mono() + ENROLMENT_LASTS;
    const waits = this.#parts.enrol(ENROLMENT_LASTS);
    if (waits !== "unit") return waits === "cloud" ? "cloud-waits" : "busy";
    this.#attempt += 1;
    this.#become({ kind: "open", person, until, told: null });
    return "opened";
  }

  /** Waits no longer. */
  cancel(): void {
    if (this.#state.kind !== "open") return;
    this.#become({ kind: "none" });
    this.#parts.enrol(0);
  }

  /** Milliseconds that a card is still waited for. */
  get #left(): number {
    return this.#state.kind === "open" ? Math.max(0, this.#state.until - this.#parts.clock.mono()) : 0;
  }

  /** Told everything that happens in the unit. */
  tell(happening: Happening): void {
    const state = this.#state;
    if (state.kind !== "open") return;
    const { person } = state;
    const isOver =
      this.#left === 0 ||
      happening.event === "enrolment-closed" ||
      (happening.event === "enrolment-opened" && happening.by !== "unit");
    if (isOver) this.#become({ kind: "closed", person });
    else if (happening.event === "enrolled" && happening.by === "unit")
      void this.#add(person, happening.credential);
    else if (happening.event === "denied" && happening.credential.kind === "card")
      this.#become({ ...state, told: noteOf(happening.credential.label, happening.reason) });
  }

  async #add(person: PersonId, credential: Credential): Promise<void> {
    const attempt = this.#attempt;
    const card = this.#parts.cardNumber(credential);
    // From here on no other happening is about this card.
    this.#become({ kind: "none" });
    const written = { credential, card, status: "active", expires: "" };
    const isAdded = await this.#parts.people.addCredential(person, written).then(
      ({ ok }) => ok,
      () => false,
    );
    // Meanwhile another card may be waited for: then it is that one that is told of.
    if (attempt !== this.#attempt) return;
    this.#become(isAdded ? { kind: "added", person, label: credential.label } : { kind: "failed", person });
  }

  #become(state: EnrolmentState): void {
    this.#state = state;
    this.#parts.changed();
  }
}

function noteOf(label: string, reason: string): EnrolmentNote {
  if (reason === "already-known") return { reason: "known", label };
  return { reason: reason === "random-uid" ? "random-uid" : "other", label };
}
