/** What a machine is called in its network. */
export interface MachineNames {
  /** Its name, without a domain. */
  readonly hostname: string;
  /** The addresses of its interfaces. */
  readonly addresses: readonly string[];
}

/** Where a page listens. */
export interface Listening {
  readonly host: string;
  readonly port: number;
  readonly tls: boolean;
}

/** Whether that is every address of the machine. */
export function listensEverywhere(host: string): boolean {
  return host === "0.0.0.0" || host === "::";
}

/**
 * Exactly the `Host` headers under which the unit's page is served: the address that it listens on (for all addresses: each
 * that the machine has, and its name with `.local`), and what the configuration names. Whoever comes under any other name
 * was led here by somebody else's DNS (DNS rebinding, rules.md §5).
 */
export function servedNames(
  listening: Listening,
  configured: readonly string[],
  machine: MachineNames,
): readonly string[] {
  const { host, port, tls } = listening;
  const own = listensEverywhere(host)
    ? ["localhost", "127.0.0.1", "::1", machine.hostname, `${machine.hostname}.local`, ...machine.addresses]
    : [host, ...(isThisMachine(host) ? ["localhost"] : [])];
  const names = [...own, ...configured]
    .filter((name) => name !== "")
    .map((name) => inUrl(name.toLowerCase()));
  const withPort = names.map((name) => `${name}:${port}`);
  // A browser leaves out the port that the scheme implies.
  return port === (tls ? 443 : 80) ? [...withPort, ...names] : withPort;
}

function isThisMachine(host: string): boolean {
  return host === "::1" || host.startsWith("127.");
}

/** An IPv6 address stands in brackets, without its zone. */
function inUrl(name: string): string {
  return name.includes(":") ? `[${name.split("%", 1)[0] ?? name}]` : name;
}
