import type { Clock } from "../../clock.ts";
import type { Log } from "../../log.ts";
import type { Expects, RapiChannel, RapiReply, Urgency } from "./rapi-channel.ts";

/** A reply that came, whatever it says. */
export type Answered = Extract<RapiReply, { type: "ok" | "refused" }>;

/** So many commands in a row without a reply, and the board is lost. */
const SILENCES_TO_LOSE = 3;
/** So many refusals in a row of a command that the firmware may lack, and it does. */
const REFUSALS_TO_LACK = 2;
/** A command that must be taken and was refused is given again at once, and if that is refused too, after this, milliseconds. */
const REFUSED_AGAIN = 1_000;
/** What the firmware seemed to lack is tried again after this, milliseconds: a refusal may have been noise. */
const TRY_AGAIN = 60_000;

/** Talks with a board that is there: any reply is a sign of life, silence in a row the sign of its loss. */
export class RapiTalk {
  readonly #channel: RapiChannel;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #onLost: () => void;
  readonly #refusals = new Map<string, { readonly times: number; readonly at: number }>();
  #silences = 0;
  #disappointments = 0;

  constructor(channel: RapiChannel, clock: Clock, log: Log, onLost: () => void) {
    this.#channel = channel;
    this.#clock = clock;
    this.#log = log;
    this.#onLost = onLost;
  }

  /** The board has come: it is known to answer, and nothing is known of what it lacks. */
  begin(): void {
    this.#silences = 0;
    this.#disappointments = 0;
    this.#refusals.clear();
  }

  /** Asks; `done` hears only a reply. */
  ask(command: string, expects: Expects, urgency: Urgency, done: (reply: Answered) => void): void {
    this.#channel.send(command, expects, urgency, (reply) => {
      switch (reply.type) {
        case "ok":
        case "refused":
          this.#silences = 0;
          done(reply);
          return;
        case "silence":
          this.#silent();
          return;
        case "aborted":
          return;
      }
    });
  }

  /** Gives a command that must be taken: again, while it is still wanted, until the board has taken it or is lost. */
  insist(
    command: string,
    urgency: Urgency,
    how: { readonly wanted: () => boolean; readonly taken: () => void },
    refusals = 0,
  ): void {
    this.#channel.send(command, "plain", urgency, (reply) => {
      switch (reply.type) {
        case "ok":
          this.#silences = 0;
          how.taken();
          return;
        case "refused":
          this.#silences = 0;
          this.#log.warn(`the board refuses $${command}`);
          this.#again(refusals === 0, () => {
            if (how.wanted()) this.insist(command, urgency, how, refusals + 1);
          });
          return;
        case "silence":
          if (!this.#silent() && how.wanted()) this.insist(command, urgency, how);
          return;
        case "aborted":
          return;
      }
    });
  }

  /** Before the channel is idle, so that a port which is closed as soon as nothing is under way waits for it, too. */
  #again(atOnce: boolean, repeat: () => void): void {
    if (atOnce) repeat();
    else this.#clock.after(REFUSED_AGAIN, repeat);
  }

  /** A command that the firmware may lack; refused twice in a row, it is not sent again. */
  optional(command: string, expects: Expects, done: (params: readonly string[]) => void): void {
    const name = command.slice(0, 2);
    if (this.lacks(name)) return;
    this.ask(command, expects, "when-idle", (reply) => {
      if (reply.type === "ok") {
        this.#refusals.delete(name);
        done(reply.params);
        return;
      }
      this.#refusals.set(name, { times: (this.#refusals.get(name)?.times ?? 0) + 1, at: this.#clock.mono() });
      if (this.lacks(name)) this.#log.info(`the board does not have $${name}`);
    });
  }

  /** Whether the firmware is known not to have this command. */
  lacks(name: string): boolean {
    const refused = this.#refusals.get(name);
    if (refused === undefined || refused.times < REFUSALS_TO_LACK) return false;
    if (this.#clock.mono() - refused.at < TRY_AGAIN) return true;
    this.#refusals.delete(name);
    return false;
  }

  /** The state was told as it should be. */
  satisfied(): void {
    this.#disappointments = 0;
  }

  /** A reply came that is no answer to what was asked: as bad as silence. */
  disappointed(): void {
    this.#disappointments++;
    if (this.#disappointments < SILENCES_TO_LOSE) return;
    this.#disappointments = 0;
    this.#onLost();
  }

  /** @returns whether the board is lost by it */
  #silent(): boolean {
    this.#silences++;
    if (this.#silences < SILENCES_TO_LOSE) return false;
    this.#silences = 0;
    this.#onLost();
    return true;
  }
}
