import type { Chip } from "./chip.ts";
import { commandName, obey } from "./commands.ts";
import type { HostLine } from "./host-line.ts";
import { type Outcome, SYNTAX_ERROR } from "./outcome.ts";

const LATE_ACK_MS = 40;
const SLOW_MS = 300;

export interface CycleTiming {
  /** From a frame to its acknowledgement. */
  readonly ackDelayMs: number;
  /** From the acknowledgement to the answer, for a command that does not wait for a card. */
  readonly answerDelayMs: (command: number) => number;
  /** From a card's arrival to the answer. */
  readonly detectMs: number;
}

export interface CycleCounters {
  commands: number;
  answers: number;
  aborted: number;
  repeated: number;
}

/** What the chip must do after its answer. */
export type Aftermath = "power-down" | "await-baud-ack";

type Search = Extract<Outcome, { kind: "search" }>;
type Sent = { readonly kind: "answer"; readonly data: Uint8Array } | { readonly kind: "syntax-error" };

/**
 * Command, acknowledgement, answer (UM0701-02 §6.2.2): one command at a time, and a new one ends
 * the one before.
 */
export class CommandCycle {
  readonly counters: CycleCounters = { commands: 0, answers: 0, aborted: 0, repeated: 0 };
  readonly #chip: Chip;
  readonly #line: HostLine;
  readonly #timing: CycleTiming;
  readonly #after: (ms: number, run: () => void) => () => void;
  readonly #finished: (afterwards: Aftermath) => void;
  readonly #timers = new Set<() => void>();
  #running: number | undefined;
  #search: { readonly order: Search; expired: boolean; stopDetecting: (() => void) | undefined } | undefined;
  #last: { readonly code: number; readonly sent: Sent } | undefined;

  /** @param after runs something later, in a turn of its own */
  constructor(
    chip: Chip,
    line: HostLine,
    timing: CycleTiming,
    after: (ms: number, run: () => void) => () => void,
    finished: (afterwards: Aftermath) => void,
  ) {
    this.#chip = chip;
    this.#line = line;
    this.#timing = timing;
    this.#after = after;
    this.#finished = finished;
  }

  /** Name of the command in hand. */
  get pending(): string | undefined {
    return this.#running === undefined ? undefined : commandName(this.#running);
  }

  /** Begins a command. @param code undefined for a frame without one */
  start(code: number | undefined, data: Uint8Array): void {
    this.abort();
    this.counters.commands++;
    const known = code ?? -1;
    this.#running = known;
    const { fault } = this.#chip;
    const work = () => (code === undefined ? SYNTAX_ERROR : obey(this.#chip, code, data));
    const answerMs = this.#timing.answerDelayMs(known) + (fault === "slow" ? SLOW_MS : 0);
    const ackMs = Math.max(this.#timing.ackDelayMs, fault === "late-ack" ? LATE_ACK_MS : 0);
    if (fault === "early-answer") {
      this.#later(answerMs, () => this.#answerFirst(work()));
      return;
    }
    this.#later(ackMs, () => {
      this.#line.acknowledge();
      this.#later(answerMs, () => this.#settle(work()));
    });
  }

  /** Drops the command in hand, without a word (UM0701-02 §6.2.1.3: ACK as abort). True where there was one. */
  abort(): boolean {
    const had = this.#running !== undefined;
    if (had) this.counters.aborted++;
    this.#rest();
    return had;
  }

  /** Sends the last answer again (UM0701-02 §6.2.1.4). */
  repeat(): void {
    if (!this.#last || this.#running !== undefined) return;
    this.counters.repeated++;
    this.#send(this.#last.code, this.#last.sent);
  }

  /** Drops the command in hand and forgets the last answer. */
  reset(): void {
    this.abort();
    this.#last = undefined;
  }

  /** The cards on the reader have changed. */
  fieldChanged(): void {
    if (this.#search) this.#detect();
  }

  #answerFirst(outcome: Outcome): void {
    const found = outcome.kind === "search" ? outcome.find() : undefined;
    const immediate: Outcome = found ? { kind: "answer", data: found } : outcome;
    if (immediate.kind === "search") {
      this.#line.acknowledge();
      this.#settle(immediate);
    } else {
      this.#settle(immediate);
      this.#line.acknowledge();
    }
  }

  #settle(outcome: Outcome): void {
    switch (outcome.kind) {
      case "answer":
        this.#finish({ kind: "answer", data: outcome.data });
        if (outcome.afterwards) this.#finished(outcome.afterwards);
        return;
      case "syntax-error":
        this.#finish(outcome);
        return;
      case "search":
        this.#search = { order: outcome, expired: false, stopDetecting: undefined };
        this.#detect();
        if (this.#search && Number.isFinite(outcome.giveUpMs))
          this.#later(outcome.giveUpMs, () => this.#expire());
        return;
    }
  }

  #detect(): void {
    const search = this.#search;
    if (!search) return;
    search.stopDetecting?.();
    search.stopDetecting = this.#later(this.#timing.detectMs, () => {
      search.stopDetecting = undefined;
      const found = search.order.find();
      if (found) this.#finish({ kind: "answer", data: found });
      else if (search.expired) this.#findNothing(search.order);
    });
  }

  #expire(): void {
    const search = this.#search;
    if (!search) return;
    search.expired = true;
    // a card that came in time is still found
    if (!search.stopDetecting) this.#findNothing(search.order);
  }

  #findNothing(order: Search): void {
    if (this.#chip.fault === "mute-none") this.#rest();
    else this.#finish({ kind: "answer", data: order.none });
  }

  #finish(sent: Sent): void {
    const code = this.#running ?? -1;
    this.#rest();
    this.#last = { code, sent };
    this.counters.answers++;
    this.#send(code, sent);
  }

  #rest(): void {
    for (const cancel of this.#timers) cancel();
    this.#timers.clear();
    this.#running = undefined;
    this.#search = undefined;
  }

  #send(code: number, sent: Sent): void {
    if (sent.kind === "answer") this.#line.answer(code, sent.data);
    else this.#line.syntaxError();
  }

  /** Without delay it happens at once, so that a chip without delays needs no clock. */
  #later(ms: number, run: () => void): (() => void) | undefined {
    if (ms <= 0) {
      run();
      return undefined;
    }
    const stop = this.#after(ms, () => {
      this.#timers.delete(stop);
      run();
    });
    this.#timers.add(stop);
    return () => {
      this.#timers.delete(stop);
      stop();
    };
  }
}
