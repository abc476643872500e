import { once } from "node:events";
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SerialPort } from "serialport";
import { afterEach, describe, expect, test } from "vitest";
import { openPtyLine, type PtyLine, type PtyLineOptions } from "../../sim/pty-line.ts";

const lines: PtyLine[] = [];
const ports: SerialPort[] = [];

afterEach(async () => {
  for (const port of ports.splice(0)) {
    if (port.isOpen) await new Promise((done) => port.close(done));
  }
  for (const line of lines.splice(0)) line.close();
});

function lineWith(options?: PtyLineOptions): PtyLine {
  const line = openPtyLine(options);
  lines.push(line);
  return line;
}

async function portAt(path: string): Promise<SerialPort> {
  const port = new SerialPort({ path, baudRate: 115200, autoOpen: false });
  ports.push(port);
  await new Promise<void>((done, fail) => port.open((error) => (error ? fail(error) : done())));
  return port;
}

function linkName(): string {
  return join(mkdtempSync(join(tmpdir(), "pty-line-")), "tty");
}

/** Gathers bytes; `upTo(n)` settles when `n` have come. */
class Gathered {
  readonly #bytes: number[] = [];
  #wake = () => {};
  readonly add = (bytes: Uint8Array): void => {
    for (const byte of bytes) this.#bytes.push(byte);
    this.#wake();
  };

  async upTo(count: number): Promise<number[]> {
    const deadline = AbortSignal.timeout(5000);
    while (this.#bytes.length < count) {
      await new Promise<void>((wake, fail) => {
        this.#wake = wake;
        deadline.onabort = () => fail(new Error(`only ${this.#bytes.length} of ${count} bytes came`));
      });
    }
    return this.#bytes;
  }
}

const EVERY_BYTE = Uint8Array.from({ length: 256 }, (_, value) => value);

function openFiles(): number {
  return readdirSync("/proc/self/fd").length;
}

describe("a pty line", () => {
  test("carries all 256 byte values unchanged both ways", async () => {
    const line = lineWith();
    const received = new Gathered();
    line.onReceive(received.add);
    const port = await portAt(line.path);
    const host = new Gathered();
    port.on("data", host.add);
    line.wire.send(EVERY_BYTE);
    port.write(Buffer.from(EVERY_BYTE));
    expect(await host.upTo(256)).toEqual([...EVERY_BYTE]);
    expect(await received.upTo(256)).toEqual([...EVERY_BYTE]);
  });

  test("does not echo what it sent before any host opened it", async () => {
    const line = lineWith();
    const received = new Gathered();
    line.onReceive(received.add);
    line.wire.send(Buffer.from("$AB 00 8.2.3^1E\r"));
    const port = await portAt(line.path);
    port.write("x");
    expect(await received.upTo(1)).toEqual([0x78]);
  });

  test("carries bursts of 64 KiB both ways", async () => {
    const line = lineWith();
    const received = new Gathered();
    line.onReceive(received.add);
    const port = await portAt(line.path);
    const host = new Gathered();
    port.on("data", host.add);
    const burst = Uint8Array.from({ length: 65536 }, (_, index) => (index * 31 + (index >> 8)) & 0xff);
    line.wire.send(burst);
    port.write(Buffer.from(burst));
    expect(Buffer.from(await host.upTo(burst.length)).equals(burst)).toBe(true);
    expect(Buffer.from(await received.upTo(burst.length)).equals(burst)).toBe(true);
  });

  test("serves one host after another", async () => {
    const line = lineWith();
    const received = new Gathered();
    line.onReceive(received.add);
    const first = await portAt(line.path);
    first.write("1");
    await received.upTo(1);
    await new Promise((done) => first.close(done));
    const second = await portAt(line.path);
    second.write("2");
    expect(Buffer.from(await received.upTo(2)).toString()).toBe("12");
  });

  test("loses bytes rather than grow when nobody reads", async () => {
    const line = lineWith();
    const before = process.memoryUsage().arrayBuffers;
    const kilobyte = new Uint8Array(1024);
    for (let count = 0; count < 20_000; count++) {
      line.wire.send(kilobyte);
      if (count % 1000 === 0) await new Promise((done) => setImmediate(done));
    }
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(2_000_000);
  });

  test("gets fresh bytes through once somebody reads again", async () => {
    const line = lineWith();
    for (let count = 0; count < 200; count++) line.wire.send(new Uint8Array(1024));
    const port = await portAt(line.path);
    const fresh = new Promise<void>((done) => {
      port.on("data", (bytes: Uint8Array) => bytes.includes(0x21) && done());
    });
    const timer = setInterval(() => line.wire.send(Buffer.from("!")), 5);
    await fresh;
    clearInterval(timer);
  });

  test("stops telling a receiver that has left", async () => {
    const line = lineWith();
    const left = new Gathered();
    const stayed = new Gathered();
    line.onReceive(left.add)();
    line.onReceive(stayed.add);
    const port = await portAt(line.path);
    port.write("x");
    await stayed.upTo(1);
    expect(await left.upTo(0)).toEqual([]);
  });
});

