import type { OpenLink } from "../link.ts";
import { serialLink } from "./serial-link.ts";
import { tcpLink } from "./tcp-link.ts";

const TCP = /^tcp:\/\/(\[[0-9a-fA-F:]+\]|[^:/[\]]+):(\d{1,5})$/;

/**
 * What a device's `path` in the configuration stands for: a serial device, or `tcp://host:port`.
 *
 * @throws Error when a `tcp://` path is not of that form
 */
export function linkOfPath(path: string, baudRate: number): OpenLink {
  if (!path.startsWith("tcp:")) return serialLink(path, baudRate);
  const [, host, port] = TCP.exec(path) ?? [];
  if (!host || !port || Number(port) < 1 || Number(port) > 65535) {
    throw new Error(`"${path}" is no path: expected tcp://host:port with a port from 1 to 65535`);
  }
  return tcpLink(host.replace(/^\[|\]$/g, ""), Number(port));
}
