import type { Clock } from "../hal/clock.ts";
import type { UnitConfig } from "./config/schema.ts";
import { type Health, type HealthGrounds, healthOf } from "./health.ts";
import type { UnitStore } from "./store/unit-store.ts";
import type { Unit } from "./unit.ts";

/** What beside the unit itself its health is told from. */
interface Around {
  readonly config: Pick<UnitConfig, "readers" | "keypads" | "cloud">;
  readonly store: UnitStore;
  readonly clock: Clock;
}

/** How the running unit is. */
export function unitHealth(unit: Unit, { config, store, clock }: Around): Health {
  const { state, lost, storeWorks, listening, age } = unit;
  return healthOf({
    state,
    readers: config.readers.map(({ id }) => id),
    keypads: config.keypads.map(({ id }) => id),
    lost,
    storeWorks,
    listening,
    age,
    cloud: Boolean(config.cloud),
    stored: storedIn(store),
    now: clock.wall(),
  });
}

/** Null: it cannot be read. */
function storedIn(store: UnitStore): HealthGrounds["stored"] {
  try {
    return { list: store.cloudList(), journal: store.journalState() };
  } catch {
    return null;
  }
}
