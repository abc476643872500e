import { rmSync, writeFileSync } from "node:fs";
import cliProgress from "cli-progress";
import { junitXml } from "../../sim/bench/junit.ts";
import { account, COLOURED, failureLine, PLAIN, resultLine, summary } from "../../sim/bench/report.ts";
import type { ScenarioResult } from "../../sim/bench/run-scenario.ts";
import { type RunResult, runScenarios } from "../../sim/bench/run-scenarios.ts";
import { CommandError, EXIT } from "../exit-codes.ts";

/** Fewer scenarios are over before a bar can be read. */
const WORTH_A_BAR = 30;

export interface BenchOptions {
  readonly junit?: string;
  readonly rig?: string;
  readonly filter?: string;
  readonly verbose: boolean;
}

/** `chargegate bench`: scenarios on simulated units; leaves with 1 when one has failed, with 2 when one cannot be run. */
export async function bench(files: readonly string[], options: BenchOptions): Promise<void> {
  if (options.rig !== undefined)
    throw new CommandError(
      EXIT.usage,
      "--rig: not in this version: scenarios run on simulated units; leave --rig away",
    );
  // What an earlier run has written must not pass for this one's.
  if (options.junit !== undefined) rmSync(options.junit, { force: true });
  const style = process.stdout.isTTY ? COLOURED : PLAIN;
  const bar = new cliProgress.SingleBar({
    format: "{bar} {value}/{total} scenarios",
    stream: process.stderr,
    clearOnComplete: true,
  });
  const waiting: ScenarioResult[] = [];
  let drawn = false;
  const print = (result: ScenarioResult) => process.stdout.write(`${resultLine(result, style)}\n`);
  const run = await runScenarios(files, {
    ...(options.filter !== undefined && { filter: options.filter }),
    onBegin: ({ length }) => {
      drawn = process.stderr.isTTY && length >= WORTH_A_BAR;
      if (drawn) bar.start(length, 0);
    },
    onResult: (result) => {
      if (!drawn) {
        print(result);
        return;
      }
      waiting.push(result);
      bar.update(waiting.length);
    },
  });
  if (drawn) bar.stop();
  if (run.problems.length > 0) throw new CommandError(EXIT.usage, run.problems.join("\n"));
  for (const result of waiting) print(result);
  const failed = run.results.filter(({ failure }) => failure !== null);
  for (const [index, result] of failed.entries()) {
    const whole = index === 0 || options.verbose;
    process.stdout.write(
      whole ? `\n${account(result, style, options.verbose)}\n` : `\n${failureLine(result)}\n`,
    );
  }
  process.stdout.write(`\n${summary(run, style)}\n`);
  if (options.junit !== undefined) writeJunit(options.junit, run);
  process.exitCode = failed.length > 0 ? EXIT.failed : EXIT.ok;
}

function writeJunit(file: string, run: RunResult): void {
  try {
    writeFileSync(file, junitXml(run));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new CommandError(EXIT.usage, `--junit ${file}: cannot be written (${why})`);
  }
}
