import { describe, expect, test } from "vitest";
import { auditSentence } from "../../../cloud/portal/audit-sentence.ts";
import { PORTAL_WORDS } from "../../../cloud/portal/words/portal-words.ts";

/** What a function of the words is called with: all that it takes are as many, or all of them this name. */
const SAMPLES = [0, 1, 2, 61, "Åse"] as const;
/** What the log speaks of. */
const FACTS = {
  to: "Åse",
  from: "Bo",
  name: "Fjordgata",
  role: "Rolle",
  was: "Rolle",
  at: "",
  group: "Volt",
  charger: "Venstre",
  unit: "CG-0001",
  url: "https://partner.example",
  access: "x",
};

/** Every text of a table, by its place in it; of a function, what it says of each sample. */
function texts(table: object, place = ""): [place: string, text: string][] {
  return Object.entries(table).flatMap(([key, value]: [string, unknown]): [string, string][] => {
    const here = `${place}${key}`;
    if (typeof value === "string") return [[here, value]];
    if (typeof value === "function") {
      const samples: readonly unknown[] = here.startsWith("audit.sentences") ? [FACTS] : SAMPLES;
      return samples.map((sample) => {
        const said = say(value, sample);
        return [
          `${here}(${typeof sample === "number" || typeof sample === "string" ? sample : ""})`,
          typeof said === "string" ? said : "",
        ];
      });
    }
    return typeof value === "object" && value !== null ? texts(value, `${here}.`) : [];
  });
}

/** What takes words is called with numbers, too; then they are words. */
function say(value: CallableFunction, sample: unknown): unknown {
  try {
    return Reflect.apply(value, undefined, [sample, sample, sample]);
  } catch {
    return Reflect.apply(value, undefined, [sample, sample, sample].map(String));
  }
}

/** What is English at a glance, and no Norwegian word. */
const ENGLISH_WORDS =
  /\b(the|an|is|are|it|its|was|were|has|not|and|or|of|to the|this|that|with|from|who|when|you|your|charger|chargers|cards?|charge|charging|session|access|accepted|refused|users?|names?|password|settings?|save|saved|add|added|blocked|removed?|owner|invite|invitation|group|member|address|link|give)\b/i;

/** Written alike in both languages. */
const ALIKE =
  /^(nav\.portal|place\.roles\.service|groups\.admin|groups\.asAdmin|permissions\.partner|.*\.(status|id|fuse|version|on|types\.(go|home|pro)|noNumber|notSaid|roles\.service)|.*clientId|profile\.browserOn.*)(\(.*\))?$/i;

const ENGLISH = new Map(texts(PORTAL_WORDS.en));
const NORWEGIAN = new Map(texts(PORTAL_WORDS.no));

describe("the words of the portal", () => {
  test("are the same tables with the same keys in both languages", () => {
    expect([...NORWEGIAN.keys()].toSorted()).toEqual([...ENGLISH.keys()].toSorted());
    expect(ENGLISH.size).toBeGreaterThan(400);
  });

  test("say something, whole and clean, in both", () => {
    const strange = [...ENGLISH, ...NORWEGIAN].filter(
      ([place, text]) =>
        text === "" ||
        /undefined|\[object|NaN/.test(text) ||
        (!place.startsWith("audit.atCharger") && (text.trim() !== text || /\s\s| [.,:?]/.test(text))),
    );
    expect(strange).toEqual([]);
  });

  test("are Norwegian where they should be", () => {
    const literal = /https?:\/\/\S+|\b(chargegate cloud invite|chargegate|API|PIN|Service|ChargeGate|example\.org)\b/gi;
    const english = [...NORWEGIAN].filter(([, text]) => ENGLISH_WORDS.test(text.replace(literal, "")));
    expect(english).toEqual([]);
  });

  test("are alike only where both languages write it so", () => {
    const alike = [...NORWEGIAN]
      .filter(([place, text]) => text === ENGLISH.get(place) && /[a-z]{2}/i.test(text.replace("Åse", "")))
      .filter(([place]) => !ALIKE.test(place));
    expect(alike).toEqual([]);
  });

  test("end in Norwegian as in English, and begin as large", () => {
    const other = [...NORWEGIAN].filter(([place, norwegian]) => {
      const english = ENGLISH.get(place) ?? "";
      const end = (text: string) => /[.:?…]$/.exec(text)?.[0];
      const large = (text: string) => /^[A-ZÆØÅÉ0-9«“]/.test(text);
      return end(norwegian) !== end(english) || large(norwegian) !== large(english);
    });
    expect(other).toEqual([]);
  });
});

describe("the log", () => {
  const line = {
    id: 1,
    at: 0,
    actor: "Ann",
    installation: null,
    charger: null,
    group: null,
    details: {},
  };

  test("B2: tells a change of rights as a sentence, in both languages", () => {
    const changed = {
      ...line,
      action: "role-changed",
      charger: { id: "" as never, name: "Venstre" },
      details: { to: "Bo", role: "service", was: "user" },
    };
    expect(auditSentence(changed, { words: PORTAL_WORDS.en })).toBe(
      "Made Bo Service, who was User at Venstre",
    );
    expect(auditSentence(changed, { words: PORTAL_WORDS.no })).toBe(
      "Gjorde Bo til service, som var bruker ved Venstre",
    );
  });

  test("tells what a later version wrote by its code, and what is gone as gone", () => {
    expect(auditSentence({ ...line, action: "moon-landed" }, { words: PORTAL_WORDS.en })).toBe("moon landed");
    expect(auditSentence({ ...line, action: "constructor" }, { words: PORTAL_WORDS.en })).toBe("constructor");
    const gone = { ...line, action: "pin-viewed", charger: { id: "" as never, name: null } };
    expect(auditSentence(gone, { words: PORTAL_WORDS.en })).toBe(
      "Looked at the charger PIN of a charger that is gone",
    );
  });
});
