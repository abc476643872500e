import { askUnit } from "../../firmware/control/client.ts";
import { type Health, type HealthCheck, health, healthText } from "../../firmware/health.ts";
import { CommandError, EXIT } from "../exit-codes.ts";
import { loadUnitConfig } from "../load-config.ts";
import { systemClock } from "../system-clock.ts";

/** A unit that has not answered by then hangs, milliseconds. */
const PATIENCE = 5_000;

/** `chargegate healthcheck`: what is not in order with the running unit, and an exit code for whoever supervises it. */
export async function healthcheck(configFile: string, json: boolean): Promise<void> {
  const { data } = loadUnitConfig(configFile);
  const { status, checks } = await ask(data, configFile);
  process.stdout.write(json ? `${JSON.stringify({ status, checks })}\n` : text({ status, checks }));
  process.exitCode = status === "failing" ? EXIT.failed : EXIT.ok;
}

/** @throws CommandError when no unit has told how it is */
async function ask(data: string, configFile: string): Promise<Health> {
  const late = new AbortController();
  const cancel = systemClock.after(PATIENCE, () => late.abort());
  try {
    const answer = await askUnit(data, { op: "health" }, () => {}, late.signal);
    if (answer && "ok" in answer) return health.parse(answer.ok);
    throw new CommandError(
      EXIT.failed,
      answer
        ? `the unit does not tell how it is: ${answer.error.message}`
        : `no unit is running on ${data}: start it with \`chargegate run --config ${configFile}\``,
    );
  } catch (error) {
    if (error instanceof CommandError) throw error;
    const why = late.signal.aborted
      ? `does not answer within ${PATIENCE / 1000} s`
      : "went away or answered nonsense";
    throw new CommandError(
      EXIT.failed,
      `the unit on ${data} ${why}: end it, and start it with \`chargegate run --config ${configFile}\``,
    );
  } finally {
    cancel();
  }
}

function text({ status, checks }: Health): string {
  const wrong = checks.filter((check) => check.status !== "ok");
  const lines = wrong.map((check) => `${check.status}: ${nameOf(check)}: ${healthText(check.code)}\n`);
  const summary = wrong.length === 0 ? "all is in order" : `${wrong.length} of ${checks.length} checks`;
  return `${lines.join("")}${status}: ${summary}\n`;
}

function nameOf({ name, id }: HealthCheck): string {
  return id === undefined ? name : `${name} ${id}`;
}
