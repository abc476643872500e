import { describe, expect, test } from "vitest";
import { LIGHTS } from "../../firmware/core/light.ts";
import { STOP_REASONS } from "../../firmware/core/session.ts";
import { REASONS } from "../../firmware/core/verdict.ts";
import { VOCABULARY } from "../../sim/page/vocabulary.ts";
import { kilowattHours } from "../../ui/energy.ts";
import { happeningSentence } from "../../ui/happening-sentence.ts";
import { type StatusFacts, statusWords } from "../../ui/status-words.ts";
import { wordsFor } from "../../ui/told.ts";
import { ENGLISH } from "../../ui/words-en.ts";

const SENTENCE = /^[A-Z].*\.$/;

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
  keypadLocked: false,
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

  test.each(Object.keys(REASONS))("the reason %s explains a refusal", (reason) => {
    const refused = facts("awaiting-authorization", "refused-busy");
    const { word, next } = statusWords({ ...refused, refusal: reason });
    expect(word).toBe("Not possible now");
    expect(next).toMatch(/^Not accepted: [^.]+\.$/);
    expect(next).not.toBe(statusWords(refused).next);
  });

  test.each(Object.entries(LIGHTS))(
    "the light %s has the board's colour, rhythm and word",
    (pattern, sign) => {
      const { colour, rhythm, word } = sign;
      expect(wordsFor(VOCABULARY.lightLooks, pattern)).toEqual({ colour, rhythm });
      expect(wordsFor(VOCABULARY.lights, pattern)).toBe(word);
    },
  );

  test("no two lights look the same, but what lasts for a moment and what is told in words besides", () => {
    const looks = Object.entries(LIGHTS).map(
      ([pattern, { colour, rhythm }]) => [pattern, `${colour} ${rhythm}`] as const,
    );
    const twins = looks.filter(([pattern, look]) =>
      looks.some(([other, its]) => other !== pattern && its === look),
    );
    expect(twins.map(([pattern]) => pattern)).toEqual(["off", "pin-key", "keypad-locked", "fault"]);
  });

  test("what is refused for a reason that is not known is told by the light", () => {
    for (const light of ["refused-unknown", "refused-blocked", "refused-busy", "keypad-locked"] as const) {
      const { word, next } = statusWords({ ...facts("available", light), refusal: "new-reason" });
      expect(word).toBe(LIGHTS[light].word);
      expect(next).toMatch(SENTENCE);
      expect(next).not.toContain("Not accepted");
    }
  });

  test.each(Object.keys(VOCABULARY.verdicts))("the verdict %s is told of a running session", (verdict) => {
    const sentence = happeningSentence({ event: "session-refused", verdict });
    expect(sentence).toMatch(/^The cloud has refused the session that runs: [a-z].+\.$/);
    expect(sentence).not.toContain(verdict);
  });

  test.each(Object.keys(STOP_REASONS))("the stop reason %s ends a sentence", (reason) => {
    const sentence = happeningSentence({ event: "session-stopped", reason });
    expect(sentence).toMatch(/^Session ended: [a-z].+\.$/);
    expect(sentence).not.toContain(reason);
  });
});

