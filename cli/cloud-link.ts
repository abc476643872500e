import { randomBytes } from "node:crypto";
import type { UnitConfig } from "../firmware/config/schema.ts";
import type { CloudLink } from "../firmware/link/cloud-link.ts";
import type { UnitStore } from "../firmware/store/unit-store.ts";
import type { Unit } from "../firmware/unit.ts";
import type { Clock } from "../hal/clock.ts";
import type { Log } from "../hal/log.ts";
import type { ClockQuality } from "../protocol/state.ts";
import { listTopics, unitTopics } from "../protocol/topics.ts";
import { systemClock } from "./system-clock.ts";
import { version } from "./version.ts";

const MQTT_PORT = 1883;

/** What a link is made of. */
export interface LinkParts {
  readonly config: UnitConfig;
  readonly store: UnitStore;
  readonly log: Log;
  readonly clock: Clock;
  /** How good the unit's clock is; without it: unknown. */
  readonly quality?: () => ClockQuality;
}

/**
 * The link to the cloud that the configuration names; null: none is to be used.
 * @param retryCap the longest pause between two attempts to reach the broker, milliseconds
 */
export async function cloudLink(
  { config, store, log, clock, quality }: LinkParts,
  retryCap?: number,
): Promise<CloudLink | null> {
  const { cloud } = config;
  if (!cloud) return null;
  const url = new URL(cloud.url);
  if (url.protocol === "mqtts:") {
    log.error("mqtts is not in this version: the unit works by itself, without its cloud");
    return null;
  }
  for (const key of ["ca", "cert", "key", "trust"] as const)
    if (cloud[key] !== undefined) log.warn(`"cloud.${key}" has no effect in this version`);
  const host = url.hostname.replace(/^\[|\]$/g, "");
  if (!/^(localhost|127(\.\d{1,3}){3}|::1)$/.test(host))
    log.warn("the link to the cloud is not encrypted: use a network that is trusted", { host });
  // Loaded only when needed: with the MQTT library they take 150 ms.
  const [{ MqttConnection }, { CloudLink }] = await Promise.all([
    import("../firmware/link/mqtt-connection.ts"),
    import("../firmware/link/cloud-link.ts"),
  ]);
  const connection = new MqttConnection({
    host,
    port: url.port === "" ? MQTT_PORT : Number(url.port),
    ...(url.username !== "" && { username: decoded(url.username) }),
    ...(url.password !== "" && { password: decoded(url.password) }),
    ...(retryCap !== undefined && { retryCap }),
    clientId: `chargegate-${config.unit}`,
    will: () => link.lastWill(),
    clock,
    random: Math.random,
    log,
  });
  const link = new CloudLink({
    connection,
    topics: unitTopics(config.unit),
    list:
      cloud.installation === undefined
        ? null
        : { installation: cloud.installation, topics: listTopics(cloud.installation) },
    random: randomBytes,
    store,
    clock,
    log,
    software: `chargegate ${version()}`,
    ...(quality && { clockQuality: quality }),
  });
  return link;
}

/** Readers and boards come first; the cloud waits for them no longer than this, milliseconds. */
const DEVICES_FIRST = 3_000;

/**
 * Gives a running unit its link to the cloud once its devices are in use. What the link needs is loaded then, and what fails
 * in it is logged: the unit starts, and works, without.
 *
 * @param inUse resolves when the unit's devices are in use
 */
export function linkLater(parts: LinkParts, unit: Unit, inUse: Promise<unknown>): { stop(): Promise<void> } {
  let stopping = false;
  let wake = (): void => {};
  const begin = async (): Promise<CloudLink | null> => {
    const patience = new Promise<void>((resolve) => {
      wake = resolve;
      systemClock.after(DEVICES_FIRST, resolve);
    });
    await Promise.race([inUse, patience]);
    if (stopping) return null;
    const link = await cloudLink(parts);
    if (!link || stopping) return null;
    unit.attach(link);
    unit.cloudLink(false);
    link.start(unit);
    return link;
  };
  const link = begin().catch((error: unknown) => {
    parts.log.error("there is no link to the cloud: the unit works by itself", { error: String(error) });
    return null;
  });
  return {
    async stop() {
      stopping = true;
      wake();
      await (await link)?.stop();
    },
  };
}

/** What stands in a URL, with its percent signs undone; a lone one stands for itself. */
function decoded(text: string): string {
  return text.replace(/(?:%[0-9a-f]{2})+/gi, (escaped) => {
    try {
      return decodeURIComponent(escaped);
    } catch {
      return escaped;
    }
  });
}
