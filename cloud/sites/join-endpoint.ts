import { createPublicKey } from "node:crypto";
import { Hono } from "hono";
import { HTTPException } from "hono/http-exception";
import { z } from "zod";
import { limitBody } from "../../ui/guards.ts";
import type { CloudParts } from "../parts.ts";
import { type JoinProblem, join } from "./join.ts";

const BODY_LIMIT = 4 * 1024;
/** Tries from one source, and in which time, milliseconds. */
const TRIES = { most: 20, within: 10 * 60_000 } as const;
/** Sources that are remembered. */
const MOST_SOURCES = 10_000;

/** What a unit sends. */
export const joinRequest = z.strictObject({
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
  const tries = new Tries(parts);
  const refuse = (problem: string, status: 400 | 404 | 409 | 410 | 413 | 421 | 429) =>
    Response.json({ problem }, { status });
  app.post(
    "/join",
    limitBody(BODY_LIMIT, () => refuse("too-long", 413)),
    async (context) => {
      const { address, secure } = options.source(context);
      if (!secure) return refuse("not-secure", 421);
      if (!tries.allow(address)) return refuse("too-many", 429);
      const parsed = joinRequest.safeParse(await context.req.json().catch(() => null));
      const key = parsed.success ? publicKeyOf(parsed.data.publicKey) : null;
      if (!parsed.success || !key) return refuse("not-as-expected", 400);
      const { token, unit, software } = parsed.data;
      const outcome = await join(parts, options.brokerUrl, { token, unit, publicKey: key, software });
      if (!outcome.ok) return refuse(outcome.problem, STATUS[outcome.problem]);
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

/** Counts tries of each source. In memory: it slows guesses of what nobody can guess anyway, and spares the database. */
class Tries {
  readonly #clock: CloudParts["clock"];
  #counts = new Map<string, { count: number; readonly since: number }>();

  constructor({ clock }: Pick<CloudParts, "clock">) {
    this.#clock = clock;
  }

  allow(source: string): boolean {
    const now = this.#clock.now();
    const known = this.#counts.get(source);
    if (known && now - known.since < TRIES.within) {
      known.count += 1;
      return known.count <= TRIES.most;
    }
    if (this.#counts.size >= MOST_SOURCES) this.#counts = new Map();
    this.#counts.set(source, { count: 1, since: now });
    return true;
  }
}
