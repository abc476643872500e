import { durationText, momentText } from "./duration-text.ts";
import type { Failure, KeyFinding } from "./failure.ts";
import type { ScenarioResult } from "./run-scenario.ts";
import type { RunResult } from "./run-scenarios.ts";
import type { Moment } from "./timeline.ts";

/** How words are set off from others; on anything but a terminal they are not. */
export interface Style {
  good(text: string): string;
  bad(text: string): string;
  faint(text: string): string;
  strong(text: string): string;
}

/** No colours at all. */
export const PLAIN: Style = {
  good: (text) => text,
  bad: (text) => text,
  faint: (text) => text,
  strong: (text) => text,
};

/** For a terminal. */
export const COLOURED: Style = {
  good: (text) => `\u001b[32m${text}\u001b[39m`,
  bad: (text) => `\u001b[31m${text}\u001b[39m`,
  faint: (text) => `\u001b[2m${text}\u001b[22m`,
  strong: (text) => `\u001b[1m${text}\u001b[22m`,
};

/** Moments that an account shows, unless all are asked for. */
const SHOWN = 40;

/** Of what was expected or found, a line takes this many characters. */
const LONGEST = 100;

/** One scenario in a line. */
export function resultLine(
  { scenario, failure, notRun, virtualMs, wallMs }: ScenarioResult,
  style: Style,
): string {
  const mark = failure ? style.bad("✗") : style.good("✓");
  const where = `${scenario.file}:${scenario.line}`;
  const times = `${durationText(virtualMs)} in ${Math.max(1, Math.round(wallMs))} ms`;
  const prompts = notRun.length > 0 ? `, ${notRun.length} not run` : "";
  return `${mark} ${scenario.name}  ${style.faint(`${where}  ${times}${prompts}`)}`;
}

/** Why a scenario has failed, in a line. */
export function failureLine({ scenario, failure }: ScenarioResult): string {
  if (!failure) return "";
  const why = reasons(failure);
  return `${scenario.file}:${failure.line}: ${headline(failure)}${why === "" ? "" : `: ${why}`}`;
}

/**
 * All that helps to understand why a scenario has failed: the step, what was expected and what was found, and what happened.
 *
 * @param whole with everything that happened, however long ago
 */
export function account(result: ScenarioResult, style: Style, whole: boolean): string {
  const { scenario, failure, timeline } = result;
  if (!failure) return "";
  const moments = whole ? timeline : timeline.slice(-SHOWN);
  const left = timeline.length - moments.length;
  return [
    `${style.bad("✗")} ${style.strong(scenario.name)}`,
    `  ${scenario.file}:${failure.line}: ${headline(failure)}`,
    ...details(failure, style),
    "",
    `  What happened${left > 0 ? ` (${left} earlier moments: --verbose)` : ""}`,
    ...moments.map((moment) => `  ${momentLine(moment, style)}`),
  ].join("\n");
}

/** What came of all, in a line. */
export function summary({ results, wallMs }: RunResult, style: Style): string {
  const failed = results.filter(({ failure }) => failure !== null).length;
  const notRun = results.reduce((sum, result) => sum + result.notRun.length, 0);
  const virtualMs = results.reduce((sum, result) => sum + result.virtualMs, 0);
  const passed = `${results.length - failed} passed`;
  return [
    failed === 0 ? style.good(passed) : passed,
    ...(failed > 0 ? [style.bad(`${failed} failed`)] : []),
    ...(notRun > 0 ? [`${notRun} ${notRun === 1 ? "step" : "steps"} not run (for a person at a rig)`] : []),
    `${durationText(virtualMs)} of virtual time in ${(wallMs / 1_000).toFixed(1)} s`,
  ].join(", ");
}

function headline(failure: Failure): string {
  const at = momentText(failure.at);
  switch (failure.kind) {
    case "expect":
      return `was not so within ${durationText(failure.at - failure.from)}, until ${at}`;
    case "never":
      return `must never be so, and was at ${at}`;
    case "invariant":
      return `the core broke an invariant at ${at}`;
    case "crash":
      return `something broke at ${at}`;
  }
}

function reasons(failure: Failure): string {
  switch (failure.kind) {
    case "expect": {
      const missed = failure.keys.filter(({ holds }) => !holds);
      const keys = missed.map(
        ({ key, expected, found }) => `${key} ${short(expected)}, found ${short(found)}`,
      );
      return keys.join("; ") || "all of it at one instant";
    }
    case "never":
      return failure.keys.map(({ key, expected }) => `${key} ${short(expected)}`).join(", ");
    case "invariant":
      return failure.broken.join("; ");
    case "crash":
      return failure.error.split("\n")[0] ?? "";
  }
}

function short(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

function details(failure: Failure, style: Style): string[] {
  switch (failure.kind) {
    case "expect": {
      const width = Math.max(...failure.keys.map(({ key }) => key.length));
      return failure.keys.map((key) => `    ${keyLine(key, width, style)}`);
    }
    case "never": {
      const width = Math.max(...failure.keys.map(({ key }) => key.length));
      return failure.keys.map(
        ({ key, expected }) => `    ${style.bad("✗")} ${key.padEnd(width)}  was ${expected}`,
      );
    }
    case "invariant":
      return failure.broken.map((text) => `    ${text}`);
    case "crash":
      return failure.error.split("\n").map((line) => `    ${line}`);
  }
}

function keyLine({ key, expected, holds, found, lastTrue }: KeyFinding, width: number, style: Style): string {
  const name = key.padEnd(width);
  if (holds) return `${style.good("✓")} ${name}  ${expected}`;
  const before = lastTrue === null ? "" : style.faint(` (it was so at ${momentText(lastTrue)})`);
  return `${style.bad("✗")} ${name}  expected ${expected}, found ${found}${before}`;
}

function momentLine({ at, kind, text }: Moment, style: Style): string {
  const time = style.faint(momentText(at));
  switch (kind) {
    case "step":
      return `${time}  ${style.strong(text)}`;
    case "seen":
      return `${time}    ${text}`;
    case "unit":
      return `${time}    unit: ${text}`;
    case "cloud":
      return `${time}    cloud: ${text}`;
  }
}
