import { describe, expect, test } from "vitest";
import { CATALOGUE } from "../../../firmware/settings/catalogue.ts";
import { hintWords, problemWords } from "../../../firmware/web/problem-words.ts";
import { PAGE_WORDS } from "../../../firmware/web/words/page-words.ts";
import { PEOPLE_HINTS_NO, PEOPLE_PROBLEMS_NO } from "../../../firmware/web/words/people-problems-no.ts";
import { settingWords } from "../../../firmware/web/words/setting-words.ts";
import { hint, PEOPLE_HINTS, PEOPLE_PROBLEMS, wrong } from "../../../firmware/whitelist/people-problem.ts";

/** What a function of the words is called with: all that it takes are as many, or all of them this name. */
const SAMPLES = [0, 1, 2, 61, "Åse"] as const;

/** Every text of a table, by its place in it; of a function, what it says of each sample. */
function texts(table: object, place = ""): [place: string, text: string][] {
  return Object.entries(table).flatMap(([key, value]: [string, unknown]): [string, string][] => {
    if (typeof value === "string") return [[`${place}${key}`, value]];
    if (typeof value === "function")
      return SAMPLES.map((sample) => {
        const said: unknown = Reflect.apply(value, undefined, [sample, sample, sample]);
        return [`${place}${key}(${sample})`, typeof said === "string" ? said : ""];
      });
    return typeof value === "object" && value !== null ? texts(value, `${place}${key}.`) : [];
  });
}

/** What people type or look for as it is written, in every language. */
const LITERAL = /charger\.yaml|chargegate( web-code)?|id,type,user,status,expires/gi;

/** What is English at a glance: its small words, and the field's words that Norwegian has others for. */
const ENGLISH_WORDS =
  /\b(the|an|is|are|it|its|was|were|has|not|no|and|or|of|to the|this|that|with|from|who|when|you|your|charger|vehicle|cards?|charge|charging|cloud|board|unit|reader|keypad|session|access|lists?|accepted|refused|plug|unplug|users?|names?|password|passphrase|code|settings?|backup|restore|save|saved|add|added|blocked|enabled|removed?)\b/i;

/** Written alike in both languages. */
const ALIKE = [
  "login.command",
  "authorization.rfid",
  "settings.restartCommand",
  "users.status",
  "identifications.type",
  "identifications.typeRfid",
  "identifications.status",
  "scan.start",
  "history.minutes(0)",
  "history.minutes(1)",
  "history.minutes(2)",
];

/** In Norwegian these are sentences, since they follow one. */
const SENTENCES_HERE = ["settings.durationHint", "settings.energyHint"];

const ENGLISH_TEXTS = new Map(texts(PAGE_WORDS.en));
const NORWEGIAN_TEXTS = new Map(texts(PAGE_WORDS.no));

