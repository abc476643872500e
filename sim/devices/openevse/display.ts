/** In the order of their codes (open_evse.h, RED 1 to WHITE 7). */
const LIGHT_COLOURS = ["off", "red", "green", "yellow", "blue", "violet", "teal", "white"] as const;
export type LightColour = (typeof LIGHT_COLOURS)[number];

const COLUMNS = 16;
const BLANK = " ".repeat(COLUMNS);

/** The 16×2 display and its light, which is the charger's status light. */
export class Display {
  #light: LightColour = "white";
  #rows: readonly [string, string] = [BLANK, BLANK];
  #hostOwned = false;

  get light(): LightColour {
    return this.#light;
  }

  /** What the host wrote; the board's own text is not shown. */
  get rows(): readonly [string, string] {
    return this.#rows;
  }

  powerOn(): void {
    this.#light = "white";
    this.#rows = [BLANK, BLANK];
    this.#hostOwned = false;
  }

  /** `$F0`: whether the board leaves the display to the host; it takes it back in a fault. */
  setHostOwned(hostOwned: boolean): void {
    this.#hostOwned = hostOwned;
  }

  /** `$FB`. */
  setLight(code: number): void {
    this.#light = LIGHT_COLOURS[code & 7] ?? "off";
  }

  /** `$FP`: 0x11 stands for a space. */
  print(x: number, y: number, text: string): void {
    const at = Math.min(x, COLUMNS);
    const put = (row: string) =>
      (row.slice(0, at) + text.replaceAll("\x11", " ") + row.slice(at + text.length)).slice(0, COLUMNS);
    const [first, second] = this.#rows;
    this.#rows = y === 0 ? [put(first), second] : [first, put(second)];
  }

  /** The board shows its own state. */
  show(colour: LightColour, fault: boolean): void {
    if (this.#hostOwned && !fault) return;
    this.#light = colour;
    this.#rows = [BLANK, BLANK];
  }
}