describe("hanging up", () => {
  test("closes the host's port and takes the link away; restoring brings a line under the same link", async () => {
    const link = linkName();
    const line = lineWith({ link });
    const received = new Gathered();
    line.onReceive(received.add);
    expect(line.path).toBe(link);
    const port = await portAt(link);
    // serialport notices a hang-up only while it waits for bytes
    const before = new Gathered();
    port.on("data", before.add);
    line.wire.send(Buffer.from("up"));
    await before.upTo(2);
    await new Promise((done) => setTimeout(done, 20));
    const closed = once(port, "close");
    line.wire.hangUp();
    expect(existsSync(link)).toBe(false);
    await closed;
    await expect(portAt(link)).rejects.toThrow();
    line.wire.restore();
    const again = await portAt(link);
    const host = new Gathered();
    again.on("data", host.add);
    again.write("up");
    line.wire.send(Buffer.from("down"));
    expect(Buffer.from(await received.upTo(2)).toString()).toBe("up");
    expect(Buffer.from(await host.upTo(4)).toString()).toBe("down");
  });

  test("tells the new path of a line without a link, if it is another", () => {
    const paths: string[] = [];
    const line = lineWith({ onPathChange: (path) => paths.push(path) });
    const before = line.path;
    line.wire.hangUp();
    // takes the number that has just become free
    lineWith();
    line.wire.restore();
    expect(line.path).not.toBe(before);
    expect(paths).toEqual([line.path]);
  });

  test("leaks no file over many hang-ups", async () => {
    const link = linkName();
    const line = lineWith({ link });
    const settled = async () => {
      for (let turn = 0; turn < 5; turn++) await new Promise((done) => setImmediate(done));
      return openFiles();
    };
    const before = await settled();
    for (let count = 0; count < 100; count++) {
      line.wire.hangUp();
      line.wire.restore();
    }
    expect(await settled()).toBe(before);
    line.close();
    expect(await settled()).toBeLessThan(before);
  });

  test("is harmless twice, as is restoring; sending meanwhile is lost", async () => {
    const line = lineWith({ link: linkName() });
    line.wire.hangUp();
    line.wire.hangUp();
    line.wire.send(Buffer.from("lost"));
    line.wire.restore();
    line.wire.restore();
    const port = await portAt(line.path);
    const host = new Gathered();
    port.on("data", host.add);
    line.wire.send(Buffer.from("kept"));
    expect(Buffer.from(await host.upTo(4)).toString()).toBe("kept");
  });

  test("cannot be undone after closing", () => {
    const link = linkName();
    const line = lineWith({ link });
    line.close();
    line.wire.restore();
    expect(existsSync(link)).toBe(false);
    line.close();
  });
});

describe("the link", () => {
  test("replaces a symlink, dangling or not, and is gone after closing", () => {
    const link = linkName();
    symlinkSync("/dev/pts/nowhere", link);
    const line = lineWith({ link });
    expect(readlinkSync(link)).toMatch(/^\/dev\/pts\/\d+$/);
    line.close();
    expect(existsSync(link)).toBe(false);
  });

  test("is refused where a file stands, which stays", () => {
    const link = linkName();
    writeFileSync(link, "precious");
    const before = openFiles();
    expect(() => openPtyLine({ link })).toThrow(`${link} exists and is not a symlink`);
    expect(readFileSync(link, "utf8")).toBe("precious");
    expect(openFiles()).toBe(before);
  });

  test("cannot be made in a folder that is not there", () => {
    expect(() => openPtyLine({ link: "/nowhere/at/all" })).toThrow("ENOENT");
  });

  test("stays when another line has taken it over", () => {
    const link = linkName();
    const first = lineWith({ link });
    lineWith({ link });
    const target = readlinkSync(link);
    first.close();
    expect(readlinkSync(link)).toBe(target);
  });
});
