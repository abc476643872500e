import { describe, expect, test } from "vitest";
import type { Credential } from "../../../firmware/core/credential.ts";
import type { Asker } from "../../../firmware/core/happening.ts";
import { CoreRun } from "./bench.ts";
import { credential, requestId } from "./samples.ts";

const NEW = credential("card", "New");

/** A window of this length, asked for by one of the two; what the cloud was answered. */
function opened(run: CoreRun, by: Asker, lasts = 60_000, request = "r"): string | null {
  run.feed({ type: "enrol", request: by === "unit" ? null : requestId(request), lasts });
  const answer = run.effects.find((effect) => effect.type === "respond");
  if (answer?.type !== "respond") return null;
  return answer.outcome.accepted ? "accepted" : answer.outcome.reason;
}

/** Who was told of each card that was registered. */
function registered(run: CoreRun, card: Credential = NEW): readonly (Asker | undefined)[] {
  run.tap(card);
  return run.effects.flatMap((effect) =>
    effect.type === "announce" && effect.happening.event === "enrolled" ? [effect.happening.by] : [],
  );
}

describe("A8: one waits for a card at a time", () => {
  test.each(["unit", "cloud"] as const)("a card is the %s's, who has asked for it", (by) => {
    const run = new CoreRun();
    opened(run, by);
    expect(run.state.enrolment).toEqual({ by, until: run.now + 60_000 });
    expect(registered(run)).toEqual([by]);
    expect(run.state.enrolment).toBeNull();
  });

  test("the cloud is refused while the unit waits, and the other way round; the window stays as it was", () => {
    for (const [first, second] of [
      ["unit", "cloud"],
      ["cloud", "unit"],
    ] as const) {
      const run = new CoreRun();
      opened(run, first);
      const { enrolment } = run.state;
      const answer = opened(run, second, 120_000);
      expect(answer).toBe(second === "cloud" ? "enrolment-under-way" : null);
      expect(run.state.enrolment).toEqual(enrolment);
    }
  });

  test("who waits already may begin anew", () => {
    const run = new CoreRun();
    opened(run, "cloud");
    expect(opened(run, "cloud", 300_000, "again")).toBe("accepted");
    expect(run.state.enrolment?.until).toBe(run.now + 300_000);
  });

  test("the unit ends its own waiting alone", () => {
    const run = new CoreRun();
    opened(run, "cloud");
    opened(run, "unit", 0);
    expect(run.state.enrolment?.by).toBe("cloud");
  });

  test("a card that was shown to one is not registered for the other", () => {
    const run = new CoreRun();
    run.lookUps = "never";
    opened(run, "unit");
    run.tap(NEW);
    const { request } = run.state.checks[0] ?? { request: 0 };
    opened(run, "unit", 0);
    opened(run, "cloud");
    run.feed({ type: "looked-up", request, found: { cloud: null, local: null } });
    expect(run.effects).toContainEqual(
      expect.objectContaining({ happening: expect.objectContaining({ event: "denied", reason: "unknown" }) }),
    );
    expect(run.state.enrolment?.by).toBe("cloud");
  });
});
