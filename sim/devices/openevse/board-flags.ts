import { VFLAG } from "./codes.ts";

/** Of these a change is notified (ECVF_CHANGED_TEST, without the limits that stock builds leave out). */
const NOTIFIED = VFLAG.authLocked | VFLAG.evConnected | VFLAG.hardFault;

/** The volatile flags, `vflags` in `$GS` and `$AT`. */
export class BoardFlags {
  #bits = 0;

  get value(): number {
    return this.#bits;
  }

  get notified(): number {
    return this.#bits & NOTIFIED;
  }

  reset(bits: number): void {
    this.#bits = bits;
  }

  has(flag: number): boolean {
    return (this.#bits & flag) !== 0;
  }

  put(flag: number, on: boolean): void {
    this.#bits = on ? this.#bits | flag : this.#bits & ~flag;
  }
}
