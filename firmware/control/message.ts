import { z } from "zod";

/** Its own length is judged where it is used; this is a bound. */
const passphrase = z.string().max(10_000).describe("a secret");
const backupFile = z.base64().describe("the file's bytes");

/** What other commands ask of the unit over its control socket; one JSON line each. */
export const controlRequest = z.discriminatedUnion("op", [
  z.strictObject({ op: z.literal("status") }),
  z.strictObject({ op: z.literal("health") }),
  z.strictObject({ op: z.literal("web-code") }),
  z.strictObject({ op: z.literal("access"), access: z.enum(["open", "restricted"]) }),
  z.strictObject({ op: z.literal("withdraw") }),
  z.strictObject({ op: z.literal("journal"), from: z.int().min(1), limit: z.int().min(1).max(1000) }),
  z.strictObject({
    op: z.literal("whitelist-import"),
    csv: z.base64().describe("the file's bytes"),
    replace: z.boolean(),
  }),
  z.strictObject({ op: z.literal("whitelist-export") }),
  z.strictObject({ op: z.literal("whitelist-list") }),
  z.strictObject({
    op: z.literal("whitelist-add"),
    id: z.string().max(200),
    user: z.string().max(1000),
    status: z.string().max(20),
    expires: z.string().max(100),
  }),
  z.strictObject({ op: z.literal("whitelist-remove"), id: z.string().max(200) }),
  z.strictObject({
    op: z.literal("explain"),
    id: z.string().max(200).describe("a card number or a #PIN"),
    offline: z.boolean().describe("as if the link to the cloud were down"),
    at: z.string().max(100).nullable().describe("a time or date; null: now"),
    connector: z.int().min(1).max(16).nullable().describe("null: all"),
  }),
  z.strictObject({ op: z.literal("backup"), passphrase }),
  z.strictObject({ op: z.literal("restore-preview"), file: backupFile, passphrase }),
  z.strictObject({ op: z.literal("restore"), file: backupFile, passphrase }),
]);
export type ControlRequest = z.infer<typeof controlRequest>;

/** One line of the answer: any number of `progress`, then one `ok` or `error`. */
export const controlAnswer = z.union([
  z.strictObject({ progress: z.strictObject({ done: z.number(), total: z.number() }) }),
  z.strictObject({ ok: z.unknown() }),
  z.strictObject({ error: z.strictObject({ code: z.string(), message: z.string() }) }),
]);
export type ControlAnswer = z.infer<typeof controlAnswer>;

/** A line longer than this is refused before it is parsed, bytes: a whole CSV import fits in. */
export const LINE_LIMIT = 80 * 1024 * 1024;
