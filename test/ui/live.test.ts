import { Hono } from "hono";
import { streamSSE } from "hono/streaming";
import { afterEach, expect, test, vi } from "vitest";
import { PACE, tellChanges } from "../../ui/live.ts";

afterEach(() => {
  vi.useRealTimers();
});

test("a browser that reads nothing of what it is told is taken for gone after half a minute", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  let watchers = 0;
  const app = new Hono();
  const ended = vi.fn();
  app.get("/", (context) =>
    streamSSE(context, async (stream) => {
      await tellChanges(
        stream,
        {
          watch: () => {
            watchers += 1;
            return () => {
              watchers -= 1;
            };
          },
          render: () => new Map(Array.from({ length: 20 }, (_, at) => [`r${at}`, "x".repeat(100_000)])),
        },
        PACE,
      );
      ended();
    }),
  );
  const answer = await app.request("/");
  expect(answer.status).toBe(200);
  await vi.advanceTimersByTimeAsync(29_000);
  expect([watchers, ended.mock.calls.length]).toEqual([1, 0]);
  await vi.advanceTimersByTimeAsync(2_000);
  expect([watchers, ended.mock.calls.length]).toEqual([0, 1]);
});
