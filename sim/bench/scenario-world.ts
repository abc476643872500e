import type { Unit } from "../../firmware/unit.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { BenchUnit } from "./bench-unit.ts";
import type { BenchCredentials } from "./credentials.ts";
import type { Sight } from "./expectation-check.ts";
import { InstantClock } from "./instant-clock.ts";
import { type CloudList, judgeUpdate, type ListUpdate } from "./list-verdict.ts";
import { SimulatedCloud } from "./simulated-cloud.ts";
import { Timeline } from "./timeline.ts";
import { listedEntries, localUsers } from "./to-unit.ts";

/** Whose list it is. */
const INSTALLATION = "bench";

/** Stands for a list's content where nobody compares it. */
const DIGEST = "0".repeat(64);

/** Everything that a scenario is about: the unit with its devices and vehicles, its cloud, and time. */
export class ScenarioWorld {
  readonly clock: InstantClock;
  readonly timeline: Timeline;
  readonly unit: BenchUnit;
  readonly cloud: SimulatedCloud;
  /** What the unit holds of the cloud's list. */
  #held: CloudList;

  private constructor(scenario: Scenario, credentials: BenchCredentials, list: CloudList) {
    this.clock = new InstantClock(scenario.unit.clock, () => credentials.busy());
    this.timeline = new Timeline(this.clock);
    this.#held = list;
    this.cloud = new SimulatedCloud({
      clock: this.clock,
      timeline: this.timeline,
      takeList: (update) => this.#take(update),
      link: scenario.cloud.link,
      list,
      default: scenario.cloud.answers.default,
    });
    this.unit = new BenchUnit({
      setting: scenario.unit,
      installation: INSTALLATION,
      clock: this.clock,
      credentials,
      timeline: this.timeline,
      onRun: (unit: Unit | null) => this.cloud.attach(unit),
    });
  }

  /** The world of a scenario at its start, the unit being ready. */
  static async of(scenario: Scenario, credentials: BenchCredentials): Promise<ScenarioWorld> {
    const { list, users, cloud } = scenario;
    const held = {
      version: list?.version ?? 0,
      goodUntil: list?.goodUntil ?? null,
      entries: await listedEntries(list?.entries ?? [], credentials),
    };
    const world = new ScenarioWorld(scenario, credentials, held);
    if (held.version > 0) await world.#hold(held);
    if (users.length > 0)
      await world.unit.store.changeLocalUsers({ set: await localUsers(users, credentials) });
    for (const { credential, ...answer } of cloud.answers.named)
      world.cloud.setAnswer(await credentials.of(credential), answer);
    world.unit.start();
    await world.clock.settle();
    return world;
  }

  get sight(): Sight {
    const { unit, cloud } = this;
    return {
      contactor: (connector) => unit.charger(connector).contactor,
      light: (connector) => unit.light(connector),
      state: (connector) => unit.stateName(connector),
      session: (connector) => unit.session(connector),
      verdict: (connector) => unit.told.decision(connector)?.verdict ?? "no decision",
      reason: (connector) => unit.told.decision(connector)?.reason ?? "no decision",
      journal: () => unit.journal(),
      response: () => cloud.response ?? "no answer",
      reservation: (id) => unit.told.endOf(id) ?? "not ended",
      list: () => unit.store.cloudList(),
      enrolment: () => (unit.enrolling ? "open" : "closed"),
      keypad: (connector) => (unit.isKeypadLocked(connector) ? "locked" : "open"),
      asked: () => cloud.asked,
      device: (kind) => (unit.isLost(kind) ? "lost" : "ok"),
    };
  }

  /** As the unit takes what the broker brings; an update that cannot be written down comes again. */
  async #take(update: ListUpdate): Promise<boolean> {
    const { unit } = this.unit;
    const verdict = judgeUpdate(this.#held, update);
    if (!verdict.taken) {
      unit?.cloudListRefused(update.version, verdict.reason);
      return true;
    }
    try {
      await this.#hold(verdict.list);
    } catch (error) {
      this.timeline.note("cloud", `list ${update.version} cannot be saved: ${String(error)}`);
      return false;
    }
    unit?.cloudListChanged(verdict.list.version, verdict.list.entries.length);
    return true;
  }

  async #hold(list: CloudList): Promise<void> {
    const { version, goodUntil, entries } = list;
    const head = {
      installation: INSTALLATION,
      version,
      digest: DIGEST,
      ...(goodUntil !== null && { goodUntil }),
    };
    await this.unit.store.replaceCloudList(head, entries);
    this.#held = list;
  }
}
