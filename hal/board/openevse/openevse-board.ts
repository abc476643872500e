import type { BoardEvent, ChargerBoard, LightColour, LightSign } from "../../board.ts";
import type { Clock } from "../../clock.ts";
import type { OpenLink } from "../../link.ts";
import type { Log } from "../../log.ts";
import { SupervisedPort } from "../../supervised-port.ts";
import { HostHeartbeat } from "./heartbeat.ts";
import { BoardKnowledge } from "./knowledge.ts";
import type { RapiLine } from "./rapi.ts";
import { RapiChannel, type RapiReply } from "./rapi-channel.ts";
import { RapiTalk } from "./rapi-talk.ts";
import { type OpenEvseStatus, parseGetState, parseStateChange } from "./status.ts";
import { StatusLight } from "./status-light.ts";

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
  /** A withdrawal that the board has taken is given again, if the contactor is still closed, after this. */
  withdrawAgain: 4_000,
  /** A board that is enabled this long after it has taken a withdrawal has restarted unheard. */
  asleepAfter: 500,
  secondLook: 200,
  secondLooks: 4,
  /** While the contactor is to open, it is asked for this often. */
  pollOpening: 100,
  feedHeartbeat: 3_000,
  firstRetry: 250,
  retryCap: 2_000,
} as const;

