import { describe, expect, test } from "vitest";
import { helpText, parseLine } from "../../../sim/terminal/script.ts";
import { CARDS, PIN } from "../../../sim/world/cards.ts";

describe("a line typed at the simulator", () => {
  test.each([
    ["plug", { do: "plug" }],
    ["  UNPLUG ", { do: "unplug" }],
    ["tap ann", { do: "tap", card: "04A1B2C3" }],
    ["tap 0A0B0C0D", { do: "tap", card: "0A0B0C0D" }],
    ["lay Bo", { do: "lay", card: "11223344" }],
    ["lift", { do: "lift" }],
    ["phone", { do: "tap", card: "phone" }],
    ["type #4711#", { do: "keys", keys: "#4711#" }],
    ["wants off", { do: "wants", power: false }],
    ["open", { do: "access", access: "open" }],
    ["offline", { do: "link", link: "offline" }],
    ["start stranger", { do: "remote-start", card: "DEADBEEF" }],
    ["stop", { do: "remote-stop" }],
    ["reboot", { do: "device", device: "board", command: "reboot" }],
    ["reader fault noise", { do: "device", device: "reader", command: "fault noise" }],
  ])("%s is a gesture", (line, gesture) => {
    expect(parseLine(line, CARDS)).toEqual({ do: "gesture", gesture });
  });

  test.each([
    ["wait 2s", { do: "wait", ms: 2_000 }],
    ["wait 50ms", { do: "wait", ms: 50 }],
    ["", { do: "show" }],
    ["?", { do: "help" }],
    ["exit", { do: "quit" }],
  ])("%s steers the simulator", (line, typed) => {
    expect(parseLine(line, CARDS)).toEqual(typed);
  });

  test.each(["fly", "tap", "lay", "start", "wants", "wants maybe", "wait", "wait long"])(
    "%s is an error that says what would do",
    (line) => {
      const typed = parseLine(line, CARDS);
      expect(typed.do === "error" && typed.text).toMatch(/try:|help/);
    },
  );

  test("help names the cards and the PIN", () => {
    for (const { uid } of CARDS) expect(helpText(CARDS, PIN)).toContain(uid);
    expect(helpText(CARDS, PIN)).toContain(`type ${PIN}#`);
  });
});
