import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { askUnit } from "../../../firmware/control/client.ts";
import { LineReader } from "../../../firmware/control/line-reader.ts";
import { ControlServer, FolderTakenError } from "../../../firmware/control/server.ts";
import { silentLog } from "../../../hal/log.ts";

const folders: string[] = [];
const servers: ControlServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function folder(name = ""): string {
  const made = mkdtempSync(join(tmpdir(), "chargegate-control-"));
  folders.push(made);
  const inner = join(made, name);
  mkdirSync(inner, { recursive: true });
  return inner;
}

async function listen(at: string): Promise<ControlServer> {
  const server = await ControlServer.listen(
    at,
    async (request, progress) => {
      if (request.op === "withdraw") throw new Error("no");
      progress(1, 2);
      return { ok: request.op };
    },
    silentLog,
  );
  servers.push(server);
  return server;
}

/** Sends raw text, and answers the lines that come back until the server has said `lines` of them or hung up. */
function raw(at: string, text: string, lines: number): Promise<string[]> {
  return new Promise((resolve, reject) => {
    const socket = connect(join(at, "control.sock"));
    let heard = "";
    const end = () => {
      socket.destroy();
      resolve(heard.split("\n").filter((line) => line !== ""));
    };
    socket.on("error", reject);
    socket.on("data", (chunk: Buffer) => {
      heard += chunk.toString();
      if (heard.split("\n").length > lines) end();
    });
    socket.on("close", end);
    socket.write(text);
  });
}

describe("the control socket", () => {
  test("answers requests, tells progress, and is the owner's only", async () => {
    const at = folder();
    await listen(at);
    expect(statSync(join(at, "control.sock")).mode & 0o777).toBe(0o600);
    const told: number[] = [];
    expect(await askUnit(at, { op: "status" }, (done) => told.push(done))).toEqual({ ok: "status" });
    expect(told).toEqual([1]);
    expect(await askUnit(at, { op: "withdraw" })).toEqual({ error: { code: "FAILED", message: "no" } });
  });

  test("a folder deeper than a socket's path may be long works too", async () => {
    const at = folder(`${"d".repeat(60)}/${"e".repeat(60)}`);
    await listen(at);
    expect(await askUnit(at, { op: "status" })).toEqual({ ok: "status" });
  });

  test("nobody there: null; a second owner is refused; a socket that a killed unit left behind is not", async () => {
    const at = folder();
    expect(await askUnit(at, { op: "status" })).toBeNull();
    const first = await listen(at);
    await expect(listen(at)).rejects.toBeInstanceOf(FolderTakenError);
    await first.close();
    servers.length = 0;
    writeFileSync(join(at, "control.sock"), "");
    await listen(at);
    expect(await askUnit(at, { op: "status" })).toEqual({ ok: "status" });
  });

  test.each([
    "nonsense",
    "{}",
    '{"op":"fly"}',
    '{"op":"status","more":1}',
    '{"op":"journal","from":0,"limit":1}',
  ])("%s is refused, and the next request is answered", async (line) => {
    const at = folder();
    await listen(at);
    const [refused, , answered] = await raw(at, `${line}\n{"op":"status"}\n`, 3);
    expect(JSON.parse(refused ?? "")).toMatchObject({ error: { code: "BAD_REQUEST" } });
    expect(JSON.parse(answered ?? "")).toEqual({ ok: "status" });
  });
});

describe("lines of a stream", () => {
  test("come out whole however they are cut", () => {
    const reader = new LineReader(100);
    expect(reader.push(Buffer.from("on"))).toEqual([]);
    expect(reader.push(Buffer.from("e\ntwo\nth"))).toEqual(["one", "two"]);
    expect(reader.push(Buffer.from("ree\n"))).toEqual(["three"]);
  });

  test("beyond the limit end it, with an end or without one", () => {
    expect(new LineReader(4).push(Buffer.from("12345\n"))).toBeNull();
    expect(new LineReader(4).push(Buffer.from("12345"))).toBeNull();
    expect(new LineReader(4).push(Buffer.from("1234\n"))).toEqual(["1234"]);
  });
});
