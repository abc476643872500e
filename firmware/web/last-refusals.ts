import type { Happening } from "../core/happening.ts";
import type { ConnectorId } from "../core/session.ts";
import type { Reason } from "../core/verdict.ts";

/** Why somebody was last refused: the light says it for a moment, and the page why. */
export class LastRefusals {
  readonly #reasons = new Map<ConnectorId | null, Reason>();

  tell(happening: Happening): void {
    if (happening.event === "denied") this.#reasons.set(happening.connector ?? null, happening.reason);
  }

  /** At this connector, or at a reader before none in particular; null: nobody was. */
  at(connector: ConnectorId): Reason | null {
    return this.#reasons.get(connector) ?? this.#reasons.get(null) ?? null;
  }
}
