import type { Clock } from "../../clock.ts";
import { INTER_BYTE_TIMEOUT, Pn532Decoder } from "./decoder.ts";
import { ACK, CHIP_TO_HOST, encodeCommand, type Pn532Frame } from "./frame.ts";

/** How a command ended. */
export type Reply =
  /** `data` is what follows the reply code. */
  { readonly ok: true; readonly data: Uint8Array } | { readonly ok: false; readonly why: Failure };

export type Failure =
  /** No ACK in time: the chip did not hear, or its ACK was lost. */
  | "no-ack"
  /** Acknowledged, and then nothing for as long as was allowed. */
  | "no-answer"
  /** An answer without an ACK before it cannot be told from an earlier command's, and is refused. */
  | "early-answer"
  /** Bytes that were no frame came instead; the answer may have been among them. */
  | "garbled"
  /** The chip does not know the command or its parameters. */
  | "syntax-error"
  /** The port went down, or the command was called off. */
  | "aborted";

/**
 * Waits of the link, milliseconds. The chip acknowledges within 15 ms (UM0701-02 §6.2.3); USB adapters add up to 16, and
 * network adapters more.
 */
const ACK_TIMEOUT = 250;
/** After garbage the answer is waited for this long, then the command counts as garbled. */
const GARBLED_AFTER = 30;
/** The line counts as quiet when nothing came for this long; waiting for that ends after `DRAIN_LIMIT`. */
const QUIET = 10;
const DRAIN_LIMIT = 100;
/** A command right behind the ACK that calls the last one off may get no ACK itself (libnfc#167). */
const ABORT_GAP = 3;

export interface ChannelCounters {
  /** Answers to nothing that was being asked, thrown away: stale or duplicate ones. */
  stale: number;
  earlyAnswers: number;
  noAcks: number;
}

interface Outstanding {
  readonly code: number;
  readonly answerWithin: number;
  readonly onAck: (() => void) | undefined;
  readonly settle: (reply: Reply) => void;
  acked: boolean;
  garbled: boolean;
}

/** The chip's command cycle: one command at a time, its ACK, its answer; everything else on the line is thrown away. */
export class Pn532Channel {
  readonly decoder = new Pn532Decoder();
  readonly counters: ChannelCounters = { stale: 0, earlyAnswers: 0, noAcks: 0 };
  readonly #clock: Clock;
  readonly #write: (bytes: Uint8Array) => void;
  readonly #onStray: () => void;
  #outstanding: Outstanding | null = null;
  #lastByteAt = 0;
  #cancelDeadline: () => void = () => {};
  #cancelExpiry: () => void = () => {};

  /** @param onStray called when an answer came to nothing that was asked */
  constructor(clock: Clock, write: (bytes: Uint8Array) => void, onStray: () => void) {
    this.#clock = clock;
    this.#write = write;
    this.#onStray = onStray;
  }

  /** Bytes from the chip. */
  receive(bytes: Uint8Array): void {
    this.#lastByteAt = this.#clock.mono();
    const { discarded, badChecksums } = this.decoder.counters;
    const frames = this.decoder.push(bytes, this.#lastByteAt);
    for (const frame of frames) this.#take(frame);
    const garbage =
      this.decoder.counters.discarded > discarded || this.decoder.counters.badChecksums > badChecksums;
    if (garbage) this.#garbled();
    this.#watchPartial();
  }

  /**
   * Sends a command and waits for its answer.
   *
   * @param command command code and parameters, 1 to 254 bytes
   * @param answerWithin milliseconds from the ACK
   * @param prefix bytes sent right before the frame (the wake-up preamble)
   * @param onAck called when the chip has accepted the command
   */
  ask(
    command: Uint8Array,
    answerWithin: number,
    options: { readonly prefix?: Uint8Array; readonly onAck?: () => void } = {},
  ): Promise<Reply> {
    this.abort();
    return new Promise((settle) => {
      this.#outstanding = {
        code: command[0] ?? 0,
        answerWithin,
        onAck: options.onAck,
        settle,
        acked: false,
        garbled: false,
      };
      this.#deadline(ACK_TIMEOUT, "no-ack");
      const frame = encodeCommand(command);
      this.#write(options.prefix ? Uint8Array.of(...options.prefix, ...frame) : frame);
    });
  }

  /** Ends the wait for the command under way, if any, as "aborted". Nothing is sent. */
  abort(): void {
    this.#finish({ ok: false, why: "aborted" });
  }

  /** Tells the chip to drop what it is doing, and lets it. */
  async callOff(): Promise<void> {
    this.abort();
    this.#write(ACK);
    await this.pause(ABORT_GAP);
  }

  /** Throws away whatever is still coming, until the line is quiet (or does not become so). */
  async drain(): Promise<void> {
    const end = this.#clock.mono() + DRAIN_LIMIT;
    do {
      await this.pause(QUIET);
    } while (this.#clock.mono() - this.#lastByteAt < QUIET && this.#clock.mono() < end);
    this.decoder.reset();
  }

  pause(ms: number): Promise<void> {
    return new Promise((resolve) => this.#clock.after(ms, resolve));
  }

  #take(frame: Pn532Frame): void {
    const waiting = this.#outstanding;
    switch (frame.type) {
      case "ack":
        if (waiting && !waiting.acked) this.#acknowledged(waiting);
        return;
      case "nack":
        return;
      case "error":
        if (waiting?.acked) this.#finish({ ok: false, why: "syntax-error" });
        return;
      case "data":
        this.#answer(waiting, frame.tfi, frame.data);
        return;
    }
  }

  #acknowledged(waiting: Outstanding): void {
    waiting.acked = true;
    this.#deadline(waiting.answerWithin, "no-answer");
    waiting.onAck?.();
  }

  #answer(waiting: Outstanding | null, tfi: number, data: Uint8Array): void {
    if (!waiting || tfi !== CHIP_TO_HOST || data[0] !== waiting.code + 1) {
      this.counters.stale++;
      this.#onStray();
      return;
    }
    if (!waiting.acked) {
      this.counters.earlyAnswers++;
      this.#onStray();
      this.#finish({ ok: false, why: "early-answer" });
      return;
    }
    this.#finish({ ok: true, data: data.subarray(1) });
  }

  /** Garbage where the answer should be: it may have been the answer, so the wait is cut short. */
  #garbled(): void {
    const waiting = this.#outstanding;
    if (!waiting?.acked || waiting.garbled) return;
    waiting.garbled = true;
    this.#deadline(GARBLED_AFTER, "garbled");
  }

  #watchPartial(): void {
    this.#cancelExpiry();
    if (!this.decoder.isPartial) return;
    this.#cancelExpiry = this.#clock.after(INTER_BYTE_TIMEOUT, () => {
      for (const frame of this.decoder.expire(this.#clock.mono())) this.#take(frame);
      this.#garbled();
    });
  }

  #deadline(ms: number, why: Failure): void {
    this.#cancelDeadline();
    this.#cancelDeadline = this.#clock.after(ms, () => {
      if (why === "no-ack") this.counters.noAcks++;
      this.#finish({ ok: false, why });
    });
  }

  #finish(reply: Reply): void {
    const waiting = this.#outstanding;
    if (!waiting) return;
    this.#outstanding = null;
    this.#cancelDeadline();
    waiting.settle(reply);
  }
}
