import reports from "junit-report-builder";
import { account, failureLine, PLAIN } from "./report.ts";
import type { ScenarioResult } from "./run-scenario.ts";
import type { RunResult } from "./run-scenarios.ts";

/** The results as JUnit's XML: a suite for each file, with the virtual time and the requirements as properties. */
export function junitXml({ results }: RunResult): string {
  // Its types promise a `default`; of a CommonJS package Node hands out what it exports, the builder itself.
  const builder = (reports as unknown as typeof reports.default).newBuilder();
  const files = new Map<string, ScenarioResult[]>();
  for (const result of results)
    files.set(result.scenario.file, [...(files.get(result.scenario.file) ?? []), result]);
  for (const [file, ofFile] of files) {
    const suite = builder.testSuite().name(file);
    for (const result of ofFile) {
      const { scenario, failure, notRun, virtualMs, wallMs } = result;
      const test = suite
        .testCase()
        .className(file.replace(/\.ya?ml$/i, ""))
        .name(scenario.name)
        .file(file)
        .time(wallMs / 1_000);
      test.property("virtual seconds", String(virtualMs / 1_000));
      if (scenario.covers.length > 0) test.property("covers", scenario.covers.join(", "));
      if (notRun.length > 0)
        test.standardOutput(`not run, for want of a person: line ${notRun.join(", line ")}`);
      if (failure) test.failure(failureLine(result), failure.kind).stacktrace(account(result, PLAIN, true));
    }
  }
  return builder.build();
}
