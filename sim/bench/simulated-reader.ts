import type { Clock } from "../../hal/clock.ts";
import type { CardReader, ReaderEvent } from "../../hal/reader.ts";
import { DeviceLine } from "./device-line.ts";

interface Laid {
  readonly uid: string;
  /** In which of the line's periods it was laid; null: in none. */
  readonly period: number | null;
  told: boolean;
}

/** SEL_RES of a MIFARE Classic card. */
const SAK = 0x08;

/** A card reader with what lies on it. A card is told once for each time that it is laid on a reader that works. */
export class SimulatedReader {
  readonly line = new DeviceLine();
  /** Of the run of the unit that uses it; null: none has yet. */
  #clock: Clock | null = null;
  #laid: Laid | null = null;
  #listener: (event: ReaderEvent) => void = () => {};

  /** Takes away what lies there, unless it is the same card, and lays this on it. @param uid upper-case hex */
  lay(uid: string): void {
    if (this.#laid?.uid === uid) return;
    this.#laid = { uid, period: this.line.period, told: false };
    this.#read();
  }

  lift(): void {
    this.#laid = null;
  }

  /** The driver for one run of the unit. @param clock which dies with the run */
  driver(clock: Clock): CardReader {
    return {
      start: (listener) => {
        this.#listener = listener;
        this.#clock = clock;
        const up = () => {
          listener({ type: "up" });
          this.#read();
        };
        this.line.open({ up, lost: (reason) => listener({ type: "lost", reason }) }, clock);
      },
      close: async () => this.line.close(),
    };
  }

  /** What lay there before the reader worked counts when it is laid anew. */
  #read(): void {
    const laid = this.#laid;
    const { period, isUp, delay } = this.line;
    if (!laid || laid.told || !isUp || period === null || laid.period !== period) return;
    laid.told = true;
    this.#clock?.after(delay, () => {
      const stillThere = this.#laid === laid && this.line.works;
      if (stillThere) this.#listener({ type: "card", card: { uid: laid.uid, sak: SAK } });
    });
  }
}
