import type { Socket } from "node:net";

/** Bytes of one MQTT packet at most, either way: four times the longest message of the protocol. */
const PACKET_LIMIT = 1024 * 1024;

/** What the remaining length of a packet takes at most (MQTT 3.1.1, 2.2.3). */
const LENGTH_BYTES = 4;

/**
 * Follows the packets in a stream of bytes by their fixed headers alone (MQTT 3.1.1, 2.2): neither `aedes` nor `mqtt`
 * limits what a peer may declare, and both would collect up to 256 MiB before they look at it.
 */
export class PacketLengths {
  readonly #limit: number;
  #length = 0;
  #lengthBytes = 0;
  #expects: "type" | "length" | "content" = "type";
  #contentLeft = 0;

  /** @param limit bytes that the content of a packet may have */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Whether all packets so far, the one under way included, are within the limit; after a `false` there is no going on. */
  allow(chunk: Uint8Array): boolean {
    for (let at = 0; at < chunk.length; ) {
      if (this.#expects === "content") {
        const here = Math.min(this.#contentLeft, chunk.length - at);
        at += here;
        this.#contentLeft -= here;
        if (this.#contentLeft === 0) this.#expects = "type";
        continue;
      }
      const byte = chunk[at++] ?? 0;
      if (this.#expects === "type") {
        this.#expects = "length";
        this.#length = 0;
        this.#lengthBytes = 0;
      } else if (!this.#lengthByte(byte)) return false;
    }
    return true;
  }

  #lengthByte(byte: number): boolean {
    this.#length += (byte & 0x7f) * 128 ** this.#lengthBytes++;
    if (this.#length > this.#limit) return false;
    if (byte >= 0x80) return this.#lengthBytes < LENGTH_BYTES;
    this.#contentLeft = this.#length;
    this.#expects = this.#length === 0 ? "type" : "content";
    return true;
  }
}

/**
 * Destroys a socket as soon as its peer declares a packet above `PACKET_LIMIT`. Only watches what another reads: a
 * "data" listener beside a "readable" one, or beside a pipe, takes nothing away.
 */
export function limitPackets(socket: Socket, exceeded: () => void): void {
  const lengths = new PacketLengths(PACKET_LIMIT);
  const watch = (chunk: Buffer): void => {
    if (lengths.allow(chunk)) return;
    socket.off("data", watch);
    socket.destroy();
    exceeded();
  };
  socket.on("data", watch);
}
