import { randomBytes } from "node:crypto";
import type { UnitConfig } from "../firmware/config/schema.ts";
import type { CloudLink } from "../firmware/link/cloud-link.ts";
import type { UnitStore } from "../firmware/store/unit-store.ts";
import type { Log } from "../hal/log.ts";
import { listTopics, unitTopics } from "../protocol/topics.ts";
import { systemClock } from "./system-clock.ts";
import { version } from "./version.ts";

const MQTT_PORT = 1883;

/**
 * The link to the cloud that the configuration names; null: none is to be used.
 * @param retryCap the longest pause between two attempts to reach the broker, milliseconds
 */
export async function cloudLink(
  config: UnitConfig,
  store: UnitStore,
  log: Log,
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
  // Loaded only when needed: the MQTT library takes 75 ms of a start.
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
    clock: systemClock,
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
    clock: systemClock,
    log,
    software: `chargegate ${version()}`,
  });
  return link;
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
