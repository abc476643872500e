import { setImmediate as nextTurn } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { WorkLine } from "../../../firmware/store/work-line.ts";

describe("work in line", () => {
  test("runs one at a time, what is waited for first", async () => {
    const line = new WorkLine();
    const order: string[] = [];
    let running = 0;
    const work = (name: string) => async () => {
      running += 1;
      expect(running).toBe(1);
      await nextTurn();
      order.push(name);
      running -= 1;
    };
    void line.add("when-free", work("import 1"));
    void line.add("when-free", work("import 2"));
    void line.add("first", work("tap 1"));
    void line.add("first", work("tap 2"));
    await line.idle();
    expect(order).toEqual(["import 1", "tap 1", "tap 2", "import 2"]);
    await line.idle();
  });

  test("I6: what can wait is never passed for ever", async () => {
    const line = new WorkLine();
    const order: string[] = [];
    const busy = Array.from({ length: 100 }, () => line.add("first", async () => void order.push("tap")));
    const rest = [1, 2].map(() => line.add("when-free", async () => void order.push("import")));
    await Promise.all([...busy, ...rest]);
    expect(order.indexOf("import")).toBeLessThan(20);
    expect(order.lastIndexOf("import")).toBeLessThan(40);
  });

  test("what fails is told to its own caller, and the rest goes on", async () => {
    const line = new WorkLine();
    const failing = line.add("first", () => Promise.reject(new Error("no")));
    const next = line.add("first", async () => 7);
    await expect(failing).rejects.toThrow("no");
    expect(await next).toBe(7);
  });
});
