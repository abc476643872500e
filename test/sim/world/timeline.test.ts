import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Happening } from "../../../firmware/core/happening.ts";
import { Timeline } from "../../../sim/world/timeline.ts";
import { connector } from "../../firmware/store/people.ts";

const changed: Happening = { event: "access-changed", access: "open" };
const plugged: Happening = { event: "plugged", connector: connector(1) };

describe("the timeline of the simulator", () => {
  test("tells the newest first, and of each whether it is a record and at the cloud", () => {
    const timeline = new Timeline();
    timeline.tell(plugged, 1);
    timeline.tell(changed, 2);
    timeline.record({ seq: 7, at: 2, happening: changed });
    const [first, second] = timeline.entries(6);
    expect(first).toMatchObject({
      at: 2,
      told: { event: "access-changed" },
      record: { seq: 7, atCloud: false },
    });
    expect(second).toMatchObject({ at: 1, told: { event: "plugged" }, record: null });
    expect(timeline.entries(7)[0]?.record).toEqual({ seq: 7, atCloud: true });
  });

  test("puts record and telling together in whichever order they come, the same happening twice included", () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { maxLength: 30 }), (recordFirst) => {
        const timeline = new Timeline();
        recordFirst.forEach((first, index) => {
          const record = { seq: index + 1, at: index, happening: changed };
          if (first) timeline.record(record);
          timeline.tell(changed, index);
          if (!first) timeline.record(record);
        });
        expect(timeline.entries(0).map(({ record }) => record?.seq)).toEqual(
          recordFirst.map((_, index) => index + 1).reverse(),
        );
      }),
    );
  });

  test("keeps the newest, each with a key of its own", () => {
    const timeline = new Timeline();
    for (let at = 0; at < 1_000; at += 1) timeline.tell(plugged, at);
    const entries = timeline.entries(0);
    expect(entries).toHaveLength(200);
    expect(entries[0]?.at).toBe(999);
    expect(new Set(entries.map(({ key }) => key)).size).toBe(200);
  });
});
