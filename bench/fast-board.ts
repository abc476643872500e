import { checksum } from "../hal/board/openevse/rapi.ts";

/**
 * The least board that a unit can work with: it answers at once, has no debounce and no contactor, so that a benchmark
 * can plug and unplug thousands of times. What `$FE` reaches it is told with the time.
 */
export class FastBoard {
  readonly #send: (bytes: Uint8Array) => void;
  readonly #onPermit: (at: number) => void;
  #text = "";
  #state = "fe";
  #plugged = false;

  constructor(send: (bytes: Uint8Array) => void, onPermit: (at: number) => void) {
    this.#send = send;
    this.#onPermit = onPermit;
  }

  receive(bytes: Uint8Array): void {
    const at = performance.now();
    this.#text += Buffer.from(bytes).toString("latin1");
    for (let end = this.#text.indexOf("\r"); end >= 0; end = this.#text.indexOf("\r")) {
      this.#obey(this.#text.slice(0, end), at);
      this.#text = this.#text.slice(end + 1);
    }
  }

  plug(plugged: boolean): void {
    this.#plugged = plugged;
    this.#say(`$AT ${this.#state} ${this.#pilot()} 16 ${this.#flags()}`);
  }

  #obey(line: string, at: number): void {
    switch (line.slice(0, 3)) {
      case "$FE":
        this.#onPermit(at);
        this.#state = this.#pilot();
        this.#say("$OK");
        return;
      case "$FS":
        this.#state = "fe";
        this.#say("$OK");
        return;
      case "$GS":
        this.#say(`$OK ${this.#state} 0 ${this.#pilot()} ${this.#flags()}`);
        return;
      case "$GU":
        this.#say("$OK 0 0");
        return;
      case "$SY":
        this.#say("$OK 10 6 0");
        return;
      default:
        this.#say("$OK");
        return;
    }
  }

  #pilot(): string {
    return this.#plugged ? "02" : "01";
  }

  #flags(): string {
    return this.#plugged ? "0100" : "0000";
  }

  #say(text: string): void {
    this.#send(Buffer.from(`${text}^${checksum(text)}\r`));
  }
}
