import type { SSEStreamingApi } from "hono/streaming";
import type { World } from "../world/gesture.ts";
import type { WorldPicture } from "../world/picture.ts";

/** Milliseconds. */
export interface Pace {
  /** Between two tellings, at least. */
  readonly between: number;
  /** Without a change, until a heartbeat. */
  readonly heartbeat: number;
}

export const PACE: Pace = { between: 50, heartbeat: 15_000 };

/**
 * Tells one browser of every change, until it goes away: at first all regions, then those whose HTML is another. A
 * browser that reads slowly gets fewer, newer tellings.
 */
export async function tellChanges(
  stream: SSEStreamingApi,
  world: World,
  render: (picture: WorldPicture) => ReadonlyMap<string, string>,
  pace: Pace,
): Promise<void> {
  const told = new Map<string, string>();
  const bell = new Bell();
  const unwatch = world.watch(() => bell.ring());
  stream.onAbort(() => bell.ring());
  try {
    while (!stream.aborted && !stream.closed) {
      for (const [id, html] of render(world.picture())) {
        if (told.get(id) === html) continue;
        told.set(id, html);
        await stream.writeSSE({ event: "region", data: JSON.stringify({ id, html }) });
      }
      await stream.sleep(pace.between);
      if (stream.aborted) break;
      if (!(await bell.rung(pace.heartbeat))) await stream.writeSSE({ event: "alive", data: "" });
    }
  } finally {
    unwatch();
  }
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