describe("a happening in a sentence", () => {
  test.each(Object.keys(VOCABULARY.happenings))("%s, whatever its fields", (event) => {
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

  test("a start that the cloud asks for is told as such, in somebody's name or nobody's", () => {
    const told = { event: "denied", reader: null, reason: "blocked" };
    const card = { kind: "card", id: "04…C3" };
    const remote = { kind: "remote", id: "" };
    const tell = (more: object) => happeningSentence({ ...told, ...more });
    expect(tell({ credential: card })).toBe("A remote start for card 04…C3 was refused: it is blocked.");
    expect(tell({ credential: remote })).toBe("A remote start was refused: it is blocked.");
    expect(tell({ credential: remote, user: "Ann" })).toBe(
      "A remote start for Ann was refused: it is blocked.",
    );
  });

  test("a name is told as it is written", () => {
    const credential = { kind: "card", id: "04…C3" };
    const tell = (event: string) => happeningSentence({ event, credential, user: "Ann" });
    expect(tell("authorization-expired")).toContain("the permission for Ann (card 04…C3) lapsed");
    expect(happeningSentence({ event: "enrolled", credential, user: "ann" })).toMatch(/^ann \(card/);
  });

  test("an end says why, and how much", () => {
    const told = { event: "session-stopped", reason: "EVDisconnected", energyWh: 12.3 };
    expect(happeningSentence(told)).toBe("Session ended: the vehicle was unplugged. 0.0123 kWh delivered.");
  });

  test("registering, locking and reserving are told with what they carry", () => {
    const credential = { kind: "card", id: "04…C3" };
    expect(happeningSentence({ event: "enrolled", credential, reader: "front" })).toBe(
      "Card 04…C3 was registered.",
    );
    expect(happeningSentence({ event: "keypad-locked", reader: "front", tries: 5 })).toBe(
      "5 wrong PINs: the keypad is locked for a while. Cards still work.",
    );
    expect(happeningSentence({ event: "reservation-ended", reservation: 7, status: "Expired" })).toBe(
      "The reservation has run out.",
    );
    expect(happeningSentence({ event: "list-conflict", credential, verdict: "Blocked" })).toBe(
      "About card 04…C3 the cloud says otherwise than its own list: it is blocked.",
    );
    expect(happeningSentence({ event: "settings-changed", keys: ["rules.cache"] })).toBe(
      "1 setting was changed at the unit.",
    );
    expect(happeningSentence({ event: "settings-changed", keys: ["rules.cache", "zone"] })).toBe(
      "2 settings were changed at the unit.",
    );
    expect(happeningSentence({ event: "finding", code: "pin-guessing", count: 3 })).toBe(
      "Worth a look: many wrong PINs were typed, as by somebody who guesses (count: 3).",
    );
    expect(happeningSentence({ event: "list-updated", source: "local", count: 1 })).toBe(
      "The unit took changed local users with 1 entry.",
    );
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
    expect(statusWords(facts("authorized", "waiting")).next).toContain("as soon as the vehicle asks");
  });

  test("nobody is sent to a reader or keypad that does not answer", () => {
    const awaiting = facts("awaiting-authorization", "yellow");
    expect(statusWords({ ...awaiting, readerLost: true }).next).toContain("PIN");
    expect(statusWords({ ...awaiting, keypadLost: true }).next).toContain("Hold a card");
    expect(statusWords({ ...awaiting, readerLost: true, keypadLost: true }).next).toContain("cables");
    expect(statusWords({ ...awaiting, keypadLocked: true }).next).toMatch(/Hold a card.*locked/);
    expect(statusWords({ ...awaiting, readerLost: true, keypadLocked: true }).next).not.toContain("Type");
  });

  test("what the light says for a moment goes before the state, and has the light's word", () => {
    const moments = ["checking", "enrolment", "pin-entry", "pin-key", "refused-unknown"] as const;
    for (const light of moments) {
      const { word, next } = statusWords(facts("awaiting-authorization", light));
      expect(word).toBe(LIGHTS[light].word);
      expect(next).not.toBe(statusWords(facts("awaiting-authorization", "yellow")).next);
    }
  });

  test("without the cloud it says what decides, and a reserved connector whom it is kept for", () => {
    const free = { ...facts("available", "offline"), plugged: false };
    expect(statusWords(free)).toMatchObject({ word: "Ready, no cloud" });
    expect(statusWords(free).next).toContain("own list");
    expect(statusWords(facts("reserved", "reserved")).next).toContain("who reserved it");
  });

  test("a fault goes before a refusal", () => {
    expect(statusWords({ ...facts("faulted", "refused-blocked"), fault: "no-ground" }).word).toBe(
      "No protective earth",
    );
    expect(statusWords({ ...facts("faulted", "fault"), fault: "new-kind" }).word).toBe("Fault");
  });
});

test("energy has as many digits as it needs", () => {
  expect([0, 12.3, 7360, 123_456].map((wattHours) => kilowattHours(wattHours))).toEqual([
    "0.0000 kWh",
    "0.0123 kWh",
    "7.3600 kWh",
    "123.5 kWh",
  ]);
});

test("a table has only its own words", () => {
  expect(wordsFor(ENGLISH.reasons, "toString")).toBeNull();
  expect(wordsFor(ENGLISH.reasons, 4)).toBeNull();
  expect(wordsFor(ENGLISH.listed, "blocked")).toBe("Blocked");
});
