import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { bench } from "../../../cli/commands/bench.ts";
import { runScenarios } from "../../../sim/bench/run-scenarios.ts";

let folder: string;
const at = (name: string) => join(folder, name);
const scenario = (name: string, contactor = "open") =>
  `scenario: 1\nname: ${name}\ncovers: [A4]\nsteps:\n  - expect: { contactor: ${contactor} }\n`;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "bench-"));
  mkdirSync(at("below"));
  writeFileSync(at("b.yaml"), `${scenario("second")}---\n${scenario("third")}`);
  writeFileSync(at("below/c.yml"), scenario("fourth"));
  writeFileSync(at("a.yaml"), scenario("first"));
  writeFileSync(at("notes.txt"), "not a scenario");
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

describe("scenario files", () => {
  test("are run in the order of their names, of directories all, each once", async () => {
    const { problems, results } = await runScenarios([folder, at("a.yaml")]);
    expect(problems).toEqual([]);
    expect(results.map(({ scenario: { name }, failure }) => [name, failure])).toEqual([
      ["first", null],
      ["second", null],
      ["third", null],
      ["fourth", null],
    ]);
  });

  test("are chosen by name, file or requirement", async () => {
    const names = async (filter: string) =>
      (await runScenarios([folder], { filter })).results.map(({ scenario: { name } }) => name);
    expect(await names("THIRD")).toEqual(["third"]);
    expect(await names("c.yml")).toEqual(["fourth"]);
    expect((await names("a4")).length).toBe(4);
    expect((await runScenarios([folder], { filter: "nothing" })).problems).toEqual([
      'no scenario has "nothing" in its name, file or requirements',
    ]);
  });

  test("with anything wrong in them none is run, and all of it is told", async () => {
    writeFileSync(
      at("wrong.yaml"),
      "scenario: 1\nname: wrong\nsteps:\n  - plugg: 1\n  - expect: { ligth: yellow }\n",
    );
    writeFileSync(at("empty.yaml"), "");
    mkdirSync(at("nothing"));
    const { problems, results } = await runScenarios([folder, at("missing.yaml"), at("nothing")]);
    expect(results).toEqual([]);
    expect(problems).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/wrong\.yaml:4: steps\[0\].*plug/),
        expect.stringMatching(/wrong\.yaml:5: steps\[1\].*light/),
        expect.stringMatching(/empty\.yaml:1: /),
        expect.stringContaining("missing.yaml: there is no such file or directory"),
        expect.stringContaining("nothing: no scenario files (*.yaml) in it"),
      ]),
    );
  });
});

describe("chargegate bench", () => {
  let told: string;
  const run = async (files: string[], options: Parameters<typeof bench>[1] = { verbose: false }) => {
    told = "";
    const write = vi.spyOn(process.stdout, "write").mockImplementation((text) => {
      told += String(text);
      return true;
    });
    try {
      await bench(files, options);
      return process.exitCode;
    } finally {
      write.mockRestore();
      process.exitCode = undefined;
    }
  };

  test("tells each scenario and the sum, and leaves with 0 when all have passed", async () => {
    expect(await run([folder])).toBe(0);
    expect(told.split("\n").filter((line) => line.startsWith("✓")).length).toBe(4);
    expect(told).toMatch(/\n4 passed, .* of virtual time in .* s\n$/);
  });

  test("leaves with 1 when one has failed: the first in full, the others in a line", async () => {
    writeFileSync(at("d.yaml"), `${scenario("fifth", "closed")}---\n${scenario("sixth", "closed")}`);
    expect(await run([folder], { verbose: false, junit: at("out.xml") })).toBe(1);
    expect(told.match(/What happened/g)?.length).toBe(1);
    expect(told).toContain("d.yaml:11: was not so within 1s, until 00:01.000: contactor closed, found open");
    expect(told).toContain("4 passed, 2 failed");
    await run([at("d.yaml")], { verbose: true });
    expect(told.match(/What happened/g)?.length).toBe(2);
  });

  test("what cannot be run is an error of use: a file that is wrong, a rig, a report that cannot be written", async () => {
    writeFileSync(at("wrong.yaml"), "scenario: 2\n");
    await expect(run([at("wrong.yaml")])).rejects.toMatchObject({
      exitCode: 2,
      message: expect.stringMatching(/wrong\.yaml:1: /),
    });
    await expect(run([folder], { verbose: false, rig: "rig.yaml" })).rejects.toMatchObject({
      exitCode: 2,
      message: expect.stringContaining("not in this version"),
    });
    await expect(run([at("a.yaml")], { verbose: false, junit: at("no/out.xml") })).rejects.toMatchObject({
      exitCode: 2,
      message: expect.stringContaining("cannot be written"),
    });
  });
});
