import type { Expectation } from "../scenario/expectation.ts";
import type { Step } from "../scenario/step.ts";
import type { Power } from "../scenario/vocabulary.ts";
import { seededRandom } from "../seeded-random.ts";
import type { BenchCredentials } from "./credentials.ts";
import { breakDevice, mendDevice } from "./device-trouble.ts";
import { checksOf } from "./expectation-check.ts";
import type { Failure, KeyFinding } from "./failure.ts";
import type { KeyCheck } from "./key-check.ts";
import type { ScenarioWorld } from "./scenario-world.ts";
import { arrivingRequest, arrivingUpdate, localUsers } from "./to-unit.ts";

/** What came of a step; `not-run`: nobody was there to do it. */
export type StepOutcome = "done" | "not-run" | Failure;

/** Does a scenario's steps, one after the other. */
export class StepRunner {
  readonly #world: ScenarioWorld;
  readonly #credentials: BenchCredentials;
  readonly #random = seededRandom(1);
  /** The first record that counts for the next `records`. */
  #recordsFrom = 1;
  /** When the last vehicle came, monotonic; null: none has. */
  #pluggedAt: number | null = null;

  constructor(world: ScenarioWorld, credentials: BenchCredentials) {
    this.#world = world;
    this.#credentials = credentials;
  }

  /** Does a step, and all that follows from it without any time. */
  async run(step: Step): Promise<StepOutcome> {
    const outcome = await this.#do(step);
    if (outcome !== "done") return outcome;
    await this.#pass(0);
    return this.#broken(step) ?? "done";
  }

