import type { ChargerBoard } from "../hal/board.ts";
import type { Event } from "./core/events.ts";
import { LIGHTS, type LightPattern, lightOf } from "./core/light.ts";
import type { ConnectorId } from "./core/session.ts";
import type { State } from "./core/state.ts";
import type { UnitParts } from "./unit-parts.ts";

/** The light follows the state after this pause, milliseconds: it never stands in the way of a permit or a withdrawal. */
const LIGHT_PAUSE = 5;

type BoardEvent = Extract<Event, { type: "board-report" | "board-lost" | "board-restarted" }>;

type Unstamped<Happened> = Happened extends unknown ? Omit<Happened, "at"> : never;

/** The boards: what they report becomes events, and the lights follow the state. Nothing is decided. */
export class Boards {
  readonly #parts: Pick<UnitParts, "boards" | "clock" | "log">;
  readonly #boards: ReadonlyMap<ConnectorId, ChargerBoard>;
  readonly #lights = new Map<ConnectorId, LightPattern>();
  readonly #tell: (event: Unstamped<BoardEvent>) => void;
  #state: State | null = null;
  #cancelLight: (() => void) | null = null;

  constructor(
    parts: Pick<UnitParts, "boards" | "clock" | "log">,
    tell: (event: Unstamped<BoardEvent>) => void,
  ) {
    this.#parts = parts;
    this.#boards = new Map(parts.boards.map(({ connector, board }) => [connector, board]));
    this.#tell = tell;
  }

  /** Resolves when every board has been heard for the first time, and so has been withdrawn. */
  async start(): Promise<void> {
    await Promise.all(this.#parts.boards.map(({ connector, board }) => this.#start(connector, board)));
  }

  permit(connector: ConnectorId): void {
    this.#boards.get(connector)?.permit();
  }

  withdraw(connector: ConnectorId): void {
    this.#boards.get(connector)?.withdraw();
  }

  /** Lets the lights follow the state, soon. */
  show(state: State): void {
    this.#state = state;
    this.#cancelLight ??= this.#parts.clock.after(LIGHT_PAUSE, () => this.#showLights());
  }

  async close(): Promise<void> {
    await Promise.all(this.#parts.boards.map(({ board }) => board.close()));
    this.#cancelLight?.();
  }

  #showLights(): void {
    this.#cancelLight = null;
    const state = this.#state;
    if (!state) return;
    for (const connector of state.connectors) {
      const light = lightOf(state, connector);
      if (this.#lights.get(connector.id) === light) continue;
      this.#lights.set(connector.id, light);
      this.#boards.get(connector.id)?.light(LIGHTS[light]);
    }
  }

  #start(connector: ConnectorId, board: ChargerBoard): Promise<void> {
    return new Promise((resolve) => {
      board.start((event) => {
        switch (event.type) {
          case "report":
            this.#tell({ type: "board-report", connector, report: event.report });
            resolve();
            return;
          case "lost":
            this.#parts.log.warn("board lost", { connector, reason: event.reason });
            this.#tell({ type: "board-lost", connector });
            return;
          case "restarted":
            this.#tell({ type: "board-restarted", connector });
            return;
        }
      });
    });
  }
}
