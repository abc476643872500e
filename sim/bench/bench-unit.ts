import { runningSession } from "../../firmware/core/condition.ts";
import type { Happening } from "../../firmware/core/happening.ts";
import { type LightPattern, lightOf } from "../../firmware/core/light.ts";
import type { ConnectorId, Session } from "../../firmware/core/session.ts";
import type { State } from "../../firmware/core/state.ts";
import { isEnrolling, isKeypadLocked, stateName } from "../../firmware/core/view.ts";
import { InvariantWatcher } from "../../firmware/core/watch/invariants.ts";
import type { JournalRecord } from "../../firmware/store/unit-store.ts";
import { TrustedClock } from "../../firmware/trusted-clock.ts";
import { Unit } from "../../firmware/unit.ts";
import { weekMinuteIn } from "../../firmware/week-minute.ts";
import { silentLog } from "../../hal/log.ts";
import { connector } from "../scenario/element.ts";
import type { ScenarioUnit } from "../scenario/unit.ts";
import type { ConnectorState, DeviceKind } from "../scenario/vocabulary.ts";
import { Appearance } from "./appearance.ts";
import { SimulatedBoard } from "./board-line.ts";
import { SimulatedCharger } from "./charger.ts";
import type { BenchCredentials } from "./credentials.ts";
import { FallibleStore } from "./fallible-store.ts";
import { describe } from "./happening-line.ts";
import type { InstantClock } from "./instant-clock.ts";
import { MortalClock } from "./mortal-clock.ts";
import { SimulatedKeypad } from "./simulated-keypad.ts";
import { SimulatedReader } from "./simulated-reader.ts";
import type { Timeline } from "./timeline.ts";
import { Told } from "./told.ts";

/** One run of the unit's program. */
interface Run {
  readonly unit: Unit;
  readonly clock: MortalClock;
}

/** A unit's housing: the real unit on simulated devices, with a disk that outlives it, a plug that can be pulled, and what can be seen of all that. */
export class BenchUnit {
  readonly store: FallibleStore;
  readonly chargers: ReadonlyMap<ConnectorId, SimulatedCharger>;
  readonly readers: ReadonlyMap<string, SimulatedReader>;
  readonly keypads: ReadonlyMap<string, SimulatedKeypad>;
  /** What broke an invariant, by its number. */
  readonly broken: string[] = [];
  readonly told = new Told();
  readonly #setting: ScenarioUnit;
  readonly #clock: InstantClock;
  readonly #credentials: BenchCredentials;
  readonly #timeline: Timeline;
  readonly #onRun: (unit: Unit | null) => void;
  readonly #journal: JournalRecord[] = [];
  readonly #appearance: Appearance;
  #run: Run | null = null;
  #runs = 0;
  #powered = true;
  #clockTrusted: boolean;

  /**
   * @param parts.installation whose list it takes
   * @param parts.onRun told of each run of the unit when it has started, and (null) when it is over
   */
  constructor(parts: {
    readonly setting: ScenarioUnit;
    readonly installation: string;
    readonly clock: InstantClock;
    readonly credentials: BenchCredentials;
    readonly timeline: Timeline;
    readonly onRun: (unit: Unit | null) => void;
  }) {
    const { setting, clock, timeline } = parts;
    this.#setting = setting;
    this.#clock = clock;
    this.#credentials = parts.credentials;
    this.#timeline = timeline;
    this.#appearance = new Appearance(timeline);
    this.#onRun = parts.onRun;
    this.#clockTrusted = !setting.untrusted;
    this.store = new FallibleStore({ installation: parts.installation });
    const ids = Array.from({ length: setting.connectors }, (_, index) => connector.parse(index + 1));
    this.chargers = new Map(
      ids.map((id) => [id, new SimulatedCharger(clock, (what) => timeline.note("seen", `${id}: ${what}`))]),
    );
    this.readers = new Map(setting.readers.map(({ id }) => [id, new SimulatedReader()]));
    this.keypads = new Map(setting.keypads.map(({ id }) => [id, new SimulatedKeypad()]));
  }

  /** The unit's program; null: it does not run. */
  get unit(): Unit | null {
    return this.#run?.unit ?? null;
  }

