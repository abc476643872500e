import { readdirSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import type { ByteLink } from "../../../hal/link.ts";
import { linkOfPath } from "../../../hal/serial/open-path.ts";
import { openPtyLine, type PtyLine } from "../../../sim/pty-line.ts";

const link = join(tmpdir(), `chargegate-link-${process.pid}`);
let line: PtyLine | undefined;
afterEach(() => {
  line?.close();
  line = undefined;
});

/** Resolves with what `poll` gives once it gives something; the test's own deadline bounds it. */
async function until<T>(poll: () => T | undefined | false | null): Promise<T> {
  for (;;) {
    const got = poll();
    if (got) return got;
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}

interface Host {
  readonly link: ByteLink;
  readonly got: number[];
  readonly lost: string[];
}

async function host(path: string): Promise<Host> {
  const got: number[] = [];
  const lost: string[] = [];
  const opened = await linkOfPath(
    path,
    115_200,
  )({ data: (bytes) => got.push(...bytes), lost: (why) => lost.push(why) });
  return { link: opened, got, lost };
}

test("F1: all 256 byte values pass both ways unchanged", async () => {
  line = openPtyLine({ link });
  const received: number[] = [];
  line.onReceive((bytes) => received.push(...bytes));
  const { link: port, got } = await host(link);
  const all = Uint8Array.from({ length: 256 }, (_, value) => value);
  port.write(all);
  line.wire.send(all);
  await until(() => received.length === 256 && got.length === 256);
  expect(received).toEqual([...all]);
  expect(got).toEqual([...all]);
  await port.close();
});

test("F1: a line that hangs up is lost once, with an idle process, and can be opened again when it is back", async () => {
  line = openPtyLine({ link });
  for (let time = 0; time < 5; time++) {
    const { link: port, lost } = await host(link);
    line.wire.hangUp();
    await until(() => lost.length > 0);
    port.write(Uint8Array.of(1));
    const before = process.cpuUsage();
    await new Promise((resolve) => setTimeout(resolve, 100));
    const used = process.cpuUsage(before);
    expect(used.user + used.system).toBeLessThan(60_000);
    expect(lost).toHaveLength(1);
    await expect(host(link)).rejects.toThrow();
    line.wire.restore();
  }
});

test("F1: hang-ups while bytes are flowing are noticed too, and no handle is left behind", async () => {
  line = openPtyLine({ link });
  const before = readdirSync("/proc/self/fd").length;
  for (let time = 0; time < 20; time++) {
    const { link: port, lost, got } = await host(link);
    line.wire.send(new Uint8Array(2_000));
    await until(() => got.length > 0);
    line.wire.send(new Uint8Array(2_000));
    line.wire.hangUp();
    await until(() => lost.length > 0);
    await port.close();
    line.wire.restore();
  }
  await until(() => readdirSync("/proc/self/fd").length <= before + 1);
});

test("a second user of the same device is refused", async () => {
  line = openPtyLine({ link });
  const { link: port } = await host(link);
  await expect(host(link)).rejects.toThrow(/lock/i);
  await port.close();
  const again = await host(link);
  await again.link.close();
});

test("tcp://host:port carries the same bytes, and is lost when the other end goes", async () => {
  const received: number[] = [];
  const server = createServer((socket) => {
    socket.on("data", (bytes) => {
      received.push(...bytes);
      socket.write(bytes);
      socket.end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  const { link: tcp, got, lost } = await host(`tcp://127.0.0.1:${port}`);
  tcp.write(Uint8Array.of(0, 255));
  await until(() => lost.length > 0);
  expect(got).toEqual([0, 255]);
  server.close();
});

test.each(["tcp://", "tcp://host", "tcp://host:0", "tcp://host:70000", "tcp:host:1"])(
  "%s is no path",
  (path) => {
    expect(() => linkOfPath(path, 115_200)).toThrow(/expected tcp:\/\/host:port/);
  },
);
