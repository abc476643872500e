import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Malformed } from "../../../cloud/units/malformed.ts";
import { Units } from "../../../cloud/units/units.ts";
import { VirtualClock } from "../../../sim/virtual-clock.ts";
import { cloudClock, keptLog, stateOf, statePayload } from "../parts.ts";

function known() {
  const virtual = new VirtualClock(1_000);
  const log = keptLog();
  const malformed = new Malformed(log);
  return { virtual, log, malformed, units: new Units(cloudClock(virtual), malformed) };
}

describe("what the cloud knows of its units (design §4: up/state)", () => {
  test("the last state, and since when the unit is online or offline", () => {
    const { units, virtual } = known();
    expect(units.take("CG-2", statePayload())).toBe(true);
    units.take("CG-1", statePayload());
    virtual.advance(500);
    units.take("CG-1", statePayload({ access: "open" }));
    expect(units.get("CG-1")).toEqual({
      id: "CG-1",
      reach: "online",
      since: 1_000,
      heardAt: 1_500,
      state: stateOf({ access: "open" }),
    });
    virtual.advance(500);
    units.take("CG-1", statePayload({ online: false }));
    expect(units.get("CG-1")).toMatchObject({ reach: "offline", since: 2_000 });
    expect(units.all().map(({ id }) => id)).toEqual(["CG-1", "CG-2"]);
  });

  test("an empty payload removes a unit", () => {
    const { units } = known();
    units.take("CG-1", statePayload());
    expect(units.take("CG-1", Buffer.alloc(0))).toBe(true);
    expect(units.get("CG-1")).toBeNull();
    expect(units.take("CG-1", Buffer.alloc(0))).toBe(false);
  });

  test("I10: after a cut nobody is taken to be online until it says so again", () => {
    const { units, virtual } = known();
    units.take("CG-1", statePayload());
    units.take("CG-2", statePayload({ online: false }));
    virtual.advance(10);
    units.lostSight();
    expect(units.all().map(({ reach, since }) => [reach, since])).toEqual([
      ["unknown", 1_010],
      ["unknown", 1_010],
    ]);
    virtual.advance(10);
    units.lostSight();
    units.take("CG-2", statePayload());
    expect(units.get("CG-1")).toMatchObject({ reach: "unknown", since: 1_010 });
    expect(units.get("CG-2")).toMatchObject({ reach: "online", since: 1_020 });
  });

  test("a malformed state changes nothing, and is counted and logged without what it held", () => {
    const { units, malformed, log } = known();
    units.take("CG-1", statePayload());
    const before = units.all();
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 100 }), (bytes) => {
        expect(units.take("CG-1", bytes)).toBe(false);
        expect(units.take("CG-9", bytes)).toBe(false);
      }),
      { numRuns: 500 },
    );
    expect(units.take("CG-1", Buffer.from("04A1B2C3 #4711"))).toBe(false);
    expect(units.all()).toEqual(before);
    expect(malformed.count).toBe(1_001);
    expect(log.lines.map(({ details }) => details)).toEqual(
      [1, 10, 100, 1_000].map((count) => expect.objectContaining({ message: "up/state", count })),
    );
    expect(JSON.stringify(log.lines)).not.toMatch(/04A1|4711/);
  });

  test("somebody who makes up unit ids does not fill the memory", () => {
    const { units } = known();
    const payload = statePayload();
    for (let n = 0; n < 10_100; n++) units.take(`u${n}`, payload);
    expect(units.all()).toHaveLength(10_000);
    expect(units.take("u5", statePayload({ online: false }))).toBe(true);
  });
});
