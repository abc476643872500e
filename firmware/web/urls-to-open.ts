import { isIPv4 } from "node:net";
import { type Listening, listensEverywhere, type MachineNames } from "./served-names.ts";

/** Addresses that lead to the machine itself, or need an interface besides, which no browser takes. */
const NOT_FROM_ELSEWHERE = /^(127\.|169\.254\.|::1$|fe80:)/i;

/**
 * Where the unit's page is opened, the likeliest first: where it listens on all addresses, nobody can open that, so it is
 * each name that the configuration gives, then each address that the network has for the machine (IPv4 first), then its
 * name with `.local`; this machine's own address when it is in no network.
 */
export function urlsToOpen(
  { host, port, tls }: Listening,
  configured: readonly string[],
  machine: MachineNames,
): readonly [string, ...string[]] {
  const url = (name: string) =>
    `${tls ? "https" : "http"}://${name.includes(":") ? `[${name}]` : name.toLowerCase()}:${port}/`;
  if (!listensEverywhere(host)) return [url(host)];
  const addresses = machine.addresses.filter((address) => !NOT_FROM_ELSEWHERE.test(address));
  const v4 = addresses.filter((address) => isIPv4(address));
  const v6 = host === "::" ? addresses.filter((address) => !isIPv4(address)) : [];
  const [first = "127.0.0.1", ...others] = [...configured, ...v4, ...v6];
  const local = v4.length + v6.length > 0 && machine.hostname !== "" ? [`${machine.hostname}.local`] : [];
  return [url(first), ...[...others, ...local].map((name) => url(name))];
}
