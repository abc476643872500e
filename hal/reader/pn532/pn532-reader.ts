import type { Clock } from "../../clock.ts";
import type { OpenLink } from "../../link.ts";
import type { Log } from "../../log.ts";
import type { Card, CardReader, ReaderEvent } from "../../reader.ts";
import { SupervisedPort } from "../../supervised-port.ts";
import { Pn532Channel } from "./channel.ts";
import { COMMANDS, PN532_IC, parseTarget, WAKE_UP } from "./commands.ts";
import { TapConfirmation } from "./confirmation.ts";
import { CardPresence } from "./presence.ts";

export interface Pn532Options {
  readonly open: OpenLink;
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: Log;
}

/** Times of the driver, milliseconds. */
const TIMES = {
  answer: 500,
  /** A poll that is pending is renewed this often; its ACK shows that the chip is alive. */
  renewPoll: 1_000,
  /** Pause after a card was found, and once it has rested for `restedAfter`. */
  afterCard: 4,
  afterRestingCard: 40,
  restedAfter: 2_000,
  /** Pause after "no card" from a chip that does not keep polls pending. */
  afterNothing: 25,
  /** Cards found this soon after coming up were lying there: they count once lifted and laid again. */
  lyingThere: 250,
  findsWithin: 60,
  /** The chip is set up anew this often, in case it has lost its settings. */
  refresh: 60_000,
  firstRetry: 250,
  retryCap: 2_000,
} as const;

/** So many failures in a row make the reader lost; so many failed wake-ups make the port be opened anew. */
const FAILURES_TO_LOSE = 3;
const WAKE_UPS_TO_REOPEN = 5;
/** A chip that can be set up so many times in a row and then serves no poll is lost too. */
const DEAF_ROUNDS_TO_LOSE = 3;

/**
 * PN532 on its serial interface (HSU, 115200 baud). A poll is left pending in the chip, which answers it the moment a
 * card comes; its ACK, renewed every second, is the proof of life. A mute or confused chip is woken and set up again,
 * with growing pauses, and after that its port is opened anew, for ever.
 */
export class Pn532Reader implements CardReader {
  readonly channel: Pn532Channel;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #port: SupervisedPort;
  readonly #presence = new CardPresence();
  readonly #confirmation = new TapConfirmation();
  #listener: (event: ReaderEvent) => void = () => {};
  /** Counts the times that the port came up or went down: the loop of an earlier time ends. */
  #generation = 0;
  #isUp = false;
  #toldLost = false;
  #restingSince: number | null = null;

