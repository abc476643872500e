import { expect, test } from "vitest";
import { ChangingWorld } from "../../../sim/world/changing-world.ts";
import { FakeWorld } from "../page/fake-world.ts";

test("a world gives way to another under its faces, which hear of it and of what changes there", async () => {
  const first = new FakeWorld();
  const second = new FakeWorld();
  second.facts.plugged = true;
  const world = new ChangingWorld(first, async (change) =>
    change.do === "join" && change.token === "good"
      ? { outcome: { ok: true, text: "Joined" }, world: second }
      : { outcome: { ok: false, code: "token-unknown", text: "No" }, world: null },
  );
  let heard = 0;
  world.watch(() => {
    heard += 1;
  });
  expect(await world.do({ do: "join", token: "bad" })).toMatchObject({ ok: false });
  expect(world.picture().vehicle.plugged).toBe(false);
  expect(heard).toBe(0);
  expect(await world.do({ do: "join", token: "good" })).toMatchObject({ ok: true });
  expect(world.picture().vehicle.plugged).toBe(true);
  expect(heard).toBe(1);
  second.changed();
  first.changed();
  expect(heard).toBe(2);
  expect(first.watchers).toBe(0);
});
