import { execFileSync } from "node:child_process";
import { closeSync, constants, mkdtempSync, openSync, readFileSync, readSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { LineOutput } from "../../cli/line-output.ts";

const folder = mkdtempSync(join(tmpdir(), "chargegate-lines-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Reads what is there; empty when nothing is. */
function readNow(handle: number): string {
  const bytes = Buffer.alloc(65_536);
  try {
    return bytes.toString("utf8", 0, readSync(handle, bytes));
  } catch {
    return "";
  }
}

test("a pipe that nobody reads does not stop the writer, and nothing is lost once it is read", async () => {
  const path = join(folder, "fifo");
  execFileSync("mkfifo", [path]);
  const reader = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  const writer = openSync(path, constants.O_WRONLY);
  const output = new LineOutput(writer);
  for (let line = 0; line < 5_000; line++) output.write(`line ${line} ${"x".repeat(100)}`);
  let text = "";
  while (!text.includes("line 4999 ")) {
    text += readNow(reader);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  expect(text.match(/^line \d+/gm)).toHaveLength(5_000);
  expect(output.dropped).toBe(0);
  closeSync(reader);
  output.write("nobody is there any more");
  closeSync(writer);
});

test("what nobody ever reads is bounded", () => {
  const path = join(folder, "unread");
  execFileSync("mkfifo", [path]);
  const reader = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  const writer = openSync(path, constants.O_WRONLY);
  const output = new LineOutput(writer);
  for (let line = 0; line < 20_000; line++) output.write(`line ${line}`);
  expect(output.dropped).toBeGreaterThan(3_000);
  closeSync(reader);
  closeSync(writer);
});

test("a file gets every line at once", () => {
  const path = join(folder, "file");
  const handle = openSync(path, "w");
  const output = new LineOutput(handle);
  output.write("one");
  output.write("two\n");
  expect(readFileSync(path, "utf8")).toBe("one\ntwo\n");
  closeSync(handle);
});
