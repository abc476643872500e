import type { SSEStreamingApi } from "hono/streaming";
import type { HtmlEscapedString } from "hono/utils/html";

/** What a page shows and what changes by itself. */
export interface Watched {
  /** Told of every change, until what it answers is called. */
  readonly watch: (changed: () => void) => () => void;
  /** The regions as they are now: their HTML by the id of their element. */
  readonly render: () => ReadonlyMap<string, string> | Promise<ReadonlyMap<string, string>>;
}

/** Milliseconds. */
export interface Pace {
  /** Between two tellings, at least. */
  readonly between: number;
  /** Without a change, until a heartbeat. */
  readonly heartbeat: number;
  /** Until a browser that reads nothing of what it is told is taken for gone. */
  readonly patience: number;
}

export const PACE: Pace = { between: 50, heartbeat: 15_000, patience: 30_000 };

/**
 * Tells one browser of every change, until it goes away or reads no more: at first all regions, then those whose HTML is another. A
 * browser that reads slowly gets fewer, newer tellings.
 */
export async function tellChanges(
  stream: SSEStreamingApi,
  { watch, render }: Watched,
  pace: Pace,
): Promise<void> {
  const told = new Map<string, string>();
  const bell = new Bell();
  const unwatch = watch(() => bell.ring());
  stream.onAbort(() => bell.ring());
  const tell = async (event: string, data: string): Promise<void> => {
    // A write waits for whoever reads, and without one for ever, unless it is aborted.
    const timer = setTimeout(() => stream.abort(), pace.patience);
    await stream.writeSSE({ event, data });
    clearTimeout(timer);
  };
  try {
    while (!stream.aborted && !stream.closed) {
      for (const [id, html] of await render()) {
        if (told.get(id) === html) continue;
        told.set(id, html);
        await tell("region", JSON.stringify({ id, html }));
        if (stream.aborted) return;
      }
      await stream.sleep(pace.between);
      if (stream.aborted) break;
      if (!(await bell.rung(pace.heartbeat))) await tell("alive", "");
    }
  } finally {
    unwatch();
  }
}

/** What a component renders to at once. */
export function htmlOf(rendered: HtmlEscapedString | Promise<HtmlEscapedString>): string {
  if (rendered instanceof Promise) throw new TypeError("a region was expected to be rendered at once");
  return rendered.toString();
}

/** Remembers that it was rung until someone asks. */
class Bell {
  #rung = false;
  #wake: (() => void) | null = null;

  ring(): void {
    this.#rung = true;
    this.#wake?.();
  }

  /** Whether it was rung since the last time, or is within this time (milliseconds). */
  async rung(within: number): Promise<boolean> {
    if (!this.#rung) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, within);
        this.#wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
      this.#wake = null;
    }
    const rung = this.#rung;
    this.#rung = false;
    return rung;
  }
}
