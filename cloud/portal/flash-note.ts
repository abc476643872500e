import { createHmac, timingSafeEqual } from "node:crypto";
import { z } from "zod";

/** What came of an action, said on the next page that somebody opens. */
export interface FlashNote {
  readonly tone: "good" | "bad";
  readonly text: string;
  /** A form that takes it back: where it is sent, what its button says, and what it carries. */
  readonly undo?:
    | {
        readonly action: string;
        readonly label: string;
        readonly fields: Readonly<Record<string, string>>;
      }
    | undefined;
}

/** A cookie holds no more. */
const LONGEST_TEXT = 500;
const LONGEST_COOKIE = 4000;

const schema = z.object({
  tone: z.enum(["good", "bad"]),
  text: z.string().max(LONGEST_TEXT),
  undo: z
    .object({ action: z.string(), label: z.string(), fields: z.record(z.string(), z.string()) })
    .optional(),
});

/**
 * A note as a cookie: it waits in the browser, so that whichever process answers next can say it. Signed with the browser's
 * own secret, so that nothing is said that nobody here wrote.
 */
export function writeNote(note: FlashNote, secret: string): string {
  const short = note.text.length > LONGEST_TEXT ? `${note.text.slice(0, LONGEST_TEXT - 1)}…` : note.text;
  const content = Buffer.from(JSON.stringify({ ...note, text: short })).toString("base64url");
  return `${content}.${sign(content, secret)}`;
}

/** @returns null: there is none, or it is not one that was written for this browser */
export function readNote(cookie: string, secret: string): FlashNote | null {
  if (cookie.length > LONGEST_COOKIE || secret === "") return null;
  const [content = "", signature = ""] = cookie.split(".", 2);
  const [own, brought] = [Buffer.from(sign(content, secret)), Buffer.from(signature)];
  if (own.length !== brought.length || !timingSafeEqual(own, brought)) return null;
  const parsed = schema.safeParse(JSON.parse(Buffer.from(content, "base64url").toString()));
  return parsed.success ? parsed.data : null;
}

function sign(content: string, secret: string): string {
  return createHmac("sha256", secret).update(`chargegate note ${content}`).digest("base64url");
}
