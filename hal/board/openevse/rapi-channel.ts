import type { Clock } from "../../clock.ts";
import { encodeRapi, type RapiLine } from "./rapi.ts";
import { RapiDecoder } from "./rapi-decoder.ts";

/** How a command ended. */
export type RapiReply =
  | { readonly type: "ok"; readonly params: readonly string[] }
  /** `$NK`. */
  | { readonly type: "refused" }
  | { readonly type: "silence" }
  /** The port went down, or the command was dropped before it was sent. */
  | { readonly type: "aborted" };

/**
 * What a reply must look like to be this command's: nothing behind `$OK`, the four values of `$GS`, the two of `$GU`, the
 * three of `$SY` (or none). A reply of another shape is an earlier command's, come late or twice, and is thrown away.
 */
export type Expects = "plain" | "status" | "meter" | "heartbeat";

/** `now` goes out at once, even while another command waits for its reply; `soon` is next; the rest takes its turn. */
export type Urgency = "now" | "soon" | "when-idle";

interface Command {
  readonly text: string;
  readonly expects: Expects;
  readonly done: (reply: RapiReply) => void;
  cancelDeadline: () => void;
}

/** A board that closes its contactor or tests itself may be busy for a while before it replies, milliseconds. */
const REPLY_TIMEOUT = 1_000;

/** The board's command cycle: commands in turn, replies to their commands, everything unasked to `hear`. */
export class RapiChannel {
  readonly decoder = new RapiDecoder();
  readonly counters = { stale: 0, silences: 0 };
  readonly #clock: Clock;
  readonly #write: (bytes: Uint8Array) => void;
  readonly #hear: (line: Extract<RapiLine, { type: "async" }>) => void;
  /** Sent and not replied to, the oldest first; more than one only when something urgent went out. */
  #sent: Command[] = [];
  #queue: Command[] = [];
  #idleWaiters: (() => void)[] = [];

  constructor(
    clock: Clock,
    write: (bytes: Uint8Array) => void,
    hear: (line: Extract<RapiLine, { type: "async" }>) => void,
  ) {
    this.#clock = clock;
    this.#write = write;
    this.#hear = hear;
  }

  /** Bytes from the board. */
  receive(bytes: Uint8Array): void {
    for (const line of this.decoder.push(bytes, this.#clock.mono())) {
      if (line.type === "async") this.#hear(line);
      else this.#reply(line);
    }
  }

  /** Sends a command, or queues it; one that already waits in the queue, or was just sent urgently, is not doubled. */
  send(text: string, expects: Expects, urgency: Urgency, done: (reply: RapiReply) => void): void {
    if (this.#queue.some((command) => command.text === text)) return;
    if (this.#sent.at(-1)?.text === text) return;
    const command: Command = { text, expects, done, cancelDeadline: () => {} };
    if (urgency === "now") this.#transmit(command);
    else if (urgency === "soon") this.#queue.unshift(command);
    else this.#queue.push(command);
    this.#next();
  }

  /** Takes commands of this name out of the queue; one that was sent already is not affected. */
  drop(name: string): void {
    this.#queue = this.#queue.filter((command) => !command.text.startsWith(name));
  }

  /** Ends every wait. */
  abort(): void {
    const commands = [...this.#sent, ...this.#queue];
    this.#sent = [];
    this.#queue = [];
    for (const command of commands) command.cancelDeadline();
    for (const command of commands) command.done({ type: "aborted" });
    this.#wakeIdle();
  }

  /**
   * Drops what has not been sent, and resolves when the rest has been replied to or given up: within a second,
   * or three when a silent board is to take a command that is insisted on.
   */
  finish(): Promise<void> {
    this.#queue = [];
    if (this.#sent.length === 0) return Promise.resolve();
    return new Promise((resolve) => this.#idleWaiters.push(resolve));
  }

  #transmit(command: Command): void {
    this.#sent.push(command);
    command.cancelDeadline = this.#clock.after(REPLY_TIMEOUT, () => {
      this.counters.silences++;
      this.#end(command, { type: "silence" });
    });
    this.#write(encodeRapi(command.text));
  }

  #reply(line: Extract<RapiLine, { type: "reply" }>): void {
    const command = this.#sent.find(({ expects }) => !line.ok || fits(expects, line.params));
    if (!command) {
      this.counters.stale++;
      return;
    }
    this.#end(command, line.ok ? { type: "ok", params: line.params } : { type: "refused" });
  }

  #end(command: Command, reply: RapiReply): void {
    command.cancelDeadline();
    this.#sent = this.#sent.filter((other) => other !== command);
    command.done(reply);
    this.#next();
  }

  #next(): void {
    if (this.#sent.length > 0) return;
    const command = this.#queue.shift();
    if (command) this.#transmit(command);
    else this.#wakeIdle();
  }

  #wakeIdle(): void {
    const waiters = this.#idleWaiters;
    this.#idleWaiters = [];
    for (const wake of waiters) wake();
  }
}

function fits(expects: Expects, params: readonly string[]): boolean {
  switch (expects) {
    case "plain":
      return params.length === 0;
    case "status":
      return params.length >= 4;
    case "meter":
      return params.length === 2;
    case "heartbeat":
      return params.length === 0 || params.length === 3;
  }
}
