import { describe, expect, test } from "vitest";
import { parseScenarios } from "../../../sim/scenario/parse.ts";
import { problemLine } from "../../../sim/scenario/problem.ts";

const MIB = 1024 * 1024;

function linesOf(text: string): string[] {
  const parsed = parseScenarios(text, "s.yaml");
  return parsed.ok ? [] : parsed.problems.map(problemLine);
}

/** `a`, then `b` of nine `a`, then `c` of nine `b` … */
function bomb(): string {
  const names = "abcdefghijklmnop";
  const lines = names.split("").map((name, at) => {
    const inner = at === 0 ? "1" : `*${names[at - 1]}`;
    return `${name}: &${name} [${Array(9).fill(inner).join(", ")}]`;
  });
  return lines.join("\n");
}

describe("a file that is made to hurt is refused, and soon", () => {
  test("one that is too large is not read", () => {
    const text = `scenario: 1\nname: x\nsteps: [{ wait: 1s }]\n#${"ä".repeat(MIB / 2)}`;
    expect(linesOf(text)).toEqual(["s.yaml:1: file: expected at most 1024 KiB"]);
    expect(linesOf(text.slice(0, -30))).toEqual([]);
  });

  test("aliases that multiply", () => {
    expect(linesOf(bomb())).toEqual(["s.yaml:1: file: expected at most 250000 values"]);
  });

  test("an alias that leads to itself", () => {
    const said = linesOf("scenario: 1\nname: x\nsteps: &a [*a]");
    expect(said).toContain("s.yaml:3: steps[0][0]: expected less depth (an alias in itself?)");
  });

  test.each(["[", "{a: ", "- ", "? "])("endless nesting by %j", (piece) => {
    const [said] = linesOf(piece.repeat(20_000));
    expect(said).toBe("s.yaml:1: yaml: expected less depth");
  });

  test("very many keys, the same one again and again among them", () => {
    const keys = Array.from({ length: 20_000 }, (_, at) => `key${at}: 1\nsame: 1\n`).join("");
    const said = linesOf(keys);
    expect(said).toHaveLength(1_001);
    expect(said.at(-1)).toMatch(/: file: more is wrong from here on$/);
  });

  test("very many documents", () => {
    expect(linesOf("---\n".repeat(5_000))).toEqual(["s.yaml:1: file: expected fewer scenarios in a file"]);
  });

  test("very many mistakes: the first thousand are told", () => {
    const said = linesOf(`scenario: 1\nname: x\nsteps:\n${"- { plgu: 1 }\n".repeat(3_000)}`);
    expect(said.slice(998)).toEqual([
      "s.yaml:1002: steps[998].plgu: unknown key, did you mean plug?",
      "s.yaml:1003: steps[999].plgu: unknown key, did you mean plug?",
      "s.yaml:1004: file: more is wrong from here on",
    ]);
  });

  test.each([
    ["!!binary aGk=", "yaml: Unresolved tag"],
    ["!!timestamp 2026-01-01", "yaml: Unresolved tag"],
    [`"${"x".repeat(1_000)}`, "yaml: Missing closing"],
    ["\t- x", "yaml: "],
  ])("%s, which no scenario has", (value, problem) => {
    const said = linesOf(`scenario: 1\nname: ${value}\nsteps: [{ wait: 1s }]`);
    expect(said[0]).toContain(problem);
  });

  test("every problem is one line", () => {
    const said = linesOf(
      '"a\\nb": 1\n"c\\u2028d": 2\nunit: { readers: [{ id: "e\\nf", connectors: [1] }] }\nsteps: [{ lift: { reader: x } }]',
    );
    expect(said.length).toBeGreaterThan(4);
    for (const line of said) expect(line).not.toMatch(/[\n\r\u2028]/);
  });
});
