import type { Context } from "hono";
import { HTTPException } from "hono/http-exception";
import type { Log } from "../../../hal/log.ts";
import { StoreError } from "../../store/store-error.ts";
import { type ProblemCode, problem } from "./problem.ts";

/** By status: what guards, limits and readers of bodies refuse. */
const REFUSED: ReadonlyMap<number, ProblemCode> = new Map<number, ProblemCode>([
  [400, "malformed-json"],
  [403, "foreign-origin"],
  [404, "no-such-path"],
  [413, "too-large"],
  [415, "wrong-content-type"],
  [421, "wrong-host"],
]);

/** The answer when a request was refused before it was understood, or when something failed, which is logged. */
export function answerFailure(error: Error, context: Context, log: Log): Response {
  const refused = error instanceof HTTPException ? REFUSED.get(error.status) : undefined;
  if (refused) return problem(context, refused);
  log.error("a request to the API failed", { method: context.req.method, error: String(error) });
  return problem(context, error instanceof StoreError ? "store-unavailable" : "failed");
}
