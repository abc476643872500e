import type { Context, TypedResponse } from "hono";
import { z } from "zod";

/**
 * Everything that can be wrong with a request, by its stable code: the status of the answer, what is wrong, and what to do
 * next. Codes are added, never changed; docs/unit-api.md has the table of them.
 */
export const PROBLEMS = {
  "malformed-json": [
    400,
    "The body is not JSON",
    "Send one JSON object in UTF-8, as openapi.json describes it.",
  ],
  "not-logged-in": [
    401,
    "Not logged in",
    "Log in with POST /api/v1/login and send its token as `Authorization: Bearer <token>`; a session ends an hour after its last use, and at a restart. Cookies are not looked at.",
  ],
  "wrong-password": [401, "Wrong password", "Send the password that was set at this unit."],
  "wrong-code": [
    401,
    "Wrong code",
    "Ask for a new one with `chargegate web-code` at the unit: each is good once, for ten minutes.",
  ],
  "no-password": [
    401,
    "No password is set yet",
    "Log in with a code from `chargegate web-code` at the unit, then set a password with PUT /api/v1/password.",
  ],
  "foreign-origin": [
    403,
    "The request comes from another site",
    "Send it from a program, or from a page of this unit.",
  ],
  "set-password-first": [
    403,
    "No password is set yet",
    "Set one with PUT /api/v1/password; until then nothing else can be done.",
  ],
  "no-such-path": [
    404,
    "There is nothing at this path",
    "Take one of those that GET /api/v1/openapi.json describes.",
  ],
  "no-such-user": [404, "There is no such user", "Read GET /api/v1/users again."],
  "no-such-identification": [
    404,
    "There is no such identification",
    "Read its user again, or GET /api/v1/identifications; a card or PIN whose code was changed has another id.",
  ],
  "no-such-card": [
    404,
    "This card was not refused in the last seven days, or is known by now",
    "Read GET /api/v1/history/refused-cards again.",
  ],
  "wrong-method": [405, "This method is not known here", "Take one of those in the answer's Allow header."],
  "scan-busy": [
    409,
    "Another user's card is being waited for, or the cloud waits for one",
    "Wait until that is over, a minute at most (of the cloud five), or end it with DELETE on that user's scan.",
  ],
  "too-large": [413, "The body is too large", "Send at most 16 KiB."],
  "wrong-content-type": [
    415,
    "The body is not called JSON",
    "Send it with `Content-Type: application/json`.",
  ],
  "wrong-host": [
    421,
    "The unit is not served under this name",
    "Use the address that the unit tells in its log, or add the name to `web.hosts` in charger.yaml.",
  ],
  "wrong-fields": [
    422,
    "Some of what was sent is wrong, and nothing was changed",
    "Mend what `errors` names, and send all of it again.",
  ],
  locked: [
    429,
    "Too many wrong tries to log in",
    "Wait as many seconds as the answer's Retry-After says, and see that the password is right: each further wrong try doubles the wait, up to an hour.",
  ],
  busy: [
    429,
    "Too many are logging in at once",
    "Try again after as many seconds as the answer's Retry-After says.",
  ],
  failed: [
    500,
    "The unit has a defect",
    "Nothing tells whether it was done: read it again. The unit's log has the cause.",
  ],
  "store-unavailable": [
    503,
    "The unit's store cannot be read or written, and nothing was changed",
    "Ask GET /healthz what is wrong with it, mend that, and send the request again.",
  ],
} as const satisfies Readonly<Record<string, readonly [status: number, title: string, detail: string]>>;

/** What is wrong with a request; stable. */
export type ProblemCode = keyof typeof PROBLEMS;

/** The status of the answer with this code. */
type StatusOf<Code extends ProblemCode> = (typeof PROBLEMS)[Code][0];

/** One wrong field. */
export interface FieldError {
  /** Where it is in what was sent, with dots between; empty: it is the whole. */
  readonly field: string;
  /** Stable. */
  readonly code: string;
  /** What was expected, never what was given. */
  readonly text: string;
}

// Object.keys forgets that these are the codes and no others.
const codes = Object.keys(PROBLEMS) as ProblemCode[];

/** What identifies a problem (RFC 9457, 3.1.1) begins so. */
const TYPE = "urn:chargegate:problem:";

const fieldError = z
  .strictObject({
    field: z
      .string()
      .meta({ description: "Where it is in what was sent, with dots between; empty: the whole" }),
    code: z.string().meta({ description: "Stable" }),
    text: z.string().meta({ description: "English; what was expected, or what to do" }),
  })
  .meta({ id: "FieldError" });

const problemSchema = z
  .strictObject({
    type: z.string().meta({ description: `\`${TYPE}\`, then the code` }),
    status: z.int(),
    code: z.enum(codes).meta({ description: "Stable" }),
    title: z.string().meta({ description: "English; what is wrong" }),
    detail: z.string().meta({ description: "English; what to do next" }),
    errors: z.array(fieldError).readonly().optional(),
  })
  .meta({ id: "Problem", description: "What is wrong with a request (RFC 9457)" });

/** The body of an answer that says what is wrong. */
export type Problem = z.infer<typeof problemSchema>;

const MEDIA_TYPE = "application/problem+json";

/** What an answer says besides what its code says. */
export interface ProblemExtras {
  readonly errors?: readonly FieldError[];
  /** Seconds. */
  readonly retryAfter?: number;
}

/** The answer to a request with which something is wrong (RFC 9457). */
export function problem<Code extends ProblemCode>(
  context: Context,
  code: Code,
  { errors, retryAfter }: ProblemExtras = {},
): Response & TypedResponse<Problem, StatusOf<Code>, "json"> {
  const [status, title, detail]: readonly [StatusOf<Code>, string, string] = PROBLEMS[code];
  const body: Problem = { type: `${TYPE}${code}`, status, code, title, detail, ...(errors && { errors }) };
  if (retryAfter !== undefined) context.header("Retry-After", String(retryAfter));
  // Which scheme is asked for (RFC 9110, 11.6.1; RFC 6750, 3).
  if (status === 401) context.header("WWW-Authenticate", "Bearer");
  context.header("Cache-Control", "no-store");
  return context.json(body, status, { "Content-Type": MEDIA_TYPE });
}

interface ProblemAnswer {
  readonly description: string;
  readonly content: { readonly [MEDIA_TYPE]: { readonly schema: typeof problemSchema } };
}

/** For a route's description: the answers with these codes, by their status. */
export function problemAnswers<const Code extends ProblemCode>(
  ...possible: readonly Code[]
): { readonly [Status in StatusOf<Code>]: ProblemAnswer } {
  const answers: Record<number, ProblemAnswer> = {};
  for (const status of new Set(possible.map((code) => PROBLEMS[code][0]))) {
    const those = possible.filter((code) => PROBLEMS[code][0] === status);
    answers[status] = {
      description: those.map((code) => `\`${code}\`: ${PROBLEMS[code][1]}`).join("; "),
      content: { [MEDIA_TYPE]: { schema: problemSchema } },
    };
  }
  // The keys are the codes' statuses, one by one; a loop cannot tell the compiler.
  return answers as { [Status in StatusOf<Code>]: ProblemAnswer };
}
