import { describe, expect, test } from "vitest";
import { runningSession } from "../../../firmware/core/condition.ts";
import type { Happening } from "../../../firmware/core/happening.ts";
import type { Rules } from "../../../firmware/core/rules.ts";
import type { State } from "../../../firmware/core/state.ts";
import { cloudSays } from "../../../firmware/explain/explanation.ts";
import type { CoreRun } from "../core/bench.ts";
import { ANN, BO, connectorId } from "../core/samples.ts";
import { Asked, type Lists } from "./asked.ts";

describe("explain foretells what the unit then does", () => {
  const people: Readonly<Record<string, Lists>> = {
    nobody: {},
    "a local user": { local: { user: "ann", group: "house" } },
    "a blocked local user": { local: { status: "blocked" } },
    "a listed one": { cloud: { user: "ann", group: "house" } },
    "a listed one that is blocked": { cloud: { status: "blocked" } },
    "one of other hours": { cloud: { windows: ["Tue 09:00-17:00"] } },
    "one of another connector": { cloud: { connectors: [connectorId(2)] } },
    "a master": { cloud: { master: true } },
    "one that was accepted before": { cached: { verdict: "Accepted" } },
    "one that was refused before": { cached: { verdict: "Blocked" } },
  };
  const situations: Readonly<Record<string, (run: CoreRun) => unknown>> = {
    "a vehicle that waits": (run) => run.plug(1),
    "no vehicle": () => undefined,
    "the group's session": (run) => run.plug(1).tap(BO),
    "its own session": (run) => run.plug(1).tap(ANN),
    "a fault": (run) => run.plug(1).change(1, { fault: "ground-fault" }),
    "open access": (run) => run.access("open").plug(1),
  };

  const RULES: readonly Partial<Rules>[] = [{}, { localPreAuthorize: false, unknownOffline: "accept" }];

  const cases = Object.keys(situations).flatMap((situation) =>
    [false, true].flatMap((link) =>
      RULES.flatMap((changes) => cloudSays.options.map((says) => ({ situation, link, changes, says }))),
    ),
  );

  async function arranged(who: Lists, { situation, link, changes }: (typeof cases)[number]): Promise<Asked> {
    const asked = await new Asked({ rules: changes }).list(ANN, who);
    await asked.list(BO, { local: { group: "HOUSE" } });
    const { run } = asked;
    run.cloud.set(ANN.key, { verdict: "Accepted" });
    run.link(link);
    situations[situation]?.(run);
    run.pass(5_000);
    // What it has answered meanwhile is not in the store that the explanation is given from.
    run.disk.cached.clear();
    return asked;
  }

  /** What the unit has come to since, in the words of an explanation. */
  function become({ state, ...run }: { state: State; sessions: string }, before: State): string {
    if (run.sessions.includes("stop")) return "stop";
    if (state.pending.length > before.pending.length) return "await-plug";
    const ids = ({ connectors }: State) => String(connectors.map((one) => runningSession(one)?.id));
    return ids(state) === ids(before) ? "refuse" : "start";
  }

  /** What is told of a decision; a session that it stops is told of instead. */
  function decided(told: readonly Happening[]): unknown[] {
    const one = told.find(({ event }) => event === "denied" || event === "authorized");
    return one?.event === "denied" || one?.event === "authorized" ? [one.verdict, one.reason] : [];
  }

  test.each(Object.keys(people))("%s, in all situations, by every answer of the cloud", async (name) => {
    for (const one of cases) {
      const asked = await arranged(people[name] ?? {}, one);
      const { run } = asked;
      const { outcome } = await asked.ask(ANN);
      const foretold = outcome.decisions.find(({ answer }) => answer === null || answer === one.says);
      if (!foretold) throw new Error("an answer was forgotten");
      const { effect, confirmation, verdict, reason } = foretold;
      const before = { state: run.state, told: run.told.length, asked: run.asked };
      if (one.says === "none") run.cloudAnswers = "never";
      else run.cloud.set(ANN.key, { verdict: one.says });
      run.tap(ANN);
      const atOnce = effect.do === "start" && confirmation?.when === "at-once";
      const what = JSON.stringify(one);
      expect(run.asked > before.asked, what).toBe(outcome.asked !== null || atOnce);
      if (outcome.asked !== null && one.says === "none") run.pass(outcome.asked);
      expect(decided(run.told.slice(before.told)), what).toEqual(
        effect.do === "stop" ? [] : [verdict, reason],
      );
      const after = confirmation?.answers.find(({ answer }) => answer === one.says);
      const stopsSince = atOnce && after?.session.do === "stop";
      const now = { state: run.state, sessions: run.sessions() };
      expect(become(now, before.state), what).toBe(stopsSince ? "stop" : effect.do);
    }
    expect(cases).toHaveLength(96);
  });
});
