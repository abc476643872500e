import { lightOf } from "../../firmware/core/light.ts";
import type { ConnectorId } from "../../firmware/core/session.ts";
import type { State } from "../../firmware/core/state.ts";
import { stateName } from "../../firmware/core/view.ts";
import type { Timeline } from "./timeline.ts";

/** What a person at the charger sees, as far as it changes. */
export class Appearance {
  readonly #timeline: Timeline;
  readonly #seen = new Map<ConnectorId, string>();

  constructor(timeline: Timeline) {
    this.#timeline = timeline;
  }

  look(state: State): void {
    for (const connector of state.connectors) {
      // Each key makes the light wink; that somebody types is news once.
      const light = lightOf(state, connector);
      const seen = `${stateName(state, connector)}, light ${light === "pin-key" ? "pin-entry" : light}`;
      if (this.#seen.get(connector.id) === seen) continue;
      this.#seen.set(connector.id, seen);
      this.#timeline.note("seen", `${connector.id}: ${seen}`);
    }
  }

  /** The unit is gone; whatever comes next is new. */
  forget(): void {
    this.#seen.clear();
  }
}
