import fc from "fast-check";
import { expect, test } from "vitest";
import { Bench } from "./bench.ts";

const PERSON = [
  ..."plug|unplug|wants on|wants off|slow-vehicle on|slow-vehicle off|reboot".split("|"),
  ..."pilot b|pilot c|pilot d|pilot auto|fail none|fail gfci|fail vent|fail over-temp|fail no-ground".split(
    "|",
  ),
];
const HOST = "$FE|$FS|$FD|$FR|$F1|$SC 6 V|$SC 16|$SY 5 6|$SY|$SY 165|$SY 0 0|$GS|$S4 0|$S4 1".split("|");

const step = fc.oneof(
  fc.constantFrom(...PERSON).map((text) => ({ kind: "person" as const, text })),
  fc.constantFrom(...HOST).map((text) => ({ kind: "host" as const, text })),
  fc.integer({ min: 1, max: 6000 }).map((ms) => ({ kind: "wait" as const, ms })),
);

function check(bench: Bench): void {
  const { evse, mode, vflags, relay, pilot, amps } = bench.state;
  expect((Number.parseInt(vflags, 16) & 0x40) !== 0).toBe(relay.commanded);
  if (mode !== "booting") {
    expect(pilot.output === "N12").toBe(evse === "disabled");
    expect(amps).toBeGreaterThanOrEqual(6);
  }
  if (pilot.output === "PWM") expect(["B", "C"]).toContain(evse);
  if (evse === "A" || evse === "B" || evse === "disabled" || evse === "gfci")
    expect(relay.closed).toBe(false);
}

test("whatever is done to it, the relay is closed only where it may be", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), fc.boolean(), (steps, authLock) => {
      const bench = new Bench({ authLock });
      for (const each of steps) {
        if (each.kind === "person") bench.do(each.text);
        else if (each.kind === "host") bench.host(each.text);
        else bench.do(each.ms);
        check(bench);
      }
      // and is open at rest, once the board is told to sleep
      bench.do("fail none", 20_000);
      bench.host("$FS");
      bench.do(3000);
      expect(bench.state).toMatchObject({ evse: "sleeping", relay: { closed: false } });
    }),
    { numRuns: 300 },
  );
});
