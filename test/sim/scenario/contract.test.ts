import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { assert, constantFrom, oneof, property, string, stringMatching } from "fast-check";
import { describe, expect, test } from "vitest";
import { scenarioJsonSchema } from "../../../sim/scenario/json-schema.ts";
import { parseScenarios } from "../../../sim/scenario/parse.ts";
import { changed, GOOD } from "./corpus.ts";

const ajv = () => new Ajv2020({ strict: false });
const contractSchema: {
  readonly $defs: Readonly<Record<string, { pattern?: string; anyOf?: { pattern?: string }[] }>>;
} = JSON.parse(readFileSync(new URL("contract.schema.json", import.meta.url), "utf8"));
const contract = ajv().compile(contractSchema);
const exported = ajv().compile(scenarioJsonSchema());

/** JSON is YAML. */
const parsed = (document: unknown) => parseScenarios(JSON.stringify(document), "scenario.yaml");

/** Why the parser refuses what the contract's schema, which knows no more than forms, lets pass. */
const SENSELESS = [
  "expected 1 to 32 letters, digits, dots, dashes or underscores, and not list",
  "expected one of the unit's connectors",
  "expected one of the unit's readers",
  "expected one of the unit's keypads",
  "expected an id of its own",
  "expected each card and PIN once",
  "expected a day that its month has",
  "expected a duration such as 10m, or a time",
  "expected a time since 1970",
  "expected at most ",
  "expected a time zone by its IANA name",
  // A number that has not as many digits as a card id.
  "expected a card id",
  // Patterns of the light, reasons, and verdicts that no cloud says: the contract's schema does not list them.
  "expected off, ready, offline",
  "expected local-user, cloud-list",
  "expected DeAuthorized, EmergencyStop",
  "expected Accepted, Blocked, ConcurrentTx, Expired, Invalid, NoCredit, NotAllowedTypeEVSE, NotAtThisLocation, NotAtThisTime or Unknown",
  "no such word, did you mean accepted?",
];

/** What the three say; a disagreement that must not be, in words. */
function judged(document: unknown): { accepted: boolean; wrong: string | null } {
  const read = parsed(document);
  const byContract = contract(document);
  const byOurs = exported(document);
  const wrong = () => {
    if (read.ok && !byOurs) return "accepted by the parser, refused by our schema";
    if (byOurs && !byContract) return "accepted by our schema, refused by the contract's";
    if (!byContract || read.ok) return null;
    const texts = read.problems.map(({ text }) => text);
    return texts.find((text) => !SENSELESS.some((reason) => text.startsWith(reason))) ?? null;
  };
  return { accepted: read.ok, wrong: wrong() };
}

/** Every document in the long run; else one in so many. */
const EVERY = process.env["CHARGEGATE_LONG"] === "1" ? 1 : 7;

describe.each(Object.entries(GOOD))("the scenario format, %s", (_, document) => {
  test("is accepted by the parser, by the contract's schema and by ours", () => {
    expect(parsed(document)).toMatchObject({ ok: true });
    expect([contract(document), contract.errors]).toEqual([true, null]);
    expect([exported(document), exported.errors]).toEqual([true, null]);
  });
});

test("a document changed in any one place is refused by the parser and by our schema where the contract's refuses it, and elsewhere for being senseless only", () => {
  const wrong: string[] = [];
  const counts = { accepted: 0, refused: 0 };
  let at = 0;
  for (const [name, document] of Object.entries(GOOD)) {
    for (const [what, other] of changed(document)) {
      at += 1;
      if (at % EVERY !== 0) continue;
      const judgement = judged(other);
      counts[judgement.accepted ? "accepted" : "refused"] += 1;
      if (judgement.wrong) wrong.push(`${name}, ${what}: ${judgement.wrong}`);
    }
  }
  expect(wrong).toEqual([]);
  expect(counts.accepted).toBeGreaterThan(200);
  expect(counts.refused).toBeGreaterThan(2_000);
});

describe("texts of every form", () => {
  const step = (action: object) => ({ scenario: 1, name: "x", steps: [action] });
  const entry = (fields: object) => ({ scenario: 1, name: "x", users: [fields], steps: [{ wait: "1s" }] });
  const places: Readonly<Record<string, (text: string) => object>> = {
    duration: (text) => step({ wait: text }),
    shift: (text) => step({ clock: { jump: text } }),
    time: (text) => entry({ card: "04A1B2C3", expires: text }),
    energy: (text) => step({ meter: { connector: 1, energy: text } }),
    card: (text) => step({ tap: text }),
    pin: (text) => step({ users: { remove: [text] } }),
    keys: (text) => step({ keys: text }),
  };
  const patternOf = (name: string): RegExp => {
    const { pattern, anyOf } = contractSchema.$defs[name] ?? {};
    return new RegExp(pattern ?? anyOf?.[0]?.pattern ?? "no such form");
  };

  test.each(Object.entries(places))("%s: the parser and both schemas agree", (name, place) => {
    const near = string({
      unit: constantFrom(..."0123456789ABFabf#*+-:. TZkWhmsd".split("")),
      maxLength: 24,
    });
    assert(
      property(oneof(stringMatching(patternOf(name)), near), (text) => {
        expect(judged(place(text)).wrong).toBe(null);
      }),
      { numRuns: 150 },
    );
  });
});
