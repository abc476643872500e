import fc from "fast-check";
import { expect, test } from "vitest";
import { z } from "zod";
import { ApiBench, type Operation } from "./api-bench.ts";
import { anyText, fromSchema } from "./schema-arbitrary.ts";

const long = process.env["CHARGEGATE_LONG"] === "1";
const RUNS = long ? 400 : 25;

/** Ids that somebody has now, so that requests also reach what is behind them. */
async function known(bench: ApiBench): Promise<Readonly<Record<string, readonly string[]>>> {
  const users = [...(await bench.people.list()).people];
  const held = users.flatMap(({ identifications }) => identifications.map(({ id }) => id));
  const orphans = (await bench.people.withoutPerson()).map(({ id }) => id);
  return {
    id: [...users.map(({ id }) => id), ...orphans],
    identificationId: held,
    user: users.map(({ id }) => id),
  };
}

const inPath = fc
  .oneof(anyText, fc.stringMatching(/^[0-9a-f]{16}$/))
  .map((text) => encodeURIComponent(Buffer.from(text).toString()));

function requestOf(bench: ApiBench, { parameters, requestBody, path }: Operation, wrong: number) {
  const { schemas } = bench.document.components;
  const inQuery = parameters.filter((one) => one.in === "query");
  const schema = requestBody?.content["application/json"]?.schema;
  return fc.record({
    steps: fc.array(fc.tuple(fc.boolean(), fc.nat(), inPath), { minLength: 2, maxLength: 2 }),
    query: fc.record(
      Object.fromEntries(inQuery.map(({ name, schema: of }) => [name, fromSchema(of, schemas, wrong)])),
      { requiredKeys: [] },
    ),
    body: schema ? fromSchema(schema, schemas, wrong) : fc.constant(undefined),
    real: fc.nat(),
    path: fc.constant(path),
  });
}

/** As long as there are users, there is more to be asked for. */
function removalLast({ operations }: ApiBench): readonly Operation[] {
  const removes = ({ method }: Operation) => method === "DELETE";
  return [...operations.filter((one) => !removes(one)), ...operations.filter(removes)];
}

/** No answer is a defect, and the bench holds each to what the document promises. */
async function any(bench: ApiBench, operation: Operation, wrong: number, seen: Set<number>): Promise<void> {
  await fc.assert(
    fc.asyncProperty(requestOf(bench, operation, wrong), async ({ steps, query, body, real, path }) => {
      const ids = await known(bench);
      let step = 0;
      const at = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
        const [made = false, which = 0, text = ""] = steps[step++] ?? [];
        const pool = ids[name] ?? [];
        return made || pool.length === 0 ? text || "x" : (pool[which % pool.length] ?? "x");
      });
      const asked = new URLSearchParams(
        Object.entries(query).map(([name, value]): [string, string] => [
          name,
          typeof value === "string" ? value : JSON.stringify(value),
        ]),
      );
      const users = ids["user"] ?? [];
      const whole = z.looseObject({ user: z.unknown() }).safeParse(body);
      const sent =
        whole.success && real % 2 === 0 ? { ...whole.data, user: users[real % users.length] } : body;
      const answer = await bench.ask(`${at}${asked.size > 0 ? `?${asked.toString()}` : ""}`, {
        method: operation.method,
        ...(sent !== undefined && { json: sent }),
      });
      seen.add(answer.status);
      if (answer.status >= 500) throw new Error(`${operation.operationId}: ${answer.text}`);
    }),
    { numRuns: RUNS },
  );
}

test("any request at all gets an answer that the document promises, and none is a defect", async () => {
  const bench = await new ApiBench().startLoggedIn();
  const seen = new Set<number>();
  for (const operation of removalLast(bench)) {
    // Their sessions and their locks would keep all others from being asked.
    if (["logout", "setPassword", "login"].includes(operation.operationId)) continue;
    await any(bench, operation, 20, seen);
  }
  expect(bench.logged).toEqual([]);
  expect([...seen]).toEqual(expect.arrayContaining([200, 404, 422]));
});

test("requests as the document describes them do what they are for, and none is a defect", async () => {
  const bench = await new ApiBench().startLoggedIn();
  const seen = new Set<number>();
  for (const operation of removalLast(bench)) {
    if (["logout", "setPassword", "login"].includes(operation.operationId)) continue;
    await any(bench, operation, 0, seen);
  }
  expect([...seen]).toEqual(expect.arrayContaining([200, 201, 202, 204, 404, 422]));
});

test("any login and any new password gets an answer that the document promises", async () => {
  const bench = await new ApiBench().start();
  const seen = new Set<number>();
  for (const operation of bench.operations) {
    if (!["logout", "setPassword", "login"].includes(operation.operationId)) continue;
    for (const wrong of [0, 20]) {
      bench.token = operation.operationId === "login" ? "" : await bench.loginByCode();
      await any(bench, operation, wrong, seen);
      await bench.run(3_600_000);
    }
  }
  expect([...seen]).toEqual(expect.arrayContaining([401, 422, 429]));
});
