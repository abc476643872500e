import { EmbeddedBroker } from "../cloud/broker/embedded-broker.ts";
import { CLOUD_USER, UnitAccess } from "../cloud/broker/unit-access.ts";
import type { CloudParts } from "../cloud/parts.ts";
import type { UnitDirectory } from "../cloud/units/unit-directory.ts";
import { isLoopback } from "../firmware/config/web.ts";
import { type CloudConfig, readSecret } from "./cloud-config.ts";
import { CommandError, EXIT } from "./exit-codes.ts";

export interface OpenBroker {
  /** The cloud's own way to it, with name and password. */
  readonly url: string;
  /** What units are told. */
  readonly address: string;
  readonly close: () => Promise<void>;
}

/** The broker that the configuration names: one in this process, or another. @throws CommandError */
export async function openBroker(
  { broker }: CloudConfig,
  parts: CloudParts,
  directory: UnitDirectory,
): Promise<OpenBroker> {
  if ("external" in broker) {
    const url = readSecret(broker.external, "broker");
    if (!URL.canParse(url))
      throw new CommandError(EXIT.usage, "broker: expected mqtt://user:password@host:port");
    const { protocol, host } = new URL(url);
    return { url, address: broker.address ?? `${protocol}//${host}`, close: () => Promise.resolve() };
  }
  const { host, port } = broker.listen;
  if (!isLoopback(host))
    parts.log.warn("the broker is served without TLS: use a network that is trusted, or an external broker", {
      listen: `${host}:${port}`,
    });
  const password = Buffer.from(parts.random(24)).toString("base64url");
  const access = new UnitAccess({ ...parts, directory, password });
  const opened = await EmbeddedBroker.open({
    host,
    port,
    clock: parts.clock,
    log: parts.log,
    authorize: access.authorize,
  }).catch((error: unknown) => {
    throw new CommandError(EXIT.usage, `broker: ${error instanceof Error ? error.message : String(error)}`);
  });
  access.watch(opened);
  const everywhere = host === "0.0.0.0" || host === "::";
  const own = new URL(opened.url);
  if (everywhere) own.hostname = "127.0.0.1";
  own.username = encodeURIComponent(CLOUD_USER);
  own.password = password;
  return {
    url: own.href,
    address:
      broker.address ?? (everywhere ? `mqtt://${new URL(parts.origin).hostname}:${opened.port}` : opened.url),
    close: async () => {
      access.stop();
      await opened.close();
    },
  };
}
