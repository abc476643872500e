import { setImmediate as nextTurn } from "node:timers/promises";

/** Read in one turn of the event loop: 2 ms on a server (measured), some times longer on a small computer. */
export const ROWS_AT_ONCE = 50;

/**
 * Rows one after the other, with a turn of the event loop after every `ROWS_AT_ONCE`: a tap is never kept waiting, however
 * many there are. What is changed meanwhile may be seen or not, unless the caller is the change itself (`changeLocalUsers`).
 * @throws what the rows throw
 */
export async function* rowTurns<Row>(rows: Iterable<Row>): AsyncGenerator<Row, void, undefined> {
  let read = 0;
  for (const row of rows) {
    yield row;
    read += 1;
    if (read % ROWS_AT_ONCE === 0) await nextTurn();
  }
}

/** The same, all of them together. */
export async function allInTurns<Row>(rows: Iterable<Row>): Promise<Row[]> {
  const all: Row[] = [];
  for await (const row of rowTurns(rows)) all.push(row);
  return all;
}
