import { createInterface } from "node:readline";
import type { Happening } from "../firmware/core/happening.ts";
import type { State } from "../firmware/core/state.ts";
import { happeningJson } from "../firmware/happening-json.ts";
import { connectorLine } from "../sim/terminal/picture.ts";
import { helpText, parseLine } from "../sim/terminal/script.ts";
import { CARDS, PIN } from "../sim/world/cards.ts";
import type { World } from "../sim/world/gesture.ts";

/** How long a gesture is given to show its effect before the next line, milliseconds. */
const AFTER_GESTURE = 400;

/** The simulator in a terminal: a greeting, then happenings as they come, and the connector's picture whenever it has changed. */
export class SimTerminal {
  readonly #colour = process.stdout.isTTY && process.env["NO_COLOR"] === undefined;
  #greeted = false;
  #shown = "";
  #pending = false;
  #state: State | null = null;
  #prompt: () => void = () => {};

  say(text: string): void {
    if (process.stdout.isTTY) process.stdout.write("\r\x1b[K");
    process.stdout.write(`${text}\n`);
    this.#prompt();
  }

  /** The first thing that is said; what has happened before is not told. */
  greet(text: string): void {
    this.#greeted = true;
    this.say(text);
    this.#draw(true);
  }

  tell(happening: Happening, at: number): void {
    if (!this.#greeted) return;
    const { t, event, ...details } = happeningJson(happening, at);
    const words = Object.entries(details)
      .filter(([, value]) => value !== null)
      .map(([key, value]) => `${key} ${wordOf(value)}`);
    const more = words.length > 0 ? `  (${words.join(", ")})` : "";
    this.say(`  ${String(t).slice(11, 23)}  ${String(event)}${more}`);
  }

  /** Draws soon, once for all that changes in one go. */
  look(state: State): void {
    this.#state = state;
    if (this.#pending) return;
    this.#pending = true;
    setTimeout(() => {
      this.#pending = false;
      this.#draw(false);
    }, 20);
  }

  #draw(always: boolean): void {
    const state = this.#state;
    if (!state || !this.#greeted) return;
    const picture = state.connectors
      .map((connector) => connectorLine(state, connector, this.#colour))
      .join("\n");
    const steady = picture.replace(/, \d+\.\d+ kWh/, "");
    if (!always && steady === this.#shown) return;
    this.#shown = steady;
    this.say(picture);
  }

  /** Obeys lines until `quit` or the end of a script; the end of an empty input leaves the unit running. */
  converse(world: World): Promise<void> {
    const input = createInterface({
      input: process.stdin,
      output: process.stdout,
      prompt: "> ",
      terminal: process.stdin.isTTY,
    });
    this.#prompt = () => {
      if (process.stdin.isTTY) input.prompt(true);
    };
    return new Promise((resolve) => {
      let given = 0;
      let turn = Promise.resolve();
      input.on("SIGINT", () => resolve());
      input.on("line", (line) => {
        given++;
        turn = turn.then(async () => {
          if ((await this.#obey(line, world)) === "quit") resolve();
          this.#prompt();
        });
      });
      input.on("close", () => {
        if (given > 0) void turn.then(() => pause(1_000)).then(resolve);
      });
      this.#prompt();
    });
  }

  async #obey(line: string, world: World): Promise<"quit" | "go-on"> {
    const typed = parseLine(line, CARDS);
    switch (typed.do) {
      case "gesture": {
        const outcome = await world.do(typed.gesture);
        const { do: what } = typed.gesture;
        const told = what === "web-code" || (what === "device" && outcome.text !== "Done");
        if (!outcome.ok || told) this.say(outcome.text);
        await pause(AFTER_GESTURE);
        return "go-on";
      }
      case "wait":
        await pause(typed.ms);
        return "go-on";
      case "show":
        this.#draw(true);
        return "go-on";
      case "help":
        this.say(helpText(CARDS, PIN));
        return "go-on";
      case "error":
        this.say(typed.text);
        return "go-on";
      case "quit":
        return "quit";
    }
  }
}

function wordOf(value: unknown): string {
  if (typeof value === "object" && value !== null && "kind" in value && "id" in value)
    return `${String(value.kind)} ${String(value.id)}`;
  return typeof value === "string" ? value : JSON.stringify(value);
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
