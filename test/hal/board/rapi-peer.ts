import { type Expects, RapiChannel, type Urgency } from "../../../hal/board/openevse/rapi-channel.ts";
import { RapiTalk } from "../../../hal/board/openevse/rapi-talk.ts";
import type { Log } from "../../../hal/log.ts";
import { VirtualClock } from "../../../sim/virtual-clock.ts";

/** The other end of the RAPI line, in virtual time: it keeps what goes out byte for byte, and says only what it is told to. */
export class RapiPeer {
  readonly clock = new VirtualClock();
  readonly channel: RapiChannel;
  readonly talk: RapiTalk;
  /** When the board was told to be lost. */
  readonly lost: number[] = [];
  readonly logged: string[] = [];
  /** Lines of the board's own that came through. */
  readonly heard: string[] = [];
  #wire: string[] = [];
  #ended: string[] = [];

  constructor() {
    this.channel = new RapiChannel(
      this.clock,
      (bytes) => this.#wire.push(`${this.clock.mono()} ${new TextDecoder().decode(bytes)}`),
      (line) => this.heard.push([line.name, ...line.params].join(" ")),
    );
    const log: Log = {
      debug: (message) => this.logged.push(`debug ${message}`),
      info: (message) => this.logged.push(`info ${message}`),
      warn: (message) => this.logged.push(`warn ${message}`),
      error: (message) => this.logged.push(`error ${message}`),
    };
    this.talk = new RapiTalk(this.channel, this.clock, log, () => this.lost.push(this.clock.mono()));
  }

  /** What has gone out since the last call: when, and the bytes as text. */
  wire(): string[] {
    return this.#wire.splice(0);
  }

  /** Sends a command past the talk. */
  send(text: string, urgency: Urgency = "when-idle", expects: Expects = "plain"): void {
    this.channel.send(text, expects, urgency, (reply) => {
      const params = reply.type === "ok" ? reply.params.map((param) => ` ${param}`) : [];
      this.#ended.push(`${text}: ${reply.type}${params.join("")}`);
    });
  }

  /** How commands that were sent have ended since the last call, oldest first. */
  ended(): string[] {
    return this.#ended.splice(0);
  }

  /** The board says these characters. */
  say(text: string): void {
    this.channel.receive(new TextEncoder().encode(text));
  }

  /** Lets time pass until `at`. */
  until(at: number): void {
    this.clock.advance(at - this.clock.mono());
  }
}

/** Lines as a board frames them, checksums written out. */
export const OK = "$OK^20\r";
export const NK = "$NK^21\r";
export const STATUS = "$OK 01 0 01 0000^10\r";
export const METER = "$OK 3600 12^26\r";