  get #state(): State | null {
    return this.#run?.unit.state ?? null;
  }

  /** Starts the program on a unit that has power. */
  start(): void {
    this.#boot();
  }

  /** Ends everything. */
  end(): void {
    this.#die();
  }

  powerOff(): void {
    if (!this.#powered) return;
    this.#powered = false;
    this.#die();
    for (const charger of this.chargers.values()) charger.powerOff();
  }

  powerOn(): void {
    if (this.#powered) return;
    this.#powered = true;
    for (const charger of this.chargers.values()) charger.powerOn();
    this.#boot();
  }

  /** Only the unit's program dies, and is started again. */
  crash(): void {
    if (!this.#powered) return;
    this.#die();
    this.#boot();
  }

  /** Whether the unit has a time source. */
  trustClock(trusted: boolean): void {
    if (trusted === this.#clockTrusted) return;
    this.#clockTrusted = trusted;
    this.unit?.clockTrusted(trusted);
  }

  /** @param number a connector that the unit has */
  charger(number: ConnectorId): SimulatedCharger {
    const charger = this.chargers.get(number);
    if (!charger) throw new RangeError(`the unit has no connector ${number}`);
    return charger;
  }

  reader(id: string): SimulatedReader {
    const reader = this.readers.get(id);
    if (!reader) throw new RangeError(`the unit has no reader ${id}`);
    return reader;
  }

  keypad(id: string): SimulatedKeypad {
    const keypad = this.keypads.get(id);
    if (!keypad) throw new RangeError(`the unit has no keypad ${id}`);
    return keypad;
  }

  light(number: ConnectorId): LightPattern {
    const state = this.#state;
    const connector = state?.connectors.find(({ id }) => id === number);
    return state && connector ? lightOf(state, connector) : "off";
  }

  stateName(number: ConnectorId): ConnectorState {
    const state = this.#state;
    const connector = state?.connectors.find(({ id }) => id === number);
    return state && connector ? stateName(state, connector) : "unavailable";
  }

  /** The connector's session; null: none, or the unit does not run. */
  session(number: ConnectorId): Session | null {
    const connector = this.#state?.connectors.find(({ id }) => id === number);
    return connector ? runningSession(connector) : null;
  }

  get enrolling(): boolean {
    const state = this.#state;
    return state !== null && isEnrolling(state);
  }

  /** Whether a keypad that serves the connector is locked. */
  isKeypadLocked(number: ConnectorId): boolean {
    const state = this.#state;
    return (
      state !== null &&
      this.#setting.keypads.some(
        ({ id, connectors }) => connectors.includes(number) && isKeypadLocked(state, id),
      )
    );
  }

  /** Whether the unit has found any device of that kind lost; a unit that does not run finds nothing. */
  isLost(kind: DeviceKind): boolean {
    const state = this.#state;
    switch (kind) {
      case "reader":
      case "keypad":
      case "board":
      case "store":
        return this.told.isLost(kind);
      case "broker":
        return state !== null && state.cloud !== "up";
      case "clock":
        return state !== null && !state.clockTrusted;
    }
  }

  /** All records since the start. */
  journal(): readonly JournalRecord[] {
    const last = this.#journal.at(-1)?.seq ?? 0;
    for (const record of this.store.journal(last + 1)) this.#journal.push(record);
    return this.#journal;
  }

  #boot(): void {
    const { id, access, rules, zone, readers, keypads } = this.#setting;
    const clock = new MortalClock(this.#clock);
    this.told.restarted();
    const unit = new Unit({
      unit: id,
      weekMinute: weekMinuteIn(zone),
      clock: new TrustedClock(clock, this.store.saved().alive),
      clockQuality: () => (this.#clockTrusted ? "unknown" : "unsynchronized"),
      log: silentLog,
      store: this.store,
      keyring: this.#credentials,
      boards: [...this.chargers].map(([number, charger]) => ({
        connector: number,
        board: new SimulatedBoard(charger, clock),
      })),
      readers: readers.map((reader) => ({
        id: reader.id,
        connectors: reader.connectors,
        device: this.reader(reader.id).driver(clock),
      })),
      keypads: keypads.map((keypad) => ({
        id: keypad.id,
        connectors: keypad.connectors,
        device: this.keypad(keypad.id).driver(clock),
      })),
      access,
      rules: { ...rules, identification: [...rules.identification, "remote"] },
      run: `run${++this.#runs}`,
      announce: (happening) => this.#hear(unit, happening),
      inspect: (before, event, step) => {
        this.broken.push(...watcher.check(before, event, step));
        this.#appearance.look(step.state);
      },
    });
    const watcher = new InvariantWatcher(unit.state);
    this.#run = { unit, clock };
    unit.start().catch((error: unknown) => this.broken.push(`the unit does not start: ${String(error)}`));
    this.#onRun(unit);
  }

  /** The program ends without having been told to. */
  #die(): void {
    const run = this.#run;
    if (!run) return;
    this.#run = null;
    run.clock.die();
    for (const { line } of [...this.readers.values(), ...this.keypads.values()]) line.close();
    this.#appearance.forget();
    this.#onRun(null);
  }

  #hear(unit: Unit, happening: Happening): void {
    if (this.#run?.unit !== unit) return;
    this.#timeline.note("unit", describe(happening));
    this.told.hear(happening);
  }
}
