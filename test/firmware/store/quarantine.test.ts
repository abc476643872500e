import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { Quarantine } from "../../../firmware/store/quarantine.ts";
import { dataFolder } from "./on-disk.ts";
import { stillClock } from "./still-clock.ts";

describe("what is set aside", () => {
  test("A6: is a copy of each damaged value, once, with its reason in the log", async () => {
    const { folder, log, logged } = dataFolder();
    const quarantine = new Quarantine({ folder, clock: stillClock, log });
    const bytes = Buffer.from("some bytes");
    quarantine.keepValue("local-users/01aa", bytes, "checksum");
    bytes.fill(0);
    quarantine.keepValue("local-users/01aa", bytes, "checksum");
    await quarantine.settled();
    const names = await readdir(join(folder, "quarantine"));
    expect(names).toEqual(["2027-01-15T08-00-00-000Z-local-users-value"]);
    expect(await readFile(join(folder, "quarantine", names[0] ?? ""), "utf8")).toBe("some bytes");
    expect(logged).toHaveLength(1);
    expect(logged[0]).toContain("checksum");
    // A digest is no secret, but nothing to be read out either.
    expect(logged[0]).not.toContain("01aa");
  });

  test("A6: does not fill a dying disk", async () => {
    const { folder, log, logged } = dataFolder();
    const quarantine = new Quarantine({ folder, clock: stillClock, log });
    for (let index = 0; index < 150; index += 1)
      quarantine.keepValue(`journal/${index}`, Buffer.from("x"), "checksum");
    await quarantine.settled();
    expect(await readdir(join(folder, "quarantine"))).toHaveLength(100);
    expect(quarantine.damaged).toBe(150);
    expect(logged).toHaveLength(150);
  });

  test("A6: a disk that cannot be written makes no failure of a lookup", async () => {
    const { folder, log, logged } = dataFolder();
    await writeFile(join(folder, "quarantine"), "a file where the folder should be");
    const quarantine = new Quarantine({ folder, clock: stillClock, log });
    quarantine.keepValue("journal/1", Buffer.from("x"), "checksum");
    await quarantine.settled();
    expect(logged).toEqual([expect.stringContaining("could not be copied")]);
  });
});
