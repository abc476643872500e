import { expect } from "vitest";
import type { Credential } from "../../../firmware/core/credential.ts";
import type { CloudAnswer, ListEntry } from "../../../firmware/core/list-entry.ts";
import { DEFAULT_RULES, type Rules } from "../../../firmware/core/rules.ts";
import {
  type ExplainedDecision,
  type Explanation,
  explanation,
} from "../../../firmware/explain/explanation.ts";
import type { Setup } from "../../../firmware/explain/setup.ts";
import { explain, type Grounds, type Question } from "../../../firmware/explain.ts";
import { MemoryStore } from "../../../firmware/store/memory-store.ts";
import type { UnitStore } from "../../../firmware/store/unit-store.ts";
import { type BenchOptions, CoreRun } from "../core/bench.ts";
import { ACTIVE, ANN, BO, credential, STRANGER } from "../core/samples.ts";
import { INSTALLATION, listHead } from "../store/people.ts";

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;
export const PIN = credential("pin", "4711");

/** What the lists say of somebody. */
export interface Lists {
  readonly local?: Partial<ListEntry>;
  readonly cloud?: Partial<ListEntry>;
  readonly cached?: CloudAnswer & { readonly at?: number };
  readonly used?: number;
}

/** A unit in virtual time, its real lists in memory, and questions about what would happen there. */
export class Asked {
  readonly run: CoreRun;
  readonly store = new MemoryStore({ installation: INSTALLATION });
  readonly setup: Setup;
  goodUntil: number | null = null;
  readonly #listed: { readonly credential: Credential; readonly entry: ListEntry }[] = [];

  constructor(options: BenchOptions = {}, setup: Partial<Setup> = {}) {
    this.run = new CoreRun(options);
    this.run.listed.clear();
    const connectors = [...this.run.boards.keys()];
    this.setup = {
      unit: "CG-0001",
      zone: "UTC",
      access: options.access ?? "restricted",
      rules: { ...DEFAULT_RULES, ...options.rules },
      connectors,
      readers: [{ id: "front", connectors }],
      keypads: [{ id: "keys", connectors }],
      hasCloud: true,
      ...setup,
    };
  }

  /** Lists somebody, in the store and so in the core's own look-ups. */
  async list(who: Credential, { local, cloud, cached, used = 0 }: Lists): Promise<this> {
    if (local)
      await this.store.changeLocalUsers({
        set: [{ credential: who, entry: { ...ACTIVE, ...local }, card: null }],
      });
    if (cloud) this.#listed.push({ credential: who, entry: { ...ACTIVE, ...cloud } });
    await this.store.replaceCloudList(
      { ...listHead(3), ...(this.goodUntil !== null && { goodUntil: this.goodUntil }) },
      this.#listed,
    );
    if (cached) {
      const { at = this.run.wall, ...said } = cached;
      await this.store.commit({ cache: { credential: who, said, at, size: 9 } });
    }
    for (let count = 0; count < used; count += 1) await this.store.commit({ counted: who });
    this.run.listed.set(who.key, this.store.find(who));
    return this;
  }

  /** Readers and keypads that are lost. */
  lost: Grounds["lost"] = [];

  /** Asks, sees to it that nothing at all has changed by that, and that the answer has the form that is documented. */
  async ask(who: Credential, question: Partial<Question> = {}, running = true): Promise<Explanation> {
    const { run, store, setup } = this;
    const all = () =>
      JSON.stringify([
        run.state,
        [...store.localUsers()],
        store.cloudList(),
        [...store.journal()],
        store.journalState(),
        store.saved(),
        [ANN, BO, PIN, STRANGER, who].map((one) => store.find(one)),
      ]);
    const before = all();
    const told = run.told.length;
    const state = running ? run.state : null;
    const now = { mono: run.now, wall: run.wall };
    const full = { credential: who, connector: null, offline: false, wall: null, ...question };
    const { lost } = this;
    const grounds = { setup, store: readOnly(store), state, lost, now, clockTrusted: true };
    const answer = await explain(full, grounds);
    expect(all()).toBe(before);
    expect(run.told.length).toBe(told);
    expect(explanation.parse(JSON.parse(JSON.stringify(answer)))).toEqual(answer);
    return answer;
  }

  /** The decision that is expected to be the only one. */
  async decision(who: Credential, question: Partial<Question> = {}): Promise<ExplainedDecision> {
    const { outcome } = await this.ask(who, question);
    const [only, ...others] = outcome.decisions;
    if (!only || others.length > 0) throw new Error("one decision was expected");
    return only;
  }
}

/** A store that can be read and nothing else. */
function readOnly(store: UnitStore): UnitStore {
  return new Proxy(store, {
    get(target, name) {
      if (name === "find") return target.find.bind(target);
      if (name === "saved") return target.saved.bind(target);
      if (name === "cloudList") return target.cloudList.bind(target);
      throw new Error(`a dry run used ${String(name)}`);
    },
  });
}

/** A unit with one vehicle that waits, Ann on the local list. */
export async function waiting(
  options: BenchOptions = {},
  ann: Lists = { local: { user: "ann" } },
): Promise<Asked> {
  const asked = await new Asked(options).list(ANN, ann);
  asked.run.plug(1).pass(500);
  return asked;
}

/** Options of a unit with these rules. */
export const rules = (changes: Partial<Rules>): BenchOptions => ({ rules: changes });
/** It starts at connector 1. */
export const START = { do: "start", connector: 1 };
/** A wall clock's instant as the answer has it. */
export const iso = (wall: number) => new Date(wall).toISOString();

/** What becomes of the session by each answer of the cloud. */
export function confirmed({ confirmation }: ExplainedDecision): Record<string, string> {
  return Object.fromEntries((confirmation?.answers ?? []).map(({ answer, session }) => [answer, session.do]));
}
