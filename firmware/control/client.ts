import { connect } from "node:net";
import { LineReader } from "./line-reader.ts";
import { type ControlAnswer, type ControlRequest, controlAnswer, LINE_LIMIT } from "./message.ts";
import { withSocketPath } from "./socket-path.ts";

/**
 * Asks the unit that runs on a data folder.
 *
 * @param signal aborting it gives up waiting for the answer
 * @returns its last answer, or null when no unit runs there
 * @throws Error when the unit goes away before it has answered, or answers nonsense; the signal's reason
 */
export function askUnit(
  folder: string,
  request: ControlRequest,
  progress: (done: number, total: number) => void = () => {},
  signal?: AbortSignal,
): Promise<Exclude<ControlAnswer, { progress: unknown }> | null> {
  return askOwner(folder, request, progress, signal);
}

/** The same of whatever owns a data folder (`ControlServer.listenAs`). */
export function askOwner(
  folder: string,
  request: { readonly op: string },
  progress: (done: number, total: number) => void = () => {},
  signal?: AbortSignal,
): Promise<Exclude<ControlAnswer, { progress: unknown }> | null> {
  return withSocketPath(
    folder,
    (path) =>
      new Promise((resolve, reject) => {
        const socket = connect(path);
        const lines = new LineReader(LINE_LIMIT);
        let connected = false;
        signal?.addEventListener("abort", () => {
          reject(signal.reason);
          socket.destroy();
        });
        socket.on("connect", () => {
          connected = true;
          socket.write(`${JSON.stringify(request)}\n`);
        });
        socket.on("error", (error) => {
          if (connected) reject(error);
          else resolve(null);
        });
        socket.on("close", () => reject(new Error("the unit went away before it had answered")));
        socket.on("data", (chunk) => {
          for (const line of lines.push(chunk) ?? []) {
            const answer = parse(line);
            if (answer && "progress" in answer) {
              progress(answer.progress.done, answer.progress.total);
              continue;
            }
            if (answer) resolve(answer);
            else reject(new Error("the unit's answer was not understood; are both of the same version?"));
            socket.destroy();
          }
        });
      }),
  );
}

function parse(line: string): ControlAnswer | null {
  try {
    const result = controlAnswer.safeParse(JSON.parse(line));
    return result.success ? result.data : null;
  } catch {
    return null;
  }
}
