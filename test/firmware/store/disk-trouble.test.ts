import { execFile } from "node:child_process";
import { chmod, chown, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { dataFolder, openStore } from "./on-disk.ts";

const run = promisify(execFile);
const script = fileURLToPath(new URL("./disk-trouble.ts", import.meta.url));
const isRoot = process.getuid?.() === 0;
/** Root may write everywhere, so these tests must not be root. */
const nobody = isRoot ? { uid: 65534, gid: 65534 } : {};
const hasPrlimit = await run("prlimit", ["--version"]).then(
  () => true,
  () => false,
);

const times = z.object({ times: z.number() }).transform((counted) => counted.times);
const counts = z.object({ starts: times, small: times });

async function inTrouble(trouble: string, folder: string): Promise<unknown> {
  // Half-kilobyte blocks: a file may grow to 4 MiB, which is all the disk there is for the store.
  const command = 'ulimit -S -f 8192; exec "$0" --import tsx "$@"';
  const how = trouble === "full" ? {} : { ...nobody, env: { ...process.env, HOME: "/nonexistent" } };
  const { stdout } = await run("sh", ["-c", command, process.execPath, script, trouble, folder], how);
  return JSON.parse(stdout);
}

describe("a full disk", () => {
  test.runIf(hasPrlimit)(
    "A6: is named, costs nothing that was acknowledged, lets sessions end, and is over when there is room",
    async () => {
      const { folder } = dataFolder();
      const result = await inTrouble("full", folder);
      const { starts, small } = counts.parse(result);
      expect(starts).toBeGreaterThan(100);
      expect(result).toEqual({
        starts: { times: starts, code: "STORE_FULL" },
        small: { times: small, code: "STORE_FULL" },
        users: "STORE_FULL",
        list: "STORE_FULL",
        ends: ["done", "STORE_FULL"],
        found: { cloud: null, local: null },
        // A hundred ends were recorded besides.
        kept: starts + small + 100,
        after: "done",
        listAfter: "done",
      });
    },
  );
});

describe("a disk that cannot be written", () => {
  test("A6: is named when the store is opened", async () => {
    const place = dataFolder();
    const { store } = await openStore(place);
    await store.close();
    await chmod(place.folder, 0o555);
    await chmod(join(place.folder, "store"), 0o555);
    await chmod(join(place.folder, "store", "data.mdb"), 0o444);
    await chmod(join(place.folder, "store", "lock.mdb"), 0o444);
    expect(await inTrouble("readonly", place.folder)).toEqual({ open: "STORE_READONLY" });
  });

  test("A6: is named when it becomes so in mid-run, reads go on, and it is over when it can be written", async () => {
    const place = dataFolder();
    await chmod(place.folder, 0o755);
    const folder = join(place.folder, "data");
    await mkdir(folder);
    if (nobody.uid !== undefined) await chown(folder, nobody.uid, nobody.gid);
    expect(await inTrouble("readonly-later", folder)).toEqual({
      refused: "STORE_READONLY",
      found: { cloud: null, local: null },
      after: "done",
      alive: 2,
    });
  });
});
