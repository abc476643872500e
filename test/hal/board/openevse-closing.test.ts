import { describe, expect, test } from "vitest";
import { OpenEvseBench } from "./openevse-bench.ts";

const NK = Buffer.from("$NK^21\r");

/** A board whose contactor is closed, permitted and charging. */
async function charging(): Promise<OpenEvseBench> {
  const bench = await new OpenEvseBench().start();
  bench.do("plug");
  bench.board.permit();
  await bench.run(2_000);
  expect(bench.evse.snapshot().relay.closed).toBe(true);
  return bench;
}

describe("closing the board", () => {
  test("I9: a withdrawal that is refused once is given again before the port is closed: the contactor opens", async () => {
    const bench = await charging();
    let refused = 0;
    bench.line.onReceive((bytes) => {
      if (Buffer.from(bytes).toString().startsWith("$FS") && refused++ === 0) bench.line.wire.send(NK);
      else bench.evse.receive(bytes);
    });
    bench.board.withdraw();
    const closed = bench.board.close();
    await bench.run(10_000);
    await closed;
    expect(refused).toBe(2);
    expect(bench.evse.snapshot().relay.closed).toBe(false);
  });

  test("a board that falls silent while it is closed ends there: nothing is set in motion any more", async () => {
    const bench = await charging();
    bench.do("fault silence");
    bench.board.withdraw();
    const closed = bench.board.close();
    await bench.run(5_000);
    await closed;
    bench.do("fault none");
    const { silences } = bench.board.channel.counters;
    await bench.run(120_000);
    expect(bench.board.channel.counters.silences).toBe(silences);
  });
});
