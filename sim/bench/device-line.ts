import type { Clock } from "../../hal/clock.ts";

/** What can be wrong with a reader or keypad. */
export type InputFault = "silence" | "hangup" | "corrupt" | Nuisance;

/** With these it works all the same, though not always at once. */
type Nuisance = "noise" | "duplicate" | "slow";

/** Until a failure is noticed, milliseconds, about as with the PN532 driver. Mended, a device is back at once. */
const NOTICED = { silence: 2_000, corrupt: 300, hangup: 0 } as const;

/** For how long a reading is on its way, milliseconds. */
const DELAYS: Readonly<Record<Nuisance, number>> = { noise: 200, duplicate: 0, slow: 250 };

const REASONS = {
  silence: "the device does not answer",
  corrupt: "the device says nothing that can be read",
  hangup: "the port is gone",
} as const;

/** A program at the unit's end of a device's line. */
export interface LineUser {
  /** The device is in use now. */
  up(): void;
  lost(reason: string): void;
}

/** The supervised line of a reader or keypad: what is wrong with it, and when its user learns of that. */
export class DeviceLine {
  #fault: InputFault | null = null;
  #user: LineUser | null = null;
  #clock: Clock | null = null;
  #state: "new" | "up" | "lost" = "new";
  #cancel: () => void = () => {};
  #period = 0;

  get fault(): InputFault | null {
    return this.#fault;
  }

  /** Whether readings come through now. */
  get works(): boolean {
    return this.#user !== null && failureOf(this.#fault) === null;
  }

  /** Whether the user has been told that the device works. */
  get isUp(): boolean {
    return this.#state === "up";
  }

  /** Which program uses it: what was there before is not for it. Null: none does, or the device does not work. */
  get period(): number | null {
    return this.works ? this.#period : null;
  }

  /** For how long a reading is on its way, milliseconds. */
  get delay(): number {
    const fault = this.#fault;
    return fault === "noise" || fault === "duplicate" || fault === "slow" ? DELAYS[fault] : 0;
  }

  /** A program begins to use it. @param clock which dies with the program */
  open(user: LineUser, clock: Clock): void {
    this.#user = user;
    this.#clock = clock;
    this.#state = "new";
    this.#period += 1;
    this.#look();
  }

  /** Nobody uses it any more. */
  close(): void {
    this.#cancel();
    this.#user = null;
    this.#clock = null;
  }

  /** Null mends it. */
  setFault(fault: InputFault | null): void {
    const worked = this.works;
    this.#fault = fault;
    if (this.works === worked && this.works) return;
    this.#look();
  }

  #look(): void {
    this.#cancel();
    const [user, clock] = [this.#user, this.#clock];
    if (!user || !clock) return;
    if (this.works) {
      if (this.#state === "up") return;
      this.#cancel = clock.after(0, () => {
        this.#state = "up";
        user.up();
      });
      return;
    }
    const failure = failureOf(this.#fault);
    if (this.#state === "lost" || failure === null) return;
    this.#cancel = clock.after(NOTICED[failure], () => {
      this.#state = "lost";
      user.lost(REASONS[failure]);
    });
  }
}

/** With these nothing is read at all. */
function failureOf(fault: InputFault | null): Exclude<InputFault, Nuisance> | null {
  return fault === "silence" || fault === "corrupt" || fault === "hangup" ? fault : null;
}
