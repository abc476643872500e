import { describe, expect, test } from "vitest";
import { kilowattHours } from "../../ui/energy.ts";
import { happeningSentence } from "../../ui/happening-sentence.ts";
import { statusWords } from "../../ui/status-words.ts";
import { Day, Moment, Time } from "../../ui/time.tsx";
import type { Told } from "../../ui/told.ts";
import type { Words } from "../../ui/wording.ts";
import { WORDS } from "../../ui/words.ts";
import { markup } from "./markup.ts";

/** Every text of the words, by its place in them. */
function texts(words: object, place = ""): [place: string, text: string][] {
  return Object.entries(words).flatMap(([key, value]): [string, string][] => {
    if (typeof value === "string") return [[`${place}${key}`, value]];
    return typeof value === "object" && value !== null ? texts(value, `${place}${key}.`) : [];
  });
}

const ENGLISH_TEXTS = new Map(texts(WORDS.en));
const NORWEGIAN_TEXTS = new Map(texts(WORDS.no));

/** What is English at a glance: its small words, and the field's words that Norwegian has others for. */
const ENGLISH_WORDS =
  /\b(the|an|is|it|its|was|has|not|no|and|or|of|this|that|charger|vehicle|cards?|charge|charging|cloud|board|unit|reader|keypad|session|access|lists?|accepted|refused|plug|unplug)\b/i;

describe("the words in both languages", () => {
  test("are the same tables with the same keys", () => {
    expect([...NORWEGIAN_TEXTS.keys()].toSorted()).toEqual([...ENGLISH_TEXTS.keys()].toSorted());
    expect(Object.keys(WORDS.no.happenings).toSorted()).toEqual(Object.keys(WORDS.en.happenings).toSorted());
    expect(ENGLISH_TEXTS.size).toBeGreaterThan(150);
  });

  test("a key that is missing or too many does not compile", () => {
    // @ts-expect-error all others are missing
    const missing: Words["listed"] = { active: "Kan lade" };
    // @ts-expect-error no other language has this one
    const more: Words["listed"] = { ...WORDS.no.listed, stolen: "Stjålet" };
    expect(Object.keys(missing)).not.toEqual(Object.keys(more));
  });

  test.each([...NORWEGIAN_TEXTS])("%s is Norwegian: “%s”", (place, norwegian) => {
    const english = ENGLISH_TEXTS.get(place) ?? "";
    expect(norwegian).not.toBe(english);
    expect(norwegian.trim()).toBe(norwegian);
    expect(norwegian.length).toBeGreaterThan(1);
    expect(norwegian).not.toMatch(ENGLISH_WORDS);
  });

  test.each([...NORWEGIAN_TEXTS])("%s fits where the English one stands: “%s”", (place, norwegian) => {
    const english = ENGLISH_TEXTS.get(place) ?? "";
    expect(/[.:]$/.exec(norwegian)?.[0]).toBe(/[.:]$/.exec(english)?.[0]);
    const begins = (text: string) => /^(PIN|[A-ZÆØÅ])/.exec(text)?.[0];
    if (begins(norwegian) !== "PIN") expect(Boolean(begins(norwegian))).toBe(Boolean(begins(english)));
  });
});