/** So many failed greetings, and the port is opened anew. */
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
  #state: "down" | "greeting" | "up" | "closing" = "down";
  #toldLost = false;
  #greetings = 0;
  readonly #knowledge = new BoardKnowledge();
  /** What the unit wants: a command that is repeated asks whether it is still meant. */
  #permitted = false;
  /** When the board last took a withdrawal; forgotten when it is permitted, lost or restarted. */
  #withdrawnAt = Number.NEGATIVE_INFINITY;
  readonly #talk: RapiTalk;
  readonly #heartbeat: HostHeartbeat;
  readonly #light: StatusLight;
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
    this.#talk = new RapiTalk(this.channel, options.clock, options.log, () => this.#mute());
    this.#heartbeat = new HostHeartbeat(this.#talk, options.log);
    this.#light = new StatusLight(options.clock, (colour) => this.#paint(colour));
  }

  start(listener: (event: BoardEvent) => void): void {
    this.#listener = listener;
    this.#port.start();
  }

  permit(): void {
    if (this.#state !== "up") return;
    this.#permitted = true;
    this.#withdrawnAt = Number.NEGATIVE_INFINITY;
    this.#knowledge.permit(this.#clock.mono());
    this.#talk.insist("FE", "soon", {
      wanted: () => this.#permitted && this.#state === "up",
      taken: () => {
        this.#knowledge.faults.permitted();
        this.#askState();
      },
    });
  }

  withdraw(): void {
    const repeated = !this.#permitted && this.#clock.mono() - this.#withdrawnAt < TIMES.withdrawAgain;
    this.#permitted = false;
    this.channel.drop("FE");
    if (repeated || this.#state === "closing") return;
    this.#knowledge.withdraw(this.#clock.mono());
    this.#talk.insist("FS", "now", {
      wanted: () => !this.#permitted && this.#state !== "down",
      taken: () => {
        this.#withdrawn();
        this.#askState();
      },
    });
  }

  light(sign: LightSign): void {
    this.#light.show(sign);
  }

  async close(): Promise<void> {
    this.#state = "closing";
    this.#listener = () => {};
    this.#stopTimers();
    await this.channel.finish();
    await this.#port.close();
  }

  /** First the withdrawal, then the state; with both the board is there. */
  #greet(): void {
    if (this.#state === "closing") return;
    this.#state = "greeting";
    this.#permitted = false;
    this.#withdrawnAt = Number.NEGATIVE_INFINITY;
    this.#knowledge.withdraw(this.#clock.mono());
    this.#stopTimers();
    this.channel.abort();
    this.#greetings++;
    this.channel.send("FS", "plain", "now", (withdrawn) => {
      if (withdrawn.type !== "ok") {
        this.#greetingFailed(withdrawn);
        return;
      }
      this.#withdrawn();
      this.#askFirstState(TIMES.secondLooks);
    });
  }

  /** @param looks how often a vehicle that was there is looked for again: a board that has just restarted may not see it yet */
  #askFirstState(looks: number): void {
    this.channel.send("GS", "status", "soon", (reply) => {
      const status = statusOf(reply);
      if (!status) {
        this.#greetingFailed(reply);
        return;
      }
      this.#knowledge.take(status);
      if (looks > 0 && this.#knowledge.seemsToHaveLeft(this.#clock.mono())) {
        this.#later(TIMES.secondLook, () => this.#askFirstState(looks - 1));
      } else {
        this.#up();
      }
    });
  }

  /** The board has taken the withdrawal. */
  #withdrawn(): void {
    this.#withdrawnAt = this.#clock.mono();
    this.#knowledge.faults.withdrawn(this.#withdrawnAt);
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
    this.#talk.begin();
    this.#toldLost = false;
    this.#heartbeat.arm();
    this.#askMeter();
    this.#light.switchOn();
    this.#report();
    this.#every(TIMES.poll, () => this.#askState());
    this.#every(TIMES.feedHeartbeat, () => this.#heartbeat.feed());
  }

  #hear(line: Extract<RapiLine, { type: "async" }>): void {
    if (this.#state === "closing") return;
    switch (line.name) {
      case "AB":
        this.#restarted();
        return;
      case "AT": {
        const status = parseStateChange(line.params);
        if (!status || this.#state !== "up") return;
        this.#take(status);
        return;
      }
      default:
        return;
    }
  }

  /** It has booted, enabled: greeted anew, it is withdrawn at once. */
  #restarted(): void {
    this.#log.warn("the board has restarted");
    this.#knowledge.faults.clear();
    this.#toldLost = false;
    this.#greet();
    this.#listener({ type: "restarted" });
  }

  #askState(): void {
    if (this.#state !== "up") return;
    this.#talk.ask("GS", "status", "when-idle", (reply) => {
      const status = statusOf(reply);
      if (!status) {
        this.#talk.disappointed();
        return;
      }
      this.#talk.satisfied();
      this.#take(status);
      if (this.#knowledge.isOpening(this.#clock.mono()))
        this.#later(TIMES.pollOpening, () => this.#askState());
    });
    if (this.#knowledge.isClosed) this.#askMeter();
  }

  /** The board paints its light anew when its state changes, and its meter is worth a look then. */
  #take(status: OpenEvseStatus): void {
    const wasClosed = this.#knowledge.isClosed;
    if (this.#knowledge.take(status)) {
      this.#askMeter();
      this.#light.repaint();
    }
    const asleepFor = this.#clock.mono() - this.#withdrawnAt;
    // Closed anew: whatever withdrawal the board has taken, this one needs another.
    if (!wasClosed && this.#knowledge.isClosed) this.#withdrawnAt = Number.NEGATIVE_INFINITY;
    const unheard = Number.isFinite(asleepFor) && asleepFor > TIMES.asleepAfter;
    if (!this.#permitted && status.state <= 0x03 && unheard) this.#restarted();
    else this.#report();
  }

  #askMeter(): void {
    this.#talk.optional("GU", "meter", (params) => {
      const [wattSeconds] = params;
      if (wattSeconds === undefined || !/^\d+$/.test(wattSeconds)) return;
      this.#knowledge.takeMeter(Number(wattSeconds));
      this.#report();
    });
  }

  #paint(colour: LightColour): void {
    this.channel.drop("FB");
    this.#talk.optional(`FB ${LIGHT_CODES[colour]}`, "plain", () => {});
  }

  #report(): void {
    if (this.#state !== "up") return;
    const report = this.#knowledge.report(this.#clock.mono());
    if (report) this.#listener({ type: "report", report });
  }

  #mute(): void {
    if (this.#state === "closing") return;
    this.#lost("the board does not answer");
    this.#later(TIMES.firstRetry, () => this.#greet());
  }

  #lost(reason: string): void {
    if (this.#state === "closing") return;
    this.#state = "down";
    this.#knowledge.forgetStatus();
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
    this.#light.switchOff();
    for (const cancel of this.#timers) cancel();
    this.#timers.clear();
  }
}

function statusOf(reply: RapiReply): OpenEvseStatus | null {
  return reply.type === "ok" ? parseGetState(reply.params) : null;
}
