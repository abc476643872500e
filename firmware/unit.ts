import type { ChargerBoard } from "../hal/board.ts";
import type { Credential } from "./core/credential.ts";
import type { Effect, Event } from "./core/events.ts";
import type { Access, Happening } from "./core/happening.ts";
import { LIGHT_COLOURS, type LightPattern, lightOf } from "./core/light.ts";
import type { ConnectorId } from "./core/session.ts";
import { nextDeadline } from "./core/settle.ts";
import { initialState, type State } from "./core/state.ts";
import { step } from "./core/step.ts";
import { DurableWriter } from "./durable-writer.ts";
import { Inputs } from "./inputs.ts";
import type { UnitParts } from "./unit-parts.ts";

/** Times of the shell, milliseconds. */
const TIMES = {
  /** Readers wait this long at most for the boards to be withdrawn (I9). */
  boardsFirst: 3_000,
  /** While a session runs, the unit notes this often that it is alive; a shorter gap is not told from none. */
  alive: 60_000,
  /** The light follows the state after this pause: it never stands in the way of a permit or a withdrawal. */
  light: 5,
} as const;

/**
 * The unit's shell: takes an event, steps the core, carries out the effects, and feeds their outcomes back as events.
 * Nothing is decided here (design.md §2).
 */
export class Unit {
  readonly #parts: UnitParts;
  readonly #boards: ReadonlyMap<ConnectorId, ChargerBoard>;
  readonly #writer: DurableWriter;
  readonly #inputs: Inputs;
  readonly #queue: Event[] = [];
  readonly #lights = new Map<ConnectorId, LightPattern>();
  #state: State;
  #stepping = false;
  /** Told once the steps are done: whoever listens does not stand between a decision and the board. */
  readonly #untold: { readonly happening: Happening; readonly at: number }[] = [];
  #cancelTick: () => void = () => {};
  #cancelLight: (() => void) | null = null;
  #cancelAlive: () => void = () => {};

