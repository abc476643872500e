import { parseUnitConfig } from "../../../firmware/config/parse.ts";
import { createKeyring, type Keyring } from "../../../firmware/credential/keyring.ts";
import type { Settings } from "../../../firmware/settings/settings.ts";
import { unitSettings } from "../../../firmware/settings/unit-settings.ts";
import { UnitWeb, type UnitWebParts } from "../../../firmware/web/unit-web.ts";
import type { UnitBench } from "../unit-bench.ts";

const CONFIG = `
unit: CG-0001
connectors: [{ id: 1, board: { driver: openevse, path: ./board } }]
readers: [{ id: front, driver: pn532, path: ./reader, connectors: [1] }]
keypads: [{ id: front, driver: serial, path: ./keypad, connectors: [1] }]
`;

const CLOUD = `cloud: { url: "mqtt://127.0.0.1:1", installation: ${"ab".repeat(16)} }\n`;

/** What is quick to compute. */
export const CHEAP = { N: 2, r: 1, p: 1 } as const;

/** The page of a unit on a bench, and what it stands on. */
export interface WebBench {
  readonly web: UnitWeb;
  readonly settings: Settings;
  /** The unit's own keys (UnitBench). */
  readonly keyring: Keyring;
}

/**
 * The page of a unit that runs on a bench, put together as `chargegate run` does; told all that happens in it.
 *
 * @param options.managed the unit belongs to an installation
 * @param options.host under which it answers
 * @param options.source where all requests come from
 * @param options.file what its configuration file says besides, YAML
 */
export function webOn(
  bench: UnitBench,
  options: {
    readonly managed: boolean;
    readonly host: string;
    readonly source: string;
    readonly file?: string;
  } & Pick<UnitWebParts, "random" | "log" | "software">,
): WebBench {
  const { managed, host, source, file = "", random, log, software } = options;
  const parsed = parseUnitConfig(`${CONFIG}${file}\n${managed ? CLOUD : ""}`, "charger.yaml");
  if (!parsed.ok) throw new Error(parsed.problems.join());
  const { config } = parsed;
  const { unit, store, clock } = bench;
  const keyring = createKeyring({ secret: new Uint8Array(32).fill(7), random, cost: CHEAP });
  const settings = unitSettings(() => bench.unit, { file: config, managed, store, clock, log });
  const web = new UnitWeb({
    unit,
    config,
    store,
    keyring,
    settings,
    clock,
    clockQuality: () => "synchronized",
    random,
    log,
    software,
    allowedHosts: () => [host],
    secure: false,
    port: () => 8080,
    source: () => source,
    passwordCost: CHEAP,
  });
  bench.told = (happening) => web.tell(happening);
  return { web, settings, keyring };
}
