import { chmodSync, rmSync } from "node:fs";
import { connect, createServer, type Server, type Socket } from "node:net";
import type { z } from "zod";
import type { Log } from "../../hal/log.ts";
import { LineReader } from "./line-reader.ts";
import { type ControlAnswer, type ControlRequest, controlRequest, LINE_LIMIT } from "./message.ts";
import { withSocketPath } from "./socket-path.ts";

/** Answers one request; may tell progress meanwhile. */
export type Answer<Request = ControlRequest> = (
  request: Request,
  progress: (done: number, total: number) => void,
) => Promise<ControlAnswer>;

/** What owns a data folder, and what it is asked. */
export interface Controlled<Request> {
  /** For messages: `unit`. */
  readonly what: string;
  readonly requests: z.ZodType<Request>;
}

const UNIT: Controlled<ControlRequest> = { what: "unit", requests: controlRequest };

/** Another process of the kind owns the data folder. */
export class FolderTakenError extends Error {
  constructor(folder: string, what: string) {
    super(
      `another ${what} is running on ${folder}: stop it first, or give this one a data folder of its own`,
    );
    this.name = "FolderTakenError";
  }
}

/**
 * The unit's control socket, `<data>/control.sock`, for the owner of the folder only (mode 0600). Holding it is owning
 * the folder: a second unit finds it answering.
 */
export class ControlServer {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  readonly #log: Log;

  private constructor(server: Server, log: Log) {
    this.#server = server;
    this.#log = log;
  }

  /** @throws FolderTakenError */
  static listen(folder: string, answer: Answer, log: Log): Promise<ControlServer> {
    return ControlServer.listenAs(UNIT, folder, answer, log);
  }

  /** The same for what is no unit. @throws FolderTakenError */
  static async listenAs<Request extends { readonly op: string }>(
    { what, requests }: Controlled<Request>,
    folder: string,
    answer: Answer<Request>,
    log: Log,
  ): Promise<ControlServer> {
    const server = createServer({ allowHalfOpen: true });
    const control = new ControlServer(server, log);
    const reply = (line: string, send: (line: ControlAnswer) => void) =>
      control.#answer(parse(line, requests), answer, send);
    server.on("connection", (socket) => control.#serve(socket, reply));
    await withSocketPath(folder, async (path) => {
      if (await answers(path)) throw new FolderTakenError(folder, what);
      rmSync(path, { force: true });
      const mask = process.umask(0o177);
      try {
        await new Promise<void>((resolve, reject) => {
          server.once("error", reject);
          server.listen(path, resolve);
        });
      } finally {
        process.umask(mask);
      }
      chmodSync(path, 0o600);
    });
    return control;
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }

  #serve(socket: Socket, reply: (line: string, send: (line: ControlAnswer) => void) => Promise<void>): void {
    this.#sockets.add(socket);
    const lines = new LineReader(LINE_LIMIT);
    const send = (line: ControlAnswer) => {
      if (!socket.destroyed) socket.write(`${JSON.stringify(line)}\n`);
    };
    let turn = Promise.resolve();
    socket.on("close", () => this.#sockets.delete(socket));
    socket.on("error", () => socket.destroy());
    // A client that has said all it has to say still gets its answers.
    socket.on("end", () => void turn.finally(() => socket.end()));
    socket.on("data", (chunk) => {
      const complete = lines.push(chunk);
      if (complete === null) {
        send({ error: { code: "TOO_LARGE", message: `a request has at most ${LINE_LIMIT} bytes` } });
        socket.end();
        return;
      }
      for (const line of complete) {
        turn = turn.then(() => reply(line, send));
      }
    });
  }

  async #answer<Request extends { readonly op: string }>(
    request: Request | null,
    answer: Answer<Request>,
    send: (line: ControlAnswer) => void,
  ): Promise<void> {
    if (!request) {
      send({ error: { code: "BAD_REQUEST", message: "expected a request of docs/control-socket.md" } });
      return;
    }
    try {
      send(await answer(request, (done, total) => send({ progress: { done, total } })));
    } catch (error) {
      this.#log.error("a control request failed", { op: request.op, error: String(error) });
      send({ error: { code: "FAILED", message: error instanceof Error ? error.message : String(error) } });
    }
  }
}

function parse<Request>(line: string, requests: z.ZodType<Request>): Request | null {
  try {
    const result = requests.safeParse(JSON.parse(line));
    return result.success ? result.data : null;
  } catch {
    return null;
  }
}

/** Whether somebody listens there; a socket left behind by a killed unit refuses. */
function answers(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path);
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });
}
