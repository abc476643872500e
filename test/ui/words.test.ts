import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { VOCABULARY } from "../../sim/page/vocabulary.ts";
import { happeningSentence, kilowattHours } from "../../ui/happening-words.ts";
import { type StatusFacts, statusWords } from "../../ui/status-words.ts";
import { LISTED_WORDS, REASON_WORDS, wordsFor } from "../../ui/words.ts";

const EVENTS = readFileSync("docs/events.md", "utf8");
const SENTENCE = /^[A-Z].*\.$/;

/** Every name in backticks in the rows of a table or a paragraph that begins so. */
function namesIn(part: string, column: number): string[] {
  return part
    .split("\n")
    .filter((line) => line.startsWith("| `"))
    .flatMap((line) =>
      [...(line.split("|")[column] ?? "").matchAll(/`([a-z-]+)`/g)].map(([, name]) => name ?? ""),
    );
}

const sections = Object.fromEntries(
  EVENTS.split(/^## /m).map((part) => [part.slice(0, part.indexOf("\n")), part] as const),
);

const facts = (
  state: keyof typeof VOCABULARY.states,
  light: keyof typeof VOCABULARY.lights,
): StatusFacts => ({
  state,
  light,
  access: "restricted",
  plugged: true,
  owned: true,
  readerLost: false,
  keypadLost: false,
  fault: null,
  refusal: null,
});

describe("the catalogue of words", () => {
  test.each(Object.entries(VOCABULARY.states))(
    "the state %s has a word and says what to do next",
    (_, words) => {
      expect(words.word).not.toBe("");
      expect(words.next).toMatch(SENTENCE);
    },
  );

  test("every light pattern in every state makes a headline", () => {
    for (const state of Object.keys(VOCABULARY.states) as (keyof typeof VOCABULARY.states)[])
      for (const light of Object.keys(VOCABULARY.lights) as (keyof typeof VOCABULARY.lights)[]) {
        const { word, next } = statusWords(facts(state, light));
        expect(word, `${state} ${light}`).toMatch(/^[A-Z]/);
        expect(next, `${state} ${light}`).toMatch(SENTENCE);
      }
  });

  test.each(Object.entries(VOCABULARY.faults))(
    "the fault %s says what it is and what to do",
    (code, words) => {
      const headline = statusWords({ ...facts("faulted", "fault"), fault: code });
      expect(headline).toEqual({ word: words.word, next: words.advice });
      expect(words.advice).toMatch(SENTENCE);
    },
  );

  test.each(Object.keys(VOCABULARY.reasons))("the reason %s explains a refusal", (reason) => {
    const { word, next } = statusWords({ ...facts("awaiting-authorization", "refused"), refusal: reason });
    expect(word).toBe("Refused");
    expect(next).toMatch(/^Not accepted: .+\.$/);
  });

  test("docs/events.md: every event that it names has a sentence", () => {
    const events = namesIn(sections["Events and records"] ?? EVENTS, 1);
    expect(events.length).toBeGreaterThan(20);
    for (const event of events) expect(Object.keys(VOCABULARY.sentences), event).toContain(event);
  });

  test("docs/events.md: every reason and fault code that it names has words", () => {
    const reasons = namesIn(sections["Verdicts and reasons"] ?? "", 2);
    expect(reasons).toContain("wrong-pin");
    for (const reason of reasons) expect(Object.keys(VOCABULARY.reasons)).toContain(reason);
    const faults = [...(sections["Fault codes"] ?? "").matchAll(/`([a-z-]+)`[,. (]/g)].map(
      ([, code]) => code,
    );
    expect(faults).toContain("contactor-welded");
    for (const fault of faults.filter((code) => code && !(code in VOCABULARY.sentences)))
      expect(Object.keys(VOCABULARY.faults)).toContain(fault);
  });
});

describe("a happening in a sentence", () => {
  test.each(Object.keys(VOCABULARY.sentences))("%s, whatever its fields", (event) => {
    expect(happeningSentence({ event })).toMatch(SENTENCE);
    expect(happeningSentence({ event, credential: 7, user: {}, reason: null, energyWh: "x" })).toMatch(
      SENTENCE,
    );
  });

  test("a refusal names what was shown, and why", () => {
    const told = { event: "denied", credential: { kind: "card", id: "DE…EF" }, reason: "unknown" };
    expect(happeningSentence(told)).toBe("Card DE…EF was refused: it is on no list.");
    expect(happeningSentence({ ...told, credential: { kind: "pin", id: "#…" }, reason: "wrong-pin" })).toBe(
      "A PIN was refused: nobody has this PIN.",
    );
  });

  test("an acceptance names the user", () => {
    const told = {
      event: "authorized",
      credential: { kind: "card", id: "04…C3" },
      user: "Ann",
      reason: "cloud-list",
    };
    expect(happeningSentence(told)).toBe("Ann (card 04…C3) was accepted: it is on the list.");
  });

  test("an end says why, and how much", () => {
    const told = { event: "session-stopped", reason: "EVDisconnected", energyWh: 12.3 };
    expect(happeningSentence(told)).toBe("Session ended: the vehicle was unplugged. 0.0123 kWh delivered.");
  });

  test("one that is not known is told by its name", () => {
    expect(happeningSentence({ event: "moon-rose" })).toBe("Moon rose.");
    expect(happeningSentence({ event: "constructor" })).toBe("Constructor.");
    expect(happeningSentence({})).toBe("Something unknown.");
  });
});

describe("headlines depend on what is around", () => {
  test("open access invites anyone", () => {
    const open = { ...facts("available", "ready"), access: "open", plugged: false } as const;
    expect(statusWords(open).next).toContain("anyone may charge");
    const anyone = { ...facts("charging", "charging"), access: "open", owned: false } as const;
    expect(statusWords(anyone).next).toContain("unplug");
    expect(statusWords({ ...anyone, owned: true }).next).toContain("same card");
  });

  test("who is authorized before plugging in is told to plug in", () => {
    expect(statusWords({ ...facts("authorized", "accepted"), plugged: false }).next).toContain("Plug in");
    expect(statusWords(facts("authorized", "accepted")).next).toContain("Waiting for the vehicle");
  });

  test("nobody is sent to a reader or keypad that does not answer", () => {
    const awaiting = facts("awaiting-authorization", "yellow");
    expect(statusWords({ ...awaiting, readerLost: true }).next).toContain("PIN");
    expect(statusWords({ ...awaiting, keypadLost: true }).next).toContain("Hold a card");
    expect(statusWords({ ...awaiting, readerLost: true, keypadLost: true }).next).toContain("cables");
  });

  test("a fault goes before a refusal", () => {
    expect(statusWords({ ...facts("faulted", "refused"), fault: "no-ground" }).word).toBe(
      "No protective earth",
    );
    expect(statusWords({ ...facts("faulted", "fault"), fault: "new-kind" }).word).toBe("Fault");
  });
});

test("energy has as many digits as it needs", () => {
  expect([0, 12.3, 7360, 123_456].map(kilowattHours)).toEqual([
    "0.0000 kWh",
    "0.0123 kWh",
    "7.3600 kWh",
    "123.5 kWh",
  ]);
});

test("a table has only its own words", () => {
  expect(wordsFor(REASON_WORDS, "toString")).toBeNull();
  expect(wordsFor(REASON_WORDS, 4)).toBeNull();
  expect(wordsFor(LISTED_WORDS, "blocked")).toBe("Blocked");
});
