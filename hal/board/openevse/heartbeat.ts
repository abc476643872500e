import type { Log } from "../../log.ts";
import type { RapiTalk } from "./rapi-talk.ts";

/** The board lowers its current to this many amperes when it has not heard from the unit for this many seconds. */
const LIMIT = { seconds: 10, amps: 6 } as const;
/** The magic cookie that acknowledges a missed heartbeat (rapi_proc.h). */
const ACKNOWLEDGE_MISS = 165;

/** The board's supervision of the unit (`$SY`): armed, fed, and a miss acknowledged. */
export class HostHeartbeat {
  readonly #talk: RapiTalk;
  readonly #log: Log;

  constructor(talk: RapiTalk, log: Log) {
    this.#talk = talk;
    this.#log = log;
  }

  /** Arming forgets a miss without giving the current back, so a miss of before is acknowledged first. */
  arm(): void {
    this.#pulse(() => this.#arm());
  }

  feed(): void {
    if (!this.#talk.lacks("SY")) this.#pulse((armed) => (armed ? undefined : this.#arm()));
  }

  /** A pulse is refused while a miss has not been acknowledged. */
  #pulse(then: (armed: boolean) => void): void {
    this.#talk.ask("SY", "heartbeat", "when-idle", (reply) => {
      if (reply.type === "refused" || reply.params[2] === "2") this.#acknowledge();
      then(reply.type !== "ok" || reply.params[0] !== "0");
    });
  }

  #arm(): void {
    this.#talk.optional(`SY ${LIMIT.seconds} ${LIMIT.amps}`, "heartbeat", () => {});
  }

  #acknowledge(): void {
    this.#talk.optional(`SY ${ACKNOWLEDGE_MISS}`, "heartbeat", () => {
      this.#log.warn("the board had missed the unit's heartbeat");
    });
  }
}