  constructor(options: Pn532Options) {
    this.#clock = options.clock;
    this.#log = options.log;
    this.#port = new SupervisedPort(options, {
      up: () => void this.#run(++this.#generation),
      data: (bytes) => this.channel.receive(bytes),
      down: (reason) => {
        this.#generation++;
        this.channel.abort();
        this.#lost(reason);
      },
    });
    this.channel = new Pn532Channel(
      options.clock,
      (bytes) => this.#port.write(bytes),
      () => this.#confirmation.doubt(options.clock.mono()),
    );
  }

  start(listener: (event: ReaderEvent) => void): void {
    this.#listener = listener;
    this.#port.start();
  }

  async close(): Promise<void> {
    this.#generation++;
    this.#listener = () => {};
    this.channel.abort();
    await this.#port.close();
  }

  /** One life of the port: wake the chip, poll until it fails, wake it again. */
  async #run(generation: number): Promise<void> {
    const current = () => generation === this.#generation;
    let failedWakeUps = 0;
    let deafRounds = 0;
    while (current()) {
      if (await this.#wakeUp()) {
        failedWakeUps = 0;
        deafRounds = (await this.#poll(current)) ? 0 : deafRounds + 1;
        if (deafRounds < DEAF_ROUNDS_TO_LOSE) continue;
      }
      if (!current()) return;
      failedWakeUps++;
      this.#lost("the reader does not answer");
      if (failedWakeUps % WAKE_UPS_TO_REOPEN === 0) {
        this.#port.reopen("the reader does not answer");
        return;
      }
      await this.channel.pause(Math.min(TIMES.retryCap, TIMES.firstRetry * 2 ** failedWakeUps));
    }
  }

  /** Brings the chip from whatever it was doing to polling; a host that was killed may have left it in mid-command. */
  async #wakeUp(): Promise<boolean> {
    await this.channel.callOff();
    await this.channel.drain();
    for (let attempt = 0; attempt < 3; attempt++) {
      const reply = await this.channel.ask(COMMANDS.samConfiguration, TIMES.answer, { prefix: WAKE_UP });
      if (reply.ok) return this.#setUp();
      if (reply.why === "aborted") return false;
      await this.channel.drain();
    }
    return false;
  }

  async #setUp(): Promise<boolean> {
    const version = await this.#askTwice(COMMANDS.getFirmwareVersion);
    if (!version?.ok) return false;
    if (version.data[0] !== PN532_IC)
      this.#log.warn("the reader is no PN532, trying all the same", { ic: version.data[0] });
    const retries = await this.#askTwice(COMMANDS.pollForEver);
    return retries !== null;
  }

  /** Asks, and asks again when line noise came between; null: no usable reply. */
  async #askTwice(command: Uint8Array): Promise<{ ok: true; data: Uint8Array } | { ok: false } | null> {
    for (let attempt = 0; attempt < 3; attempt++) {
      const reply = await this.channel.ask(command, TIMES.answer);
      if (reply.ok) return reply;
      if (reply.why === "syntax-error") return { ok: false };
      if (reply.why === "aborted") return null;
      await this.channel.drain();
    }
    return null;
  }

  /**
   * Polls until the chip fails too often in a row, or it is time to set it up anew.
   *
   * @returns whether the chip has served a poll at all
   */
  async #poll(current: () => boolean): Promise<boolean> {
    const refreshAt = this.#clock.mono() + TIMES.refresh;
    if (!this.#isUp) this.#presence.clear();
    let cancelUp: (() => void) | null = this.#isUp ? () => {} : null;
    let cancelMissed = () => {};
    // Cards found soon after the first poll that the chip takes up were lying there.
    const onAck = () => {
      cancelUp ??= this.#clock.after(TIMES.lyingThere, () => {
        if (current()) this.#up();
      });
      cancelMissed = this.#missedUnlessAnswered();
    };
    let served = false;
    let failures = 0;
    while (current() && failures < FAILURES_TO_LOSE && this.#clock.mono() < refreshAt) {
      const reply = await this.channel.ask(COMMANDS.inListPassiveTarget, TIMES.renewPoll, { onAck });
      cancelMissed();
      if (!current()) break;
      if (reply.ok) {
        failures = (await this.#answered(reply.data)) ? 0 : failures + 1;
      } else {
        failures = reply.why === "no-answer" ? 0 : failures + 1;
        await this.channel.callOff();
        if (failures > 0) await this.channel.drain();
      }
      served ||= failures === 0;
    }
    cancelUp?.();
    return served;
  }

  /**
   * A poll that the chip has taken up finds a card that lies there within `TIMES.findsWithin`. Noted in two turns of the
   * clock, so that an answer which the process was too busy to read counts first.
   */
  #missedUnlessAnswered(): () => void {
    let cancelSecond = () => {};
    const cancelFirst = this.#clock.after(TIMES.findsWithin, () => {
      cancelSecond = this.#clock.after(1, () => this.#presence.nothingFound(this.#clock.mono()));
    });
    return () => {
      cancelFirst();
      cancelSecond();
    };
  }

  /** @returns whether the answer was well formed */
  async #answered(data: Uint8Array): Promise<boolean> {
    const now = this.#clock.mono();
    const card = parseTarget(data);
    if (card === undefined) {
      await this.channel.drain();
      return false;
    }
    if (card === null) {
      this.#presence.nothingFound(now);
      this.#restingSince = null;
      await this.channel.pause(TIMES.afterNothing);
      return true;
    }
    const id = identityOf(card);
    const isTap = this.#presence.found(id, now);
    if (isTap) this.#restingSince = now;
    this.#restingSince ??= now;
    const told = this.#confirmation.found(card, id, isTap && this.#isUp, now);
    if (told) this.#listener({ type: "card", card: told });
    const rested = now - this.#restingSince > TIMES.restedAfter;
    await this.channel.pause(rested ? TIMES.afterRestingCard : TIMES.afterCard);
    return true;
  }

  #up(): void {
    this.#isUp = true;
    this.#toldLost = false;
    this.#listener({ type: "up" });
  }

  #lost(reason: string): void {
    this.#isUp = false;
    if (this.#toldLost) return;
    this.#toldLost = true;
    this.#listener({ type: "lost", reason });
  }
}

/** A random UID changes whenever the field does: all of them are one card that rests. */
function identityOf(card: Card): string {
  return card.uid.length === 8 && card.uid.startsWith("08") ? "random" : card.uid;
}
