import { connect, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";

/** Where a broker is, and how to prove to it who comes. */
export interface BrokerAddress {
  readonly host: string;
  readonly port: number;
  readonly tls: boolean;
  readonly username: string | null;
  readonly password: string | null;
  /** For logs: host and port, no more. */
  readonly label: string;
}

const DEFAULT_PORT = { "mqtt:": 1883, "mqtts:": 8883 };

function isScheme(scheme: string): scheme is keyof typeof DEFAULT_PORT {
  return Object.hasOwn(DEFAULT_PORT, scheme);
}

/**
 * Reads `mqtt://…` or `mqtts://…`, with a name and password if there are any.
 * @throws RangeError when it is neither; the text does not hold what was given
 */
export function parseBrokerUrl(url: string): BrokerAddress {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  if (!parsed || !isScheme(parsed.protocol) || parsed.hostname === "")
    throw new RangeError(
      "expected a broker's address, such as mqtt://127.0.0.1:1883 or mqtts://broker.example",
    );
  const host = parsed.hostname.replace(/^\[(.*)\]$/, "$1");
  const port = parsed.port === "" ? DEFAULT_PORT[parsed.protocol] : Number(parsed.port);
  return {
    host,
    port,
    tls: parsed.protocol === "mqtts:",
    username: parsed.username === "" ? null : decoded(parsed.username),
    password: parsed.password === "" ? null : decoded(parsed.password),
    label: `${parsed.hostname}:${port}`,
  };
}

/** What a URL holds between `//` and `@`; a stray `%` stands for itself. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** A connection under way, with Nagle's algorithm off: `mqtt` leaves it on, which costs 40 ms an answer. */
export function dial({ host, port, tls }: BrokerAddress): Socket {
  const socket = tls ? connectTls({ host, port, servername: host }) : connect({ host, port });
  return socket.setNoDelay(true);
}
