import type { BoardFlags } from "./board-flags.ts";
import type { BoardStatus } from "./board-status.ts";
import { STATE_CODES, VFLAG } from "./codes.ts";
import type { CurrentCapacity } from "./current-capacity.ts";
import { hex } from "./rapi-writer.ts";

/** Decides when `$AT` is due (rapi_proc.cpp, RapiSendEvseState). */
export class StateNotifier {
  readonly #status: BoardStatus;
  readonly #flags: BoardFlags;
  readonly #capacity: CurrentCapacity;
  readonly #say: (body: string) => void;
  #sent = "";
  /** While a command is being obeyed nothing is told; it is made up for after the reply. */
  held = false;

  constructor(
    status: BoardStatus,
    flags: BoardFlags,
    capacity: CurrentCapacity,
    say: (body: string) => void,
  ) {
    this.#status = status;
    this.#flags = flags;
    this.#capacity = capacity;
    this.#say = say;
  }

  /** As after a reset: what it tells first is new. */
  reset(): void {
    this.#sent = "";
    this.held = false;
  }

  notify(): void {
    if (this.held || this.#status.state === "unknown" || this.#inBetween) return;
    if (this.#key !== this.#sent) this.force();
  }

  /** Tells it in any case. */
  force(): void {
    this.#sent = this.#key;
    const { state, pilotState } = this.#status;
    const codes = `${hex(STATE_CODES[state], 2)} ${hex(STATE_CODES[pilotState], 2)}`;
    this.#say(`AT ${codes} ${this.#capacity.amps} ${hex(this.#flags.value, 4)}`);
  }

  /** The plug is already seen, the state that follows from it still being debounced; or the other way round. */
  get #inBetween(): boolean {
    const connected = this.#flags.has(VFLAG.evConnected);
    const { state } = this.#status;
    return state === "A" ? connected : (state === "B" || state === "C") && !connected;
  }

  get #key(): string {
    const { state, pilotState } = this.#status;
    return `${state} ${pilotState} ${this.#capacity.amps} ${this.#flags.notified}`;
  }
}