describe("a happening in a Norwegian sentence", () => {
  const tell = (told: Told) => happeningSentence(told, WORDS.no);
  const card = { kind: "card", id: "04…C3" };
  const pin = { kind: "pin", id: "#…" };
  const remote = { kind: "remote", id: "" };

  test.each(Object.keys(WORDS.no.happenings))("%s, whatever its fields", (event) => {
    for (const told of [{ event }, { event, credential: 7, user: {}, reason: null, energyWh: "x" }]) {
      expect(tell(told)).toMatch(/^[A-ZÆØÅ].*\.$/);
      expect(tell(told)).not.toMatch(ENGLISH_WORDS);
      expect(tell(told)).not.toBe(happeningSentence(told));
    }
  });

  test.each<[Told, string]>([
    [
      { event: "authorized", credential: card, user: "Åse", reader: "front", reason: "cloud-list" },
      "Åse (kort 04…C3) ble godkjent: står på listen.",
    ],
    [
      { event: "authorized", credential: remote, user: "Åse", reader: null, reason: "cloud" },
      "Fjernstart for Åse ble godkjent: skyen gir tilgang.",
    ],
    [
      { event: "denied", credential: card, reader: "front", reason: "blocked" },
      "Kort 04…C3 ble avvist: tilgangen er sperret.",
    ],
    [
      { event: "denied", credential: pin, reader: "front", reason: "wrong-pin" },
      "En PIN-kode ble avvist: ingen har denne PIN-koden.",
    ],
    [
      { event: "denied", credential: card, reader: null, reason: "expired" },
      "Fjernstart for kort 04…C3 ble avvist: tilgangen er utløpt.",
    ],
    [
      { event: "denied", credential: remote, reader: null, reason: "moon-rose" },
      "Fjernstart ble avvist: moon rose.",
    ],
    [
      { event: "authorization-expired", credential: pin },
      "Ingen koblet til bilen i tide, så godkjenningen for en PIN-kode falt bort.",
    ],
    [{ event: "session-started", credential: card, user: "åse" }, "Ladeøkten startet for åse."],
    [{ event: "session-started", credential: pin, user: null }, "Ladeøkten startet for en PIN-kode."],
    [
      { event: "session-started", credential: null, user: null },
      "Ladeøkten startet: tilgangen er åpen for alle.",
    ],
    [
      { event: "session-stopped", reason: "EVDisconnected", energyWh: 12.3 },
      "Ladeøkten er avsluttet: bilen ble koblet fra. 0,0123 kWh levert.",
    ],
    [
      { event: "session-stopped", reason: "Local", energyWh: null },
      "Ladeøkten er avsluttet: stoppet ved laderen.",
    ],
    [{ event: "contactor", state: "closed" }, "Kontaktoren er lukket: strøm på kabelen."],
    [{ event: "contactor", state: "open" }, "Kontaktoren er åpnet: ingen strøm på kabelen."],
    [{ event: "fault", code: "board-lost" }, "Feil: ladestyringen svarer ikke."],
    [{ event: "fault-cleared", code: "ground-fault" }, "Feilen er borte: jordfeil."],
    [{ event: "access-changed", access: "open" }, "Tilgangen er nå åpen: alle kan lade."],
    [
      { event: "access-changed", access: "restricted" },
      "Tilgangen er nå begrenset: bare de som står på listen, kan lade.",
    ],
    [{ event: "enrolled", credential: card }, "Kort 04…C3 ble registrert."],
    [
      { event: "keypad-locked", tries: 5 },
      "5 feil PIN-koder: tastaturet er låst en stund. Kort virker fortsatt.",
    ],
    [
      { event: "keypad-locked", tries: 1 },
      "1 feil PIN-kode: tastaturet er låst en stund. Kort virker fortsatt.",
    ],
    [{ event: "reservation-ended", status: "Expired" }, "Reservasjonen er utløpt."],
    [
      { event: "list-conflict", credential: card, verdict: "Blocked" },
      "Skyen sier noe annet om kort 04…C3 enn sin egen liste: tilgangen er sperret.",
    ],
    [
      { event: "session-refused", verdict: "NotAllowedTypeEVSE" },
      "Skyen har avvist ladeøkten som pågår: tilgangen gjelder ikke dette uttaket.",
    ],
    [
      { event: "finding", code: "pin-guessing", count: 3 },
      "Verdt å se på: mange feil PIN-koder ble tastet, som om noen gjetter (antall: 3).",
    ],
    [
      { event: "list-updated", source: "cloud", version: 7, count: 2 },
      "Laderen har tatt i bruk versjon 7 av listen, med 2 oppføringer.",
    ],
    [{ event: "list-updated", source: "cloud" }, "Laderen har tatt i bruk listen."],
    [{ event: "list-updated", source: "local", count: 1 }, "De lokale brukerne er endret: 1 oppføring."],
    [
      { event: "list-refused", version: 7, reason: "signature" },
      "En liste fra skyen ble ikke tatt i bruk: signaturen stemmer ikke.",
    ],
    [{ event: "moon-rose" }, "Moon rose."],
    [{}, "Noe ukjent."],
  ])("%o", (told, sentence) => {
    expect(tell(told)).toBe(sentence);
  });
});

test("a headline in Norwegian", () => {
  const facts = {
    state: "awaiting-authorization",
    light: "yellow",
    access: "restricted",
    plugged: true,
    owned: true,
    readerLost: true,
    keypadLost: false,
    keypadLocked: false,
    fault: null,
    refusal: "blocked",
  } as const;
  expect(statusWords(facts, WORDS.no)).toEqual({
    word: "Venter på autorisering",
    next: "Kortleseren svarer ikke. Tast # og PIN-koden din.",
  });
  expect(statusWords({ ...facts, light: "refused-blocked" }, WORDS.no)).toEqual({
    word: "Ingen tilgang",
    next: "Ikke godkjent: tilgangen er sperret.",
  });
  expect(statusWords({ ...facts, state: "faulted", fault: "no-ground" }, WORDS.no).word).toBe(
    "Mangler jording",
  );
  expect(statusWords({ ...facts, state: "faulted", fault: "new-kind" }, WORDS.no)).toEqual({
    word: "Feil",
    next: "Ingen strøm før feilen er rettet.",
  });
});

test("energy has a decimal comma in Norwegian", () => {
  expect(kilowattHours(7360, "no")).toBe("7,3600 kWh");
  expect(kilowattHours(123_456, "no")).toBe("123,5 kWh");
});

describe("a moment", () => {
  const at = Date.UTC(2026, 4, 17, 12, 5, 9);

  test("is written as in its language, and exactly on hover", async () => {
    expect(await markup(Time({ at }))).toMatch(
      /^<time datetime="2026-05-17T12:05:09.000Z" title="2026-05-17T12:05:09.000Z">\d\d:05:09<\/time>$/,
    );
    expect(await markup(Time({ at, language: "no" }))).toMatch(/>\d\d:05:09</);
    expect(await markup(Day({ at }))).toContain('data-show="day">17 May 2026<');
    expect(await markup(Day({ at, language: "no" }))).toContain('data-show="day">17. mai 2026<');
  });

  test("in a history is its day and its time of day", async () => {
    expect(await markup(Moment({ at, language: "no" }))).toMatch(
      />17\. mai 2026<\/time> <time [^>]+>\d\d:05</,
    );
    expect(await markup(Moment({ at }))).toMatch(/>17 May 2026<\/time> <time [^>]+>\d\d:05</);
  });
});