  constructor(parts: UnitParts) {
    this.#parts = parts;
    this.#boards = new Map(parts.boards.map(({ connector, board }) => [connector, board]));
    const saved = parts.store.saved();
    this.#state = initialState({
      connectors: parts.boards.map(({ connector }) => connector),
      access: saved.access ?? parts.access,
      rules: parts.rules,
      sessions: saved.sessions,
      aliveBefore: saved.alive,
      run: parts.run,
    });
    this.#writer = new DurableWriter(
      (change) => parts.store.commit(change),
      parts.clock,
      parts.log,
      (working) => this.#tell({ event: working ? "store-back" : "store-lost" }),
    );
    this.#inputs = new Inputs(parts, {
      present: (reader, credential, unusable) => {
        const event = {
          type: "presented",
          reader: reader.id,
          connectors: reader.connectors,
          credential,
        } as const;
        this.dispatch({ ...event, ...(unusable && { unusable }), at: this.#now() });
      },
      announce: (happening) => this.#tell(happening),
    });
  }

  /** The state after the last step. */
  get state(): State {
    return this.#state;
  }

  /** Withdraws every board, then listens to readers and keypads. Resolves when every reader and board is in use. */
  async start(): Promise<void> {
    const { boards, clock } = this.#parts;
    this.dispatch({ type: "started", at: this.#now() });
    // A saved session keeps the time of its last run: how long it was left alone decides about it.
    if (this.#parts.store.saved().sessions.length === 0) this.#writer.write({ alive: clock.wall() });
    this.#noteAlive();
    const allHeard = Promise.all(boards.map(({ connector, board }) => this.#startBoard(connector, board)));
    const patience = new Promise<void>((resolve) => clock.after(TIMES.boardsFirst, resolve));
    await Promise.race([allHeard, patience]);
    await Promise.all([this.#inputs.start(), allHeard]);
    this.#tell({ event: "ready" });
  }

  /** Withdraws every board, saves, and releases the devices; sessions stay saved for the next start to decide about. */
  async stop(): Promise<void> {
    this.#cancelAlive();
    this.dispatch({ type: "shutdown", at: this.#now() });
    this.#writer.write({ alive: this.#parts.clock.wall() });
    await Promise.all([
      this.#inputs.stop(),
      ...this.#parts.boards.map(({ board }) => board.close()),
      this.#writer.settled(),
    ]);
    this.#cancelTick();
    this.#cancelLight?.();
    this.#writer.stop();
  }

  /** Switches between open and restricted access (A3); remembered over restarts. */
  switchAccess(access: Access): void {
    this.dispatch({ type: "access", access, at: this.#now() });
  }

  /** Ends every session and withdraws every board; authorizations start anew after it. */
  stopAll(): void {
    this.dispatch({ type: "stop-all", at: this.#now() });
  }

  /** Tells that the local users were changed. */
  localUsersChanged(count: number): void {
    const happening: Happening = { event: "list-updated", source: "local", count };
    this.#tell(happening);
    this.#writer.write({ records: [{ at: this.#parts.clock.wall(), happening }] });
  }

  /** Puts an event to the core. Events that come up meanwhile wait their turn. */
  dispatch(event: Event): void {
    this.#queue.push(event);
    if (this.#stepping) return;
    this.#stepping = true;
    try {
      for (let next = this.#queue.shift(); next; next = this.#queue.shift()) this.#step(next);
    } finally {
      this.#stepping = false;
    }
    for (const { happening, at } of this.#untold.splice(0)) this.#parts.announce(happening, at);
    this.#awaitDeadline();
    this.#cancelLight ??= this.#parts.clock.after(TIMES.light, () => this.#showLights());
  }

  #step(event: Event): void {
    const before = this.#state;
    const result = step(before, event);
    this.#state = result.state;
    this.#parts.inspect?.(before, event, result);
    for (const effect of result.effects) this.#carryOut(effect);
  }

  #carryOut(effect: Effect): void {
    const records = (happenings: readonly Happening[]) =>
      happenings.map((happening) => ({ at: this.#parts.clock.wall(), happening }));
    switch (effect.type) {
      case "look-up":
        this.#lookUp(effect.request, effect.credential);
        return;
      case "save-start": {
        const { session, request } = effect;
        const change = {
          session: { connector: session.connector, session },
          records: records(effect.records),
        };
        this.#writer.save({ ...change, alive: this.#parts.clock.wall() }, (saved) =>
          this.dispatch({ type: saved ? "saved" : "save-failed", request, at: this.#now() }),
        );
        return;
      }
      case "write":
        this.#writer.write({
          records: records(effect.records),
          ...(effect.session && { session: effect.session }),
          ...(effect.access && { access: effect.access }),
        });
        return;
      case "announce":
        this.#tell(effect.happening);
        return;
      case "permit":
        this.#boards.get(effect.connector)?.permit();
        return;
      case "withdraw":
        this.#boards.get(effect.connector)?.withdraw();
        return;
    }
  }

  #lookUp(request: number, credential: Credential): void {
    let found = null;
    try {
      found = this.#parts.store.find(credential);
    } catch (error) {
      this.#parts.log.error("the lists could not be read", { error: String(error) });
    }
    this.dispatch({ type: "looked-up", request, found, at: this.#now() });
  }

  /** Resolves when the board has been heard for the first time, and so has been withdrawn. */
  #startBoard(connector: ConnectorId, board: ChargerBoard): Promise<void> {
    return new Promise((resolve) => {
      board.start((event) => {
        const at = this.#now();
        switch (event.type) {
          case "report":
            this.dispatch({ type: "board-report", connector, report: event.report, at });
            resolve();
            return;
          case "lost":
            this.#parts.log.warn("board lost", { connector, reason: event.reason });
            this.dispatch({ type: "board-lost", connector, at });
            return;
          case "restarted":
            this.dispatch({ type: "board-restarted", connector, at });
            return;
        }
      });
    });
  }

  #showLights(): void {
    this.#cancelLight = null;
    for (const connector of this.#state.connectors) {
      const light = lightOf(this.#state, connector);
      if (this.#lights.get(connector.id) === light) continue;
      this.#lights.set(connector.id, light);
      this.#boards.get(connector.id)?.light(LIGHT_COLOURS[light]);
    }
  }

  #awaitDeadline(): void {
    this.#cancelTick();
    const deadline = nextDeadline(this.#state);
    if (deadline === null) return;
    const ms = Math.max(0, Math.ceil(deadline - this.#parts.clock.mono()));
    this.#cancelTick = this.#parts.clock.after(ms, () => this.dispatch({ type: "tick", at: this.#now() }));
  }

  #noteAlive(): void {
    this.#cancelAlive = this.#parts.clock.after(TIMES.alive, () => {
      const running = this.#state.connectors.some(({ use }) => use.kind === "session");
      if (running) this.#writer.write({ alive: this.#parts.clock.wall() });
      this.#noteAlive();
    });
  }

  #now(): Event["at"] {
    return { mono: this.#parts.clock.mono(), wall: this.#parts.clock.wall() };
  }

  #tell(happening: Happening): void {
    const at = this.#parts.clock.wall();
    if (this.#stepping) this.#untold.push({ happening, at });
    else this.#parts.announce(happening, at);
  }
}