function expectNorwegian(text: string): void {
  expect(text.trim()).toBe(text);
  expect(text.length).toBeGreaterThan(1);
  expect(text).not.toMatch(/undefined|\[object|\s\s| [.,:?]/);
  expect(text.replace(LITERAL, "")).not.toMatch(ENGLISH_WORDS);
}

describe("the words of the unit's page", () => {
  test("are the same tables with the same keys in both languages", () => {
    expect([...NORWEGIAN_TEXTS.keys()].toSorted()).toEqual([...ENGLISH_TEXTS.keys()].toSorted());
    expect(ENGLISH_TEXTS.size).toBeGreaterThan(300);
  });

  test.each([...ENGLISH_TEXTS])("%s says something in English: “%s”", (_, english) => {
    expect(english.trim()).toBe(english);
    expect(english.length).toBeGreaterThan(1);
    expect(english).not.toMatch(/undefined|\[object|\s\s| [.,:?]/);
  });

  test.each([...NORWEGIAN_TEXTS])("%s is Norwegian: “%s”", (_, norwegian) => {
    expectNorwegian(norwegian);
  });

  test("are alike only where both languages write it so", () => {
    const alike = [...NORWEGIAN_TEXTS].filter(([place, norwegian]) => norwegian === ENGLISH_TEXTS.get(place));
    expect(alike.map(([place]) => place)).toEqual(ALIKE);
  });

  test.each([...NORWEGIAN_TEXTS].filter(([place]) => !SENTENCES_HERE.includes(place)))(
    "%s fits where the English one stands: “%s”",
    (place, norwegian) => {
      const english = ENGLISH_TEXTS.get(place) ?? "";
      expect(/[.:?]$/.exec(norwegian)?.[0]).toBe(/[.:?]$/.exec(english)?.[0]);
      expect(/^[A-ZÆØÅÉ]/.test(norwegian)).toBe(/^[A-ZÆØÅÉ]/.test(english));
    },
  );

  test.each<[string, (n: number) => string, readonly [none: string, one: string, two: string]]>([
    ["users", PAGE_WORDS.no.users.count, ["0 brukere", "1 bruker", "2 brukere"]],
    ["users", PAGE_WORDS.en.users.count, ["0 users", "1 user", "2 users"]],
    [
      "records",
      PAGE_WORDS.no.overview.cloudWaiting,
      ["0 hendelser er ikke sendt ennå", "1 hendelse er ikke sendt ennå", "2 hendelser er ikke sendt ennå"],
    ],
    [
      "people and identifications",
      (n) => PAGE_WORDS.no.overview.usersCount(n, n),
      ["0 brukere, 0 kort og PIN-koder", "1 bruker, 1 kort eller PIN-kode", "2 brukere, 2 kort og PIN-koder"],
    ],
    [
      "entries",
      (n) => PAGE_WORDS.no.overview.listVersion(7, n),
      ["Versjon 7, 0 oppføringer", "Versjon 7, 1 oppføring", "Versjon 7, 2 oppføringer"],
    ],
    [
      "minutes to wait",
      (n) => PAGE_WORDS.no.login.locked(n).replace(/^.* om /, ""),
      ["0 minutter.", "ett minutt.", "2 minutter."],
    ],
    [
      "what a user takes along",
      (n) => PAGE_WORDS.no.users.removeQuestion("Åse", n),
      [
        "Fjerne Åse?",
        "Fjerne Åse og brukerens kort eller PIN-kode? En ladeøkt som pågår, avsluttes.",
        "Fjerne Åse og brukerens 2 kort og PIN-koder? En ladeøkt som pågår, avsluttes.",
      ],
    ],
    [
      "PINs that are lost",
      PAGE_WORDS.no.backup.pinsLost,
      [
        "0 PIN-koder er laget med nøklene til en annen lader og kan ikke følge med: velg nye.",
        "Én PIN-kode er laget med nøklene til en annen lader og kan ikke følge med: velg en ny.",
        "2 PIN-koder er laget med nøklene til en annen lader og kan ikke følge med: velg nye.",
      ],
    ],
    ["seconds", PAGE_WORDS.no.scan.left, ["0 sekunder igjen", "1 sekund igjen", "2 sekunder igjen"]],
    ["times", PAGE_WORDS.no.history.times, ["0 ganger", "1 gang", "2 ganger"]],
  ])("none, one and two are counted right: %s", (_, say, counted) => {
    expect([say(0), say(1), say(2)]).toEqual(counted);
  });

  test("a card is written small inside a Norwegian sentence, and a PIN as ever", () => {
    const { identifications: words } = PAGE_WORDS.no;
    expect(words.remove(words.cardWords("04…C3"))).toBe("Fjern kort 04…C3");
    expect(words.remove(words.pinWords)).toBe("Fjern PIN-kode #…");
    expect(words.edit(words.cardWords("04…C3"))).toBe("Rediger kort 04…C3");
    expect(words.removed(words.cardWords("04…C3"))).toBe("Kort 04…C3 er fjernet og gir ikke lenger tilgang.");
    expect(words.removeQuestion(words.pinWords, "Åse")).toBe(
      "Fjerne identifikasjonen PIN-kode #… (Åse)? En ladeøkt som pågår med den, avsluttes.",
    );
  });

  test("D1, D2, D3: places, boxes and fields have the names that Norwegian pages give them", () => {
    const { nav, authorization, users, identifications, common } = PAGE_WORDS.no;
    expect([nav.configuration, nav.user, nav.chargingAuthorization, nav.localUsers]).toEqual([
      "Konfigurasjon",
      "Bruker",
      "Autorisering av lading",
      "Lokale brukere",
    ]);
    expect([authorization.types, common.enabled, authorization.pin, authorization.rfid]).toEqual([
      "Støttede identifikasjonstyper",
      "Aktivert",
      "PIN-kode",
      "RFID",
    ]);
    expect([users.addNew, users.firstName, users.lastName, users.block, common.save]).toEqual([
      "Legg til ny",
      "Fornavn",
      "Etternavn",
      "Sperret (hindre tilgang)",
      "Lagre",
    ]);
    expect([identifications.title, identifications.status, identifications.expires]).toEqual([
      "Brukeridentifikasjoner",
      "Status",
      "Utløpsdato",
    ]);
  });

  test("a PIN is asked for with its # in both languages", () => {
    for (const { identifications, authorization } of Object.values(PAGE_WORDS)) {
      expect(identifications.codeNewHint).toMatch(/#.* 4 (to|til) 10 .*#\d{6}/);
      expect(authorization.pinMeans).toContain("#");
    }
  });
});

/** The names in braces, in the order of the alphabet: each language may have them in its own. */
function placeholders(text: string): readonly string[] {
  return (text.match(/\{\w+\}/g) ?? []).toSorted();
}

describe("what is wrong with a user, a card or a PIN", () => {
  const english: Readonly<Record<string, string>> = { ...PEOPLE_PROBLEMS, ...PEOPLE_HINTS };
  const norwegian: Readonly<Record<string, string>> = { ...PEOPLE_PROBLEMS_NO, ...PEOPLE_HINTS_NO };

  test("is said of the same things in both languages", () => {
    expect(Object.keys(norwegian).toSorted()).toEqual(Object.keys(english).toSorted());
  });

  test.each(Object.entries(norwegian))("%s is Norwegian, and ends with what to do: “%s”", (code, text) => {
    expectNorwegian(text);
    expect(text).not.toBe(english[code]);
    expect(text).toMatch(/^[A-ZÆØÅÉ].*\.$/);
    expect(text).toMatch(/: [a-zæøå]|, eller la feltet/);
  });

  test.each(Object.entries(english))("%s names the same values in Norwegian", (code, text) => {
    expect(placeholders(norwegian[code] ?? "")).toEqual(placeholders(text));
  });

  test("the values are put in, in the visitor's language", () => {
    const [problem] = wrong("code", "pin-length", { fewest: 4, most: 10 }).errors;
    if (!problem) throw new Error("one field is wrong");
    expect(problemWords(problem, { language: "no" })).toBe(
      "En PIN-kode må ha 4 til 10 sifre etter #: rett antallet.",
    );
    expect(problemWords(problem, { language: "en" })).toBe(problem.text);
    expect(hintWords(hint("card-reversed", { backwards: "C3B2A104" }), { language: "no" })).toContain(
      "C3B2A104",
    );
    expect(hintWords(null, { language: "no" })).toBe("");
  });
});

describe.each(CATALOGUE.map((setting) => [setting.key, setting] as const))("the setting %s", (_, setting) => {
  const english = settingWords(setting, "en");
  const norwegian = settingWords(setting, "no");

  test("is told in Norwegian, in whole sentences", () => {
    for (const text of [norwegian.title, norwegian.explanation, ...Object.values(norwegian.values)])
      expectNorwegian(text);
    expect(norwegian.title).toMatch(/^[A-ZÆØÅÉ].*[^.]$/);
    expect(norwegian.explanation).toMatch(/^[A-ZÆØÅÉ].*\.$/);
    expect(norwegian.title).not.toBe(english.title);
    expect(norwegian.explanation).not.toBe(english.explanation);
  });

  test("has words for the same values in both languages, which stand inside a sentence", () => {
    expect(Object.keys(norwegian.values)).toEqual(Object.keys(english.values));
    for (const [value, means] of Object.entries(norwegian.values)) {
      expect(means).not.toBe(english.values[value]);
      expect(means).toMatch(/^[a-zæøå].*[^.]$/);
    }
  });
});
