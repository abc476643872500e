import type { Unit } from "../unit.ts";
import { Settings, type SettingsParts } from "./settings.ts";

/** What settings see and change of a unit. */
type SetUnit = Pick<Unit, "state" | "changeRules" | "switchAccess" | "settingsChanged">;

/**
 * The settings of a unit that runs, or is about to: what is changed in them reaches into it.
 *
 * @param unit asked for at each use, since a unit is put together from its settings
 */
export function unitSettings(unit: () => SetUnit, parts: Omit<SettingsParts, "access" | "apply">): Settings {
  return new Settings({
    ...parts,
    access: () => unit().state.access,
    apply: {
      rules: (rules) => unit().changeRules(rules),
      access: (access) => unit().switchAccess(access),
      changed: (keys) => unit().settingsChanged(keys),
    },
  });
}
