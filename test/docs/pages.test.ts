import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { LIGHTS, type LightPattern, lightOf } from "../../firmware/core/light.ts";
import { type Connector, initialState, type State } from "../../firmware/core/state.ts";
import { VOCABULARY } from "../../sim/page/vocabulary.ts";
import { connector, credential } from "../firmware/store/people.ts";
import { lightPage, URGENCY } from "./light-page.ts";
import { reasonsPage } from "./reasons-page.ts";
import { withTables } from "./settings-tables.ts";
import { REGENERATE } from "./table.ts";

test(`docs/light.md is what the code says; made anew by: ${REGENERATE}`, async () => {
  await expect(lightPage()).toMatchFileSnapshot("../../docs/light.md");
});

test(`docs/reasons.md is what the code says; made anew by: ${REGENERATE}`, async () => {
  await expect(reasonsPage()).toMatchFileSnapshot("../../docs/reasons.md");
});

test(`docs/configuration.md has the tables that the code says; made anew by: ${REGENERATE}`, async () => {
  const written = readFileSync("docs/configuration.md", "utf8");
  await expect(withTables(written)).toMatchFileSnapshot("../../docs/configuration.md");
});

describe("docs/light.md: what goes before what", () => {
  const ONE = connector(1);
  const everything: Partial<State> = {
    typing: [{ reader: "front", connectors: [ONE], until: 9, keyUntil: 5 }],
    enrolment: { by: "unit", until: 9 },
    checks: [
      {
        request: 1,
        credential: credential(1),
        source: { kind: "reader", id: "front" },
        purpose: { kind: "charge" },
        place: { serves: [ONE], vehicles: [ONE], free: [], sessions: [], lost: null },
        stage: { kind: "looking" },
        deadline: 9,
      },
    ],
  };

  /** A connector with a vehicle that awaits authorization, and all that there could be to say besides. */
  function shown(state: Partial<State>, over: Partial<Connector>): LightPattern {
    const start = initialState({ connectors: [ONE], access: "restricted", run: "r" });
    const [first] = start.connectors;
    if (!first) throw new Error("a connector was expected");
    const plugged: Connector = {
      ...first,
      link: "up",
      report: { pilot: "B", contactor: "open", enabled: false, fault: null, meterWs: null },
      pluggedAt: 1,
      ...over,
    };
    return lightOf({ ...start, ...state, connectors: [plugged] }, plugged);
  }

  test("is so: with all of it at once, and then one after the other gone", () => {
    const refusal = { until: 9, light: "refused-busy" } as const;
    const typed = { reader: "front", connectors: [ONE], until: 9, keyUntil: null };
    const seen = [
      shown(everything, { refusal, link: "lost" }),
      shown(everything, { refusal }),
      shown(everything, {}),
      shown({ ...everything, typing: [typed] }, {}),
      shown({ ...everything, typing: [] }, {}),
      shown({ ...everything, typing: [], enrolment: null }, {}),
      shown({}, {}),
    ];
    expect(seen.map((pattern) => URGENCY.findIndex((line) => line.includes(pattern)))).toEqual(
      URGENCY.map((_, index) => index),
    );
  });

  test("names every pattern once", () => {
    expect(URGENCY.flat().toSorted()).toEqual(Object.keys(LIGHTS).toSorted());
  });
});

describe("docs/events.md", () => {
  const sections = new Map(
    readFileSync("docs/events.md", "utf8")
      .split(/^## /m)
      .map((part) => [part.slice(0, part.indexOf("\n")), part] as const),
  );

  /** The names in backticks in the first column of the section's table. */
  function rows(section: string): string[] {
    return (sections.get(section) ?? "")
      .split("\n")
      .filter((line) => line.startsWith("| `"))
      .flatMap((line) => [...(line.split("|")[1] ?? "").matchAll(/`([^`]+)`/g)].map(([, name = ""]) => name));
  }

  test.each([
    ["Events", "happenings"],
    ["Fault codes", "faults"],
    ["Why a list was not taken", "listRefusals"],
    ["Findings", "findings"],
  ] as const)("%s: names them all, once, and nothing else", (section, table) => {
    expect(rows(section).toSorted()).toEqual(Object.keys(VOCABULARY[table]).toSorted());
  });

  test("every page that it leads to is there", () => {
    const text = [...sections.values()].join("");
    const links = [...text.matchAll(/\]\(([a-z0-9./-]+\.md)\)/g)].map(([, link = ""]) => link);
    expect(links).toEqual(expect.arrayContaining(["reasons.md", "light.md"]));
    for (const link of links) expect(readFileSync(`docs/${link}`, "utf8")).toMatch(/^# /);
  });
});
