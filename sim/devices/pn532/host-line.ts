import type { DeviceWire } from "../peer.ts";
import type { Pn532Fault } from "./faults.ts";
import { ACK_FRAME, answerFrame, ERROR_FRAME } from "./frame-writer.ts";

const STRAY_BYTE = 0x01;
/** Comes on top of the one zero there should be. */
const LONG_PREAMBLE = [0, 0, 0, 0, 0];

/** What the chip sends, with the fault of the line put in. */
export class HostLine {
  readonly #wire: DeviceWire;
  #fault: Pn532Fault = "none";
  #corruptNext = false;

  constructor(wire: DeviceWire) {
    this.#wire = wire;
  }

  setFault(fault: Pn532Fault): void {
    this.#fault = fault;
    this.#corruptNext = fault === "corrupt-once";
  }

  acknowledge(): void {
    if (this.#fault === "drop-ack") return;
    if (this.#fault === "stray") this.#write(Uint8Array.of(STRAY_BYTE, ...ACK_FRAME));
    else this.#frame(Uint8Array.from(ACK_FRAME));
  }

  answer(command: number, data: Uint8Array): void {
    this.#answer(answerFrame(command, data));
  }

  syntaxError(): void {
    this.#answer(Uint8Array.from(ERROR_FRAME));
  }

  /** Bytes that are no frame. */
  noise(bytes: Uint8Array): void {
    this.#write(bytes);
  }

  #answer(frame: Uint8Array): void {
    if (this.#fault === "corrupt" || this.#corruptNext) spoilChecksum(frame);
    this.#corruptNext = false;
    this.#frame(frame);
    if (this.#fault === "duplicate") this.#frame(frame);
  }

  #frame(frame: Uint8Array): void {
    const start = this.#fault === "short-preamble" ? 1 : 0;
    const end = this.#fault === "no-postamble" ? frame.length - 1 : frame.length;
    const preamble = this.#fault === "long-preamble" ? LONG_PREAMBLE : [];
    const bytes = Uint8Array.of(...preamble, ...frame.subarray(start, end));
    if (this.#fault !== "split") this.#write(bytes);
    else for (const byte of bytes) this.#write(Uint8Array.of(byte));
  }

  #write(bytes: Uint8Array): void {
    const mute = this.#fault === "silence" || this.#fault === "freeze" || this.#fault === "hangup";
    if (!mute) this.#wire.send(bytes);
  }
}

/** The checksum is the last but one byte. */
function spoilChecksum(frame: Uint8Array): void {
  const at = frame.length - 2;
  frame[at] = (frame[at] ?? 0) ^ 0x55;
}
