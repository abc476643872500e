import { createPublicKey } from "node:crypto";
import { Hono } from "hono";
import { HTTPException } from "hono/http-exception";
import { z } from "zod";
import { limitBody } from "../../ui/guards.ts";
import { loginSource } from "../../ui/login-source.ts";
import { type AttemptKey, Attempts, lockAfter } from "../accounts/attempts.ts";
import type { CloudParts } from "../parts.ts";
import { type JoinProblem, join } from "./join.ts";

const BODY_LIMIT = 4 * 1024;
/** Tries from one source that came to nothing. */
const TRIES = lockAfter(20);

/** What a unit sends. */
const joinRequest = z.strictObject({
  token: z.string().min(1).max(100),
  unit: z.string().min(1).max(32),
  /** Ed25519, SPKI in DER, base64. */
  publicKey: z.base64().max(200),
  software: z.string().max(100),
});

/** Where a request comes from, as whoever serves the application knows it. */
export interface JoinSource {
  /** An address, for counting tries. */
  readonly address: string;
  /** Whether nobody on the way can read along: TLS up to here, or this machine itself. */
  readonly secure: boolean;
}

const STATUS = {
  "token-unknown": 404,
  "token-used": 410,
  "token-expired": 410,
  "wrong-unit": 409,
} as const satisfies Readonly<Record<JoinProblem, number>>;

/**
 * `POST /join`: how units join. JSON both ways; refusals are `{ "problem": code }`. No cookie, no form: nothing here is a
 * person's, so it stands apart from the guards of the pages.
 * @param options.brokerUrl where units find the broker
 */
export function joinApp(
  parts: CloudParts,
  options: {
    readonly brokerUrl: string;
    readonly source: (context: {
      readonly env: unknown;
      readonly req: { header(name: string): string | undefined };
    }) => JoinSource;
  },
): Hono {
  const app = new Hono();
  const attempts = new Attempts(parts);
  const refuse = (problem: string, status: 400 | 404 | 409 | 410 | 413 | 421 | 429) =>
    Response.json({ problem }, { status });
  app.post(
    "/join",
    limitBody(BODY_LIMIT, () => refuse("too-long", 413)),
    async (context) => {
      const { address, secure } = options.source(context);
      if (!secure) return refuse("not-secure", 421);
      const key: AttemptKey = `join source ${loginSource(address)}`;
      if (!(await attempts.count(key, TRIES)).ok) return refuse("too-many", 429);
      const parsed = joinRequest.safeParse(await context.req.json().catch(() => null));
      const publicKey = parsed.success ? publicKeyOf(parsed.data.publicKey) : null;
      if (!parsed.success || !publicKey) return refuse("not-as-expected", 400);
      const { token, unit, software } = parsed.data;
      const outcome = await join(parts, options.brokerUrl, { token, unit, publicKey, software });
      if (!outcome.ok) return refuse(outcome.problem, STATUS[outcome.problem]);
      await attempts.takeBack(key, 1);
      const { secret, ...joined } = outcome.joined;
      context.header("Cache-Control", "no-store");
      return context.json({ ...joined, secret: Buffer.from(secret).toString("base64") });
    },
  );
  app.onError((error) => {
    if (error instanceof HTTPException) return refuse("not-as-expected", 400);
    parts.log.error("a unit could not join", { error: String(error) });
    return Response.json({ problem: "failed" }, { status: 500 });
  });
  return app;
}

/** Null: not the public key of an Ed25519 pair. */
function publicKeyOf(base64: string): Buffer | null {
  const der = Buffer.from(base64, "base64");
  try {
    const key = createPublicKey({ key: der, format: "der", type: "spki" });
    return key.asymmetricKeyType === "ed25519" ? key.export({ format: "der", type: "spki" }) : null;
  } catch {
    return null;
  }
}
