import { afterEach, describe, expect, test, vi } from "vitest";
import { createSimPage } from "../../../sim/page/app.tsx";
import { REGIONS } from "../../../sim/page/regions.tsx";
import type { Pace } from "../../../ui/live.ts";
import { FakeWorld, PIN } from "./fake-world.ts";

const HOST = "127.0.0.1:8080";

interface Told {
  readonly event: string;
  readonly data: string;
}

/** One browser's stream of events. */
class Listener {
  readonly #reader: ReadableStreamDefaultReader<Uint8Array>;
  #rest = "";

  constructor(answer: Response) {
    if (!answer.body) throw new Error("an answer with a body was expected");
    this.#reader = answer.body.getReader();
  }

  async next(): Promise<Told> {
    while (!this.#rest.includes("\n\n")) {
      const { value, done } = await this.#reader.read();
      if (done) throw new Error("the stream has ended");
      this.#rest += new TextDecoder().decode(value);
    }
    const end = this.#rest.indexOf("\n\n");
    const lines = this.#rest.slice(0, end).split("\n");
    this.#rest = this.#rest.slice(end + 2);
    const field = (name: string) =>
      lines.find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2) ?? "";
    return { event: field("event"), data: field("data") };
  }

  /** The ids of so many regions. */
  async regions(count: number): Promise<string[]> {
    const ids: string[] = [];
    while (ids.length < count) ids.push((JSON.parse((await this.next()).data) as { id: string }).id);
    return ids;
  }

  close(): Promise<void> {
    return this.#reader.cancel();
  }
}

const open: Listener[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((listener) => listener.close()));
});

function world(times: Partial<Pace> = {}) {
  const pace = { between: 5, heartbeat: 10_000, patience: 10_000, ...times };
  const fake = new FakeWorld();
  const app = createSimPage({
    world: fake,
    allowedHosts: [HOST],
    version: "0.1.0",
    brokerUrl: "mqtt://127.0.0.1:1",
    unitId: "CG-SIM",
    pin: PIN,
    pace,
  });
  const listen = async () => {
    const answer = await app.request("/events", { headers: { host: HOST } });
    if (answer.status !== 200) return answer.status;
    const listener = new Listener(answer);
    open.push(listener);
    return listener;
  };
  return { fake, listen };
}

async function listening(listen: () => Promise<Listener | number>): Promise<Listener> {
  const listener = await listen();
  if (typeof listener === "number") throw new Error(`answered ${listener}`);
  return listener;
}

const ALL = Object.keys(REGIONS);

describe("the stream of changes", () => {
  test("begins with everything, so that a browser that comes back knows all", async () => {
    const { listen } = world();
    for (let time = 0; time < 2; time++)
      expect(await (await listening(listen)).regions(ALL.length)).toEqual(ALL);
  });

  test("then tells only what has changed", async () => {
    const { fake, listen } = world();
    const listener = await listening(listen);
    await listener.regions(ALL.length);
    fake.changed();
    await fake.do({ do: "keys", keys: "#" });
    expect(JSON.parse((await listener.next()).data)).toMatchObject({ id: "keypad" });
    await fake.do({ do: "wants", power: false });
    expect(JSON.parse((await listener.next()).data)).toMatchObject({ id: "vehicle" });
  });

  test("many changes at once are told as one", async () => {
    const { fake, listen } = world({ between: 60, heartbeat: 10_000 });
    const listener = await listening(listen);
    await listener.regions(ALL.length);
    for (const key of "#4711") await fake.do({ do: "keys", keys: key });
    const { id, html } = JSON.parse((await listener.next()).data) as { id: string; html: string };
    expect(id).toBe("keypad");
    expect(html).toContain("#4711");
  });

  test("a change while the last one is being told is not lost", async () => {
    const { fake, listen } = world();
    const listener = await listening(listen);
    await fake.do({ do: "keys", keys: "#" });
    const shown: string[] = [];
    while (!shown.some((data) => data.includes('keypad-display\\" aria-live=\\"polite\\">#<')))
      shown.push((await listener.next()).data);
    expect(shown.length).toBeLessThanOrEqual(ALL.length + 1);
  });

  test("is kept alive when nothing happens", async () => {
    const { listen } = world({ between: 1, heartbeat: 20 });
    const listener = await listening(listen);
    await listener.regions(ALL.length);
    expect((await listener.next()).event).toBe("alive");
  });

  test("a browser that has gone is no longer watched for", async () => {
    const { fake, listen } = world();
    const listener = await listening(listen);
    await listener.regions(ALL.length);
    expect(fake.watchers).toBe(1);
    await listener.close();
    await vi.waitFor(() => expect(fake.watchers).toBe(0), { timeout: 2000 });
  });

  test("too many browsers are asked to come back later, and may when others have gone", async () => {
    const { fake, listen } = world();
    for (let count = 0; count < 32; count++) await listening(listen);
    expect(await listen()).toBe(503);
    await Promise.all(open.splice(0).map((listener) => listener.close()));
    await vi.waitFor(() => expect(fake.watchers).toBe(0), { timeout: 2000 });
    expect(await listen()).toBeInstanceOf(Listener);
  });
});
