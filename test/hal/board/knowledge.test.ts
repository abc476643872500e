import { expect, test } from "vitest";
import { BoardKnowledge } from "../../../hal/board/openevse/knowledge.ts";

test("a board that was asleep before we came, with an old pilot and no connected flag, has no vehicle", () => {
  const knowledge = new BoardKnowledge();
  knowledge.take({ state: 0xfe, pilot: 0x03, flags: 0x0200 });
  expect(knowledge.report(0)).toMatchObject({ pilot: "A", contactor: "open", enabled: false });
});

test("firmware that shows no flags of the vehicle is believed by its pilot", () => {
  const knowledge = new BoardKnowledge();
  knowledge.take({ state: 0xfe, pilot: 0x02, flags: 0x0000 });
  expect(knowledge.report(0)).toMatchObject({ pilot: "B" });
});
