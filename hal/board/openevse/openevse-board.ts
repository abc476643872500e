import type { BoardEvent, ChargerBoard, LightColour } from "../../board.ts";
import type { Clock } from "../../clock.ts";
import type { OpenLink } from "../../link.ts";
import type { Log } from "../../log.ts";
import { SupervisedPort } from "../../supervised-port.ts";
import type { RapiLine } from "./rapi.ts";
import { type Expects, RapiChannel, type RapiReply } from "./rapi-channel.ts";
import { type OpenEvseStatus, parseGetState, parseStateChange, reportOf } from "./status.ts";

export interface OpenEvseOptions {
  readonly open: OpenLink;
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: Log;
}

/** Times of the driver, milliseconds. */
const TIMES = {
  /** The state is asked for this often: a lost `$AT` is noticed within it. */
  poll: 1_000,
  feedHeartbeat: 3_000,
  firstRetry: 250,
  retryCap: 2_000,
} as const;

/** The board lowers its current to this many amperes when it has not heard from the unit for this many seconds. */
const HEARTBEAT = { seconds: 10, amps: 6 } as const;
/** The magic cookie that acknowledges a missed heartbeat (rapi_proc.h). */
const ACKNOWLEDGE_MISS = 165;

/** So many commands in a row without a reply make the board lost; so many failed greetings make the port be opened anew. */
const SILENCES_TO_LOSE = 3;
const GREETINGS_TO_REOPEN = 5;

/** Codes of `$FB` (LCD backlight, on most cases the status light). */
const LIGHT_CODES: Readonly<Record<LightColour, number>> = {
  off: 0,
  red: 1,
  green: 2,
  yellow: 3,
  blue: 4,
  teal: 6,
  white: 7,
};

/**
 * An OpenEVSE board on its RAPI line (115200 baud). `$FE` permits, `$FS` withdraws (asleep the board goes on reading its
 * pilot, which it does not after `$FD`). The board boots enabled, so `$FS` is the first command whenever it comes, comes
 * back or announces a boot. Its state comes by `$AT` at once, and by asking every second.
 */
export class OpenEvseBoard implements ChargerBoard {
  readonly channel: RapiChannel;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #port: SupervisedPort;
  #listener: (event: BoardEvent) => void = () => {};
  #state: "down" | "greeting" | "up" | "closed" = "down";
  #toldLost = false;
  #silences = 0;
  #greetings = 0;
  #meterWs: number | null = null;
  #light: LightColour = "off";
  /** How often in a row a command was refused that the firmware may not have; twice means that it does not. */
  #refusals = new Map<string, number>();
  #status: OpenEvseStatus | null = null;
  readonly #timers = new Set<() => void>();