  async #do(step: Step): Promise<StepOutcome> {
    const { unit, cloud, clock } = this.#world;
    switch (step.do) {
      case "plug":
        await this.#apart();
        unit.charger(step.connector).plug(step.wants);
        return "done";
      case "unplug":
        unit.charger(step.connector).unplug();
        return "done";
      case "ev":
        unit.charger(step.connector).want(step.wants);
        return "done";
      case "pilot":
        await this.#apart();
        unit.charger(step.connector).hold(step.state);
        return "done";
      case "tap":
        unit.reader(step.reader).lay(step.card ?? this.#randomUid());
        await this.#pass(step.hold);
        unit.reader(step.reader).lift();
        return "done";
      case "lay":
        unit.reader(step.reader).lay(step.card);
        return "done";
      case "lift":
        unit.reader(step.reader).lift();
        return "done";
      case "keys":
        await this.#type(step);
        return "done";
      case "cloud-link":
        cloud.setLink(step.link);
        return "done";
      case "cloud-answers":
        for (const { credential, ...answer } of step.answers.named)
          cloud.setAnswer(await this.#credentials.of(credential), answer);
        if (step.answers.default) cloud.setAnswer(null, step.answers.default);
        return "done";
      case "cloud-request":
        cloud.request(await arrivingRequest(step.request, this.#credentials, clock.wall()));
        return "done";
      case "list":
        cloud.send(await arrivingUpdate(step, this.#credentials));
        return "done";
      case "users":
        await this.#changeUsers(step);
        return "done";
      case "access":
        unit.unit?.switchAccess(step.access);
        return "done";
      case "fault":
        breakDevice(this.#world, step.fault);
        return "done";
      case "clear":
        mendDevice(this.#world, step.fault);
        return "done";
      case "power":
        this.#switchPower(step.power);
        return "done";
      case "clock":
        clock.jump(step.jump);
        return "done";
      case "meter":
        unit.charger(step.connector).deliver(step.energyWh);
        return "done";
      case "wait":
        await this.#pass(step.for);
        return "done";
      case "prompt":
        return "not-run";
      case "expect":
        return this.#expect(step, step.expect, step.within);
      case "never":
        return this.#never(step, step.expect, step.for);
    }
  }

  /** Ends early when an invariant is broken: whatever comes then says nothing. */
  #pass(ms: number): Promise<boolean> {
    return this.#world.clock.pass(ms, () => this.#world.unit.broken.length > 0);
  }

  /** Two vehicles do not come at the same instant: which of them waits longer is known. */
  async #apart(): Promise<void> {
    if (this.#world.clock.mono() === this.#pluggedAt) await this.#pass(1);
    this.#pluggedAt = this.#world.clock.mono();
  }

  #broken({ line }: Step): Failure | null {
    const { broken } = this.#world.unit;
    return broken.length > 0
      ? { kind: "invariant", line, at: this.#now, broken: [...new Set(broken)] }
      : null;
  }

  get #now(): number {
    return this.#world.timeline.now;
  }

  async #expect({ line }: Step, expect: Expectation, within: number): Promise<StepOutcome> {
    const watch = await this.#watch(expect);
    const from = this.#now;
    const ended = await this.#world.clock.pass(within, () => watch.look() || watch.broken());
    if (ended && !watch.broken()) {
      if (expect.records) this.#recordsFrom = (this.#world.unit.journal().at(-1)?.seq ?? 0) + 1;
      return "done";
    }
    if (ended) return "done";
    return { kind: "expect", line, from, at: this.#now, keys: watch.findings() };
  }

  async #never({ line }: Step, expect: Expectation, lasts: number): Promise<StepOutcome> {
    const watch = await this.#watch(expect);
    const from = this.#now;
    const ended = await this.#world.clock.pass(lasts, () => watch.look() || watch.broken());
    if (!ended || watch.broken()) return "done";
    return { kind: "never", line, from, at: this.#now, keys: watch.findings() };
  }

  async #watch(expect: Expectation) {
    const { sight, timeline, unit } = this.#world;
    const checks = await checksOf(expect, sight, this.#credentials, this.#recordsFrom);
    const lastTrue = new Map<KeyCheck, number>();
    return {
      /** Whether all of it is true now. */
      look: (): boolean => {
        const holding = checks.filter((check) => check.holds());
        for (const check of holding) lastTrue.set(check, timeline.now);
        return holding.length === checks.length;
      },
      broken: (): boolean => unit.broken.length > 0,
      findings: (): KeyFinding[] =>
        checks.map((check) => ({
          key: check.key,
          expected: check.expected,
          holds: check.holds(),
          found: check.found(),
          lastTrue: lastTrue.get(check) ?? null,
        })),
    };
  }

  async #type({ keys, keypad, every }: Extract<Step, { do: "keys" }>): Promise<void> {
    for (const [index, key] of keys.split("").entries()) {
      if (index > 0) await this.#pass(every);
      this.#world.unit.keypad(keypad).press(key);
      await this.#pass(0);
    }
  }

  async #changeUsers({ add, set, remove }: Extract<Step, { do: "users" }>): Promise<void> {
    const { store, unit } = this.#world.unit;
    const users = await localUsers([...(add ?? []), ...(set ?? [])], this.#credentials);
    const gone = await Promise.all((remove ?? []).map((each) => this.#credentials.of(each)));
    try {
      await store.changeLocalUsers({ set: users, remove: gone });
    } catch (error) {
      this.#world.timeline.note("unit", `the users were not changed: ${String(error)}`);
      return;
    }
    unit?.localUsersChanged([...store.localUsers()].length);
  }

  #switchPower(power: Power): void {
    const { unit } = this.#world;
    switch (power) {
      case "off":
        unit.powerOff();
        return;
      case "on":
        unit.powerOn();
        return;
      case "cut":
        unit.powerOff();
        unit.powerOn();
        return;
      case "crash":
        unit.crash();
        return;
    }
  }

  /** As a phone gives it: another one each time (ISO 14443-3, first byte 08). */
  #randomUid(): string {
    const digits = Array.from({ length: 6 }, () => Math.floor(this.#random() * 16).toString(16));
    return `08${digits.join("").toUpperCase()}`;
  }
}
