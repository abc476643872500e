import type { LightColour, LightRhythm, LightSign } from "../../board.ts";
import type { Clock } from "../../clock.ts";

/** A rhythm is blinked for this long, milliseconds: one that goes on would keep the line busy for ever. */
const BLINKS_FOR = 30_000;

/**
 * Lit, dark, lit … in milliseconds, again and again; null: the colour stands still, because the rhythm says no more than the
 * board's own display says in words, and each change of the light is a command on the line.
 */
const PHASES: Readonly<Record<LightRhythm, readonly number[] | null>> = {
  steady: null,
  breathe: null,
  slow: null,
  flash: null,
  fast: [125, 125],
  double: [120, 120, 120, 640],
  triple: [120, 120, 120, 120, 120, 400],
  long: [1_500, 500],
};

/** The status light of a board that can only be told a colour: blinks it from here, in time. */
export class StatusLight {
  readonly #clock: Clock;
  readonly #paint: (colour: LightColour) => void;
  #sign: LightSign = { colour: "off", rhythm: "steady", beeps: 0 };
  /** When its rhythm ends, monotonic. */
  #until = 0;
  #lit = true;
  /** The board is there to be painted. */
  #on = false;
  #cancel: () => void = () => {};

  /** @param paint gives the board a colour, as soon as nothing more important is on the line */
  constructor(clock: Clock, paint: (colour: LightColour) => void) {
    this.#clock = clock;
    this.#paint = paint;
  }

  /** What it says from now on. */
  show(sign: LightSign): void {
    this.#sign = sign;
    this.#until = this.#clock.mono() + BLINKS_FOR;
    this.#begin();
  }

  /** The board has come. */
  switchOn(): void {
    this.#on = true;
    this.#begin();
  }

  /** The board is away: nothing is painted, and no timer runs, until it has come again. */
  switchOff(): void {
    this.#on = false;
    this.#cancel();
  }

  /** The board has painted over it. */
  repaint(): void {
    if (this.#on) this.#paint(this.#lit ? this.#sign.colour : "off");
  }

  #begin(): void {
    this.#cancel();
    this.#lit = true;
    if (!this.#on) return;
    this.repaint();
    const phases = PHASES[this.#sign.rhythm];
    if (phases) this.#blink(phases, 0);
  }

  #blink(phases: readonly number[], phase: number): void {
    this.#cancel = this.#clock.after(phases[phase] ?? 0, () => {
      const next = (phase + 1) % phases.length;
      const goesOn = this.#clock.mono() < this.#until;
      const wasLit = this.#lit;
      this.#lit = !goesOn || next % 2 === 0;
      if (this.#lit !== wasLit) this.repaint();
      if (goesOn) this.#blink(phases, next);
    });
  }
}
