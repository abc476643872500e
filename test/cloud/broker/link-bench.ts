import { createServer, type Socket } from "node:net";
import { BrokerLink, type BrokerLinkParts } from "../../../cloud/broker/broker-link.ts";
import { afterwards, type Heard, keptLog, randomBytesOf, realClock } from "../parts.ts";
import { CONNACK, suback } from "./packets.ts";

/** A link under test, with all that it told. */
export function linkTo(url: string, parts: Partial<BrokerLinkParts> = {}) {
  const heard: Heard[] = [];
  const seen: string[] = [];
  const log = keptLog();
  const link = new BrokerLink({
    url,
    topics: ["up/#"],
    clock: realClock,
    random: randomBytesOf(1),
    log,
    up: () => void seen.push("up"),
    down: () => void seen.push("down"),
    message: (topic, payload, retain) => void heard.push({ topic, payload, retain }),
    ...parts,
  });
  afterwards(() => link.end());
  link.start();
  return { link, heard, seen, log };
}

/** A peer on TCP that is no broker, or half of one. */
export async function peer(behave: (socket: Socket) => void): Promise<string> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => {});
    behave(socket);
  });
  afterwards(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  return `mqtt://127.0.0.1:${typeof address === "object" ? address?.port : 0}`;
}

/** A broker that accepts and grants (or with 128 refuses) subscriptions, and says nothing else. */
export function halfBroker(socket: Socket, bytes: Buffer, grant: () => number | null = () => 1): void {
  if (bytes[0] === 0x10) socket.write(CONNACK);
  const code = bytes[0] === 0x82 ? grant() : null;
  if (code !== null) socket.write(suback(bytes, code));
}