  constructor(options: OpenEvseOptions) {
    this.#clock = options.clock;
    this.#log = options.log;
    this.#port = new SupervisedPort(options, {
      up: () => this.#greet(),
      data: (bytes) => this.channel.receive(bytes),
      down: (reason) => this.#lost(reason),
    });
    this.channel = new RapiChannel(
      options.clock,
      (bytes) => this.#port.write(bytes),
      (line) => this.#hear(line),
    );
  }

  start(listener: (event: BoardEvent) => void): void {
    this.#listener = listener;
    this.#port.start();
  }

  permit(): void {
    if (this.#state === "up")
      this.channel.send("FE", "plain", "soon", (reply) => this.#commanded("FE", reply));
  }

  withdraw(): void {
    this.channel.drop("FE");
    if (this.#state === "down" || this.#state === "closed") return;
    this.channel.send("FS", "plain", "now", (reply) => this.#commanded("FS", reply));
  }

  light(colour: LightColour): void {
    this.#light = colour;
    if (this.#state === "up") this.#showLight();
  }

  async close(): Promise<void> {
    this.#state = "closed";
    this.#listener = () => {};
    this.#stopTimers();
    await this.channel.finish();
    await this.#port.close();
  }

  /** First the withdrawal, then the state; with both the board is there. */
  #greet(): void {
    this.#state = "greeting";
    this.#stopTimers();
    this.channel.abort();
    this.#greetings++;
    this.channel.send("FS", "plain", "now", (withdrawn) => {
      if (withdrawn.type !== "ok") {
        this.#greetingFailed(withdrawn);
        return;
      }
      this.channel.send("GS", "status", "soon", (reply) => {
        if (this.#takeStatus(reply)) this.#up();
        else this.#greetingFailed(reply);
      });
    });
  }

  #greetingFailed(reply: RapiReply): void {
    if (reply.type === "aborted" || this.#state !== "greeting") return;
    const reason =
      reply.type === "silence" ? "the board does not answer" : "the board does not obey $FS and $GS";
    this.#lost(reason);
    if (this.#greetings % GREETINGS_TO_REOPEN === 0) {
      this.#port.reopen(reason);
      return;
    }
    this.#later(Math.min(TIMES.retryCap, TIMES.firstRetry * 2 ** Math.min(this.#greetings, 8)), () =>
      this.#greet(),
    );
  }

  #up(): void {
    this.#state = "up";
    this.#greetings = 0;
    this.#silences = 0;
    this.#toldLost = false;
    this.#armHeartbeat();
    this.#askMeter();
    this.#showLight();
    this.#report();
    this.#every(TIMES.poll, () => this.#askState());
    this.#every(TIMES.feedHeartbeat, () => this.#feedHeartbeat());
  }

  #hear(line: Extract<RapiLine, { type: "async" }>): void {
    if (this.#state === "down" || this.#state === "closed") return;
    switch (line.name) {
      case "AB":
        this.#log.warn("the board has restarted", { params: line.params });
        this.#refusals.clear();
        this.#greet();
        this.#listener({ type: "restarted" });
        return;
      case "AT": {
        const status = parseStateChange(line.params);
        if (!status || this.#state !== "up") return;
        this.#setStatus(status);
        this.#report();
        return;
      }
      default:
        return;
    }
  }

  #askState(): void {
    if (this.#state !== "up") return;
    this.channel.send("GS", "status", "when-idle", (reply) => {
      if (this.#takeStatus(reply)) this.#report();
      else this.#unanswered(reply);
    });
    if (this.#status && reportOf(this.#status, null).contactor === "closed") this.#askMeter();
  }

  #takeStatus(reply: RapiReply): boolean {
    const status = reply.type === "ok" ? parseGetState(reply.params) : null;
    if (!status) return false;
    this.#silences = 0;
    this.#setStatus(status);
    return true;
  }

  /** The board paints its light anew when its state changes, and its meter is worth a look then. */
  #setStatus(status: OpenEvseStatus): void {
    const before = this.#status;
    this.#status = status;
    if (this.#state !== "up" || !before) return;
    if (before.state === status.state && before.pilot === status.pilot && before.flags === status.flags)
      return;
    this.#askMeter();
    this.#showLight();
  }

  #askMeter(): void {
    this.#optional("GU", "meter", (params) => {
      const [wattSeconds] = params;
      if (wattSeconds === undefined || !/^\d+$/.test(wattSeconds)) return;
      this.#meterWs = Number(wattSeconds);
      this.#report();
    });
  }

  #showLight(): void {
    this.channel.drop("FB");
    this.#optional(`FB ${LIGHT_CODES[this.#light]}`, "plain", () => {});
  }

  #armHeartbeat(): void {
    this.#optional(`SY ${HEARTBEAT.seconds} ${HEARTBEAT.amps}`, "heartbeat", (params) =>
      this.#heartbeat(params),
    );
  }

  /** A pulse is refused while a miss has not been acknowledged. */
  #feedHeartbeat(): void {
    if (this.#lacks("SY")) return;
    this.channel.send("SY", "heartbeat", "when-idle", (reply) => {
      if (reply.type === "refused") this.#acknowledgeMiss();
      else if (reply.type === "ok") this.#heartbeat(reply.params);
      else this.#unanswered(reply);
    });
  }

  #heartbeat(params: readonly string[]): void {
    if (params[2] === "2") this.#acknowledgeMiss();
  }

  #acknowledgeMiss(): void {
    this.#log.warn("the board had missed the unit's heartbeat");
    this.channel.send(`SY ${ACKNOWLEDGE_MISS}`, "heartbeat", "when-idle", (reply) => {
      if (reply.type === "ok") this.#silences = 0;
      else this.#unanswered(reply);
    });
  }

  /** A command that the firmware may lack; refused once, it is not sent again. */
  #optional(command: string, expects: Expects, done: (params: readonly string[]) => void): void {
    const name = command.slice(0, 2);
    if (this.#lacks(name)) return;
    this.channel.send(command, expects, "when-idle", (reply) => {
      switch (reply.type) {
        case "ok":
          this.#silences = 0;
          this.#refusals.delete(name);
          done(reply.params);
          return;
        case "refused":
          this.#refusals.set(name, (this.#refusals.get(name) ?? 0) + 1);
          if (this.#lacks(name)) this.#log.info(`the board does not have $${name}`);
          return;
        case "silence":
        case "aborted":
          this.#unanswered(reply);
          return;
      }
    });
  }

  #lacks(name: string): boolean {
    return (this.#refusals.get(name) ?? 0) >= 2;
  }

  /** Permission and withdrawal are given again until the board has taken them or is lost. */
  #commanded(command: "FE" | "FS", reply: RapiReply): void {
    if (reply.type === "ok") {
      this.#silences = 0;
      this.#askState();
      return;
    }
    this.#unanswered(reply);
    if (reply.type === "aborted" || this.#state !== "up") return;
    if (command === "FS") this.withdraw();
    else this.permit();
  }

  #unanswered(reply: RapiReply): void {
    if (reply.type === "aborted" || this.#state !== "up") return;
    this.#silences++;
    if (this.#silences < SILENCES_TO_LOSE) return;
    this.#lost("the board does not answer");
    this.#later(TIMES.firstRetry, () => this.#greet());
  }

  #report(): void {
    if (this.#state !== "up" || !this.#status) return;
    this.#listener({ type: "report", report: reportOf(this.#status, this.#meterWs) });
  }

  #lost(reason: string): void {
    if (this.#state === "closed") return;
    this.#state = "down";
    this.#status = null;
    this.#stopTimers();
    this.channel.abort();
    if (this.#toldLost) return;
    this.#toldLost = true;
    this.#listener({ type: "lost", reason });
  }

  #later(ms: number, run: () => void): void {
    const cancel = this.#clock.after(ms, () => {
      this.#timers.delete(cancel);
      run();
    });
    this.#timers.add(cancel);
  }

  #every(ms: number, run: () => void): void {
    this.#later(ms, () => {
      this.#every(ms, run);
      run();
    });
  }

  #stopTimers(): void {
    for (const cancel of this.#timers) cancel();
    this.#timers.clear();
  }
}
