import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { accessSync, chownSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { OpenDatabase } from "../../cloud/database/database.ts";
import { openPostgres } from "../../cloud/database/open-postgres.ts";
import { keptLog, realClock } from "../cloud/parts.ts";

/** Waiting ends, milliseconds. */
const DEADLINE = 30_000;
/** Where Debian has its programs, version by version; none of it is on the path. */
const DEBIAN = "/usr/lib/postgresql";

/** Debian's PostgreSQL as a process of its own, in a folder of its own. */
export class PostgresServer {
  readonly url: string;
  readonly #folder: string;
  readonly #process: ChildProcess;

  private constructor(url: string, folder: string, server: ChildProcess) {
    this.url = url;
    this.#folder = folder;
    this.#process = server;
  }

  /** Whether it is not installed: its tests are skipped with a visible line then, but never in CI. */
  static missing(): boolean {
    if (programs() !== null || process.env["CI"] === "true") return false;
    process.stderr.write("SKIPPED here, not in CI: tests that need postgresql (see .ci/run)\n");
    return true;
  }

  static async start(): Promise<PostgresServer> {
    const bin = programs();
    if (bin === null) throw new Error(`expected PostgreSQL in ${DEBIAN}`);
    const folder = mkdtempSync(join(tmpdir(), "chargegate-postgres-"));
    // It refuses to run as root.
    const as = process.getuid?.() === 0 ? { uid: idOf("-u"), gid: idOf("-g") } : {};
    if (as.uid !== undefined) chownSync(folder, as.uid, as.gid);
    const data = join(folder, "data");
    const options = { ...as, cwd: folder, stdio: "ignore" } as const;
    execFileSync(
      join(bin, "initdb"),
      ["-D", data, "-U", "chargegate", "-A", "trust", "-E", "UTF8", "-N"],
      options,
    );
    const port = await freePort();
    const settings = ["listen_addresses=127.0.0.1", `unix_socket_directories=${folder}`, "fsync=off"];
    const server = spawn(
      join(bin, "postgres"),
      ["-D", data, "-p", String(port), ...settings.flatMap((setting) => ["-c", setting])],
      options,
    );
    return new PostgresServer(`postgres://chargegate@127.0.0.1:${port}/postgres`, folder, server);
  }

  /** The cloud's database on it; waits until it answers. */
  async open(): Promise<OpenDatabase> {
    const end = Date.now() + DEADLINE;
    for (;;) {
      try {
        return await openPostgres({ url: this.url, clock: realClock, log: keptLog() });
      } catch (error) {
        if (Date.now() > end) throw error;
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    }
  }

  async stop(): Promise<void> {
    const ended = new Promise((resolve) => this.#process.once("exit", resolve));
    this.#process.kill("SIGINT");
    await ended;
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** The folder of the newest version; null: there is none. */
function programs(): string | null {
  try {
    const [newest] = readdirSync(DEBIAN).toSorted((one, other) => Number(other) - Number(one));
    const bin = join(DEBIAN, newest ?? "", "bin");
    accessSync(join(bin, "initdb"));
    return bin;
  } catch {
    return null;
  }
}

function idOf(which: "-u" | "-g"): number {
  return Number(execFileSync("id", [which, "postgres"], { encoding: "utf8" }));
}

/** A port that nobody listens on. */
function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => (typeof address === "object" && address ? resolve(address.port) : reject()));
    });
  });
}
