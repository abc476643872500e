import { z } from "zod";
import { askUnit } from "../../firmware/control/client.ts";
import { openContactor } from "../../hal/board/openevse/open-contactor.ts";
import { boardLinks } from "../drivers.ts";
import { EXIT } from "../exit-codes.ts";
import { loadUnitConfig } from "../load-config.ts";
import { systemClock } from "../system-clock.ts";

const withdrawn = z.object({ notOpen: z.array(z.number()) });

/**
 * `chargegate withdraw [--if-dead]`: opens every contactor and exits. A unit that still runs does it itself, ending its sessions;
 * otherwise the boards are spoken to directly.
 */
export async function withdraw(configFile: string, onlyIfDead: boolean): Promise<void> {
  const config = loadUnitConfig(configFile);
  if (onlyIfDead && (await isAlive(config.data))) {
    process.stdout.write("a unit is running: nothing to do\n");
    process.exit(EXIT.ok);
  }
  const notOpen = (onlyIfDead ? null : await askRunning(config.data)) ?? (await openAll());
  // Whatever is still waiting for a device or a hung unit has had its time.
  if (notOpen.length === 0) process.exit(EXIT.ok);
  process.stderr.write(
    `not known to be open: connector ${notOpen.join(", ")}; switch the charger off at its breaker\n`,
  );
  process.exit(EXIT.notOpen);

  async function openAll(): Promise<number[]> {
    const results = await Promise.all(
      boardLinks(config).map(async ({ connector, open }) => ({
        connector,
        result: await openContactor(open, systemClock),
      })),
    );
    for (const { connector, result } of results) {
      const text = result.opened ? `open (${result.how})` : `NOT KNOWN TO BE OPEN: ${result.why}`;
      process.stdout.write(`connector ${connector}: ${text}\n`);
    }
    return results.filter(({ result }) => !result.opened).map(({ connector }) => connector);
  }
}

/** Null when no unit runs, or it does not answer as it should: then the boards are opened without it. */
async function askRunning(folder: string): Promise<number[] | null> {
  try {
    const answer = await within(askUnit(folder, { op: "withdraw" }), 10_000);
    if (!answer || !("ok" in answer)) return null;
    process.stdout.write("the running unit has withdrawn its boards\n");
    return withdrawn.parse(answer.ok).notOpen;
  } catch {
    return null;
  }
}

async function isAlive(folder: string): Promise<boolean> {
  try {
    return (await within(askUnit(folder, { op: "status" }), 2_000)) !== null;
  } catch {
    return false;
  }
}

function within<T>(promise: Promise<T>, ms: number): Promise<T | null> {
  return Promise.race([promise, new Promise<null>((resolve) => setTimeout(() => resolve(null), ms).unref())]);
}
