import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { explanation } from "../../../firmware/explain/explanation.ts";
import { localTime, parseMoment } from "../../../firmware/explain/moment.ts";
import { explanationText } from "../../../firmware/explain/text.ts";
import { durationWords } from "../../../firmware/explain/words.ts";
import { ANN, WALL } from "../core/samples.ts";
import { DAY, HOUR, PIN, waiting } from "./asked.ts";

describe("explain as text", () => {
  test("for people: the decision, what follows, what is known, what it rests on", async () => {
    const asked = await waiting({}, { cloud: { user: "ann", expires: WALL + DAY, uses: 3 }, used: 1 });
    asked.run.link(true);
    expect(explanationText(await asked.ask(ANN))).toMatchInlineSnapshot(`
      "Card Ann at connector 1 of CG-0001 (reader front), now, 2026-06-01 08:00:00 +00:00

      Accepted (cloud-list): the cloud's list
      → a session starts at connector 1
        once the session runs, the cloud is asked about it in the background. If it
          accepts it: the session goes on
          says Blocked: the session stops
          does not know it: the session stops
          does not answer: the session goes on, and the cloud is asked again after 5 min
      The cloud is not asked before.

      From 2026-06-02 08:00:00 +00:00 on, by time alone:
        The cloud is asked first, and its answer awaited for 3 s. If it
          accepts it:
            Accepted (cloud): the cloud said so when it was asked
            → a session starts at connector 1
          says Blocked:
            Blocked (blocked): blocked by the owner
            → it is refused
          does not know it:
            Unknown (unknown): in no list
            → it is refused
          does not answer:
            Expired (expired): its time is over
            → it is refused

      What is known of it
        the cloud's list: version 3 with 1 entry: active, user ann, expires 2026-06-02 08:00:00 +00:00, 3 sessions in all
        local users: not among them
        kept answer of the cloud: none
        sessions: 1 started, 2 left

      What else it rests on
        link to the cloud: up
        access: restricted
        connector 1: awaiting-authorization
      "
    `);
  });

  test("a question to the cloud, each answer with what follows", async () => {
    const asked = await waiting();
    asked.run.link(true);
    const text = explanationText(await asked.ask(PIN));
    expect(text).toMatchInlineSnapshot(`
      "PIN #… at connector 1 of CG-0001 (keypad keys), now, 2026-06-01 08:00:00 +00:00

      The cloud is asked first, and its answer awaited for 3 s. If it
        accepts it:
          Accepted (cloud): the cloud said so when it was asked
          → a session starts at connector 1
            the cloud's answer is kept
        says Blocked:
          Blocked (blocked): blocked by the owner
          → it is refused
        does not know it:
          Invalid (wrong-pin): no such PIN
          → it is refused
            counted as wrong PIN 1 of the keypad
        does not answer:
          Invalid (wrong-pin): no such PIN
          → it is refused
            counted as wrong PIN 1 of the keypad

      What is known of it
        the cloud's list: version 3 with 0 entries: not in it
        local users: not among them
        kept answer of the cloud: none
        keypad keys: not locked, 0 wrong PINs counted

      What else it rests on
        link to the cloud: up
        access: restricted
        connector 1: awaiting-authorization
      "
    `);
  });

  test("neither the card nor its digest is in it", async () => {
    const card = { ...ANN, label: "04…C3" };
    const asked = await waiting();
    const answer = await asked.ask(card);
    for (const text of [JSON.stringify(answer), explanationText(answer)]) {
      expect(text).toContain("04…C3");
      expect(text).not.toContain(ANN.key);
    }
  });

  test("every effect and every note has its words", async () => {
    const asked = await waiting();
    const answer = await asked.ask(ANN);
    const notes = explanation.shape.notes.unwrap().options;
    const text = explanationText({ ...answer, notes });
    expect(text).not.toContain("undefined");
    for (const word of [
      "No unit is running",
      "assumed to be up",
      "trust its clock",
      "Access is open",
      "has no reader",
      "No reader",
    ])
      expect(text).toContain(word);
  });

  test.each([
    [3_000, "3 s"],
    [90_000, "1 min 30 s"],
    [7 * DAY, "7 d"],
    [DAY + HOUR + 60_000, "1 d 1 h"],
    [250, "250 ms"],
  ])("%i ms are %s", (ms, words) => {
    expect(durationWords(ms)).toBe(words);
  });
});

describe("a moment, as people write it", () => {
  test.each([
    ["2027-01-31T12:00:00Z", "2027-01-31T12:00:00.000Z"],
    ["2027-01-31t12:00:00.5z", "2027-01-31T12:00:00.500Z"],
    ["2027-01-31T12:00+02:00", "2027-01-31T10:00:00.000Z"],
    [" 2027-01-31T12:00 ", "2027-01-31T11:00:00.000Z"],
    ["2027-07-31T12:00:30", "2027-07-31T10:00:30.000Z"],
    ["2027-01-31", "2027-01-30T23:00:00.000Z"],
  ])("%s in Oslo is %s", (text, instant) => {
    expect(parseMoment(text, "Europe/Oslo")).toEqual({ ok: true, wall: Date.parse(instant) });
  });

  test.each(["", "now", "2027-02-30", "2027-01-31 12:00", "12:00", "2027-01-31T25:00", "2027-W01"])(
    "%j is none",
    (text) => {
      expect(parseMoment(text, "Europe/Oslo")).toMatchObject({ ok: false, text: /^expected a time / });
    },
  );

  test("is shown by the unit's clocks", () => {
    expect(localTime("2027-01-31T12:00:00.000Z", "Europe/Oslo")).toBe("2027-01-31 13:00:00 +01:00");
  });
});

test("docs/explain.md tells of every field", () => {
  const text = readFileSync("docs/explain.md", "utf8");
  const names = new Set<string>();
  const walk = (schema: unknown): void => {
    if (typeof schema !== "object" || schema === null) return;
    if ("properties" in schema && typeof schema.properties === "object" && schema.properties)
      for (const name of Object.keys(schema.properties)) names.add(name);
    for (const part of Object.values(schema)) walk(part);
  };
  walk(z.toJSONSchema(explanation, { unrepresentable: "any" }));
  expect(names.size).toBeGreaterThan(40);
  for (const name of names) expect(text, name).toContain(`\`${name}\``);
});
