import { randomBytes } from "node:crypto";
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openKeyring } from "../../../firmware/credential/keys-file.ts";

let folder: string;

beforeEach(async () => {
  folder = join(await mkdtemp(join(tmpdir(), "chargegate-keys-")), "data");
});

afterEach(async () => {
  await rm(join(folder, ".."), { recursive: true });
});

const open = () => openKeyring({ folder, random: randomBytes, cost: { N: 2, r: 1, p: 1 } });

describe("the unit's keys", () => {
  test("A6: are made at the first start, for their owner alone, and stay", async () => {
    const first = await open();
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
    expect((await stat(join(folder, "keys"))).mode & 0o777).toBe(0o600);
    expect(await readFile(join(folder, "keys"))).toHaveLength(32);
    expect(await readdir(folder)).toEqual(["keys"]);
    expect((await open()).fingerprint).toBe(first.fingerprint);
  });

  test("A6: a file left half made by a cut of power does no harm", async () => {
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, "keys.new"), "half", { mode: 0o644 });
    await open();
    expect((await stat(join(folder, "keys"))).mode & 0o777).toBe(0o600);
  });

  test.each([0o640, 0o604, 0o620, 0o666])(
    "are refused when others can use the file (mode %o)",
    async (mode) => {
      await open();
      await chmod(join(folder, "keys"), mode);
      await expect(open()).rejects.toMatchObject({
        code: "KEYS_OPEN_TO_OTHERS",
        message: expect.stringContaining("chmod 600"),
      });
    },
  );

  test.each([0, 31, 33, 64])("are refused when the file has %i bytes", async (length) => {
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, "keys"), Buffer.alloc(length), { mode: 0o600 });
    await expect(open()).rejects.toMatchObject({
      code: "KEYS_DAMAGED",
      message: expect.stringContaining("put it back from a backup"),
    });
    expect(await readFile(join(folder, "keys"))).toHaveLength(length);
  });

  test("A6: are never made anew where lists exist", async () => {
    await open();
    await mkdir(join(folder, "store"));
    await writeFile(join(folder, "store", "data.mdb"), "");
    await rm(join(folder, "keys"));
    await expect(open()).rejects.toMatchObject({ code: "KEYS_MISSING" });
    expect(await readdir(folder)).toEqual(["store"]);
  });

  test("a folder in the file's place is an error with a next step", async () => {
    await mkdir(join(folder, "keys"), { recursive: true });
    await expect(open()).rejects.toMatchObject({ name: "KeyringError" });
  });
});
