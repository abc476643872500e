import { readFileSync } from "node:fs";
import { BuiltPackage } from "./built.ts";
import { wait } from "./figures.ts";
import { TapRig } from "./rig.ts";

/** Processor time and memory of a unit at rest, as installed, its reader and board connected; without and with its page. */
export async function benchIdle(seconds: number): Promise<void> {
  const built = new BuiltPackage();
  for (const web of [false, true]) {
    const rig = await new TapRig(null, { web, cli: built.cli }).start();
    await wait(5_000);
    const before = processorMs(rig.pid);
    await wait(seconds * 1_000);
    const share = (processorMs(rig.pid) - before) / (seconds * 10);
    const resident = residentBytes(rig.pid);
    await rig.stop();
    process.stdout.write(
      `idle unit ${web ? "with" : "without"} its page: ${share.toFixed(2)} % of one core, ${(resident / 1e6).toFixed(1)} MB resident\n`,
    );
  }
  built.remove();
}

/** Resident memory of a process (proc(5): its kB are 1024 bytes; what stands in `status` is not exact). */
function residentBytes(pid: number): number {
  const kib = /^Rss:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, "utf8"))?.[1];
  return Number(kib) * 1024;
}

/** User and system time of a process (proc(5)), milliseconds. */
function processorMs(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11]) + Number(fields[12])) * 10;
}
