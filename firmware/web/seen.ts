import { createHash } from "node:crypto";
import type { Form } from "../../ui/form.ts";

/** The field of a form in which it says what its page showed. */
export const SEEN = "seen";

/** Stands for what a page shows of something that its form changes. @param shown anything that JSON writes */
export function seenMark(shown: unknown): string {
  return createHash("sha256").update(JSON.stringify(shown)).digest("base64url").slice(0, 16);
}

/**
 * Whether what a form changes is another by now than its page showed: whoever saved it would undo, unseen, what was done
 * meanwhile in another window. A form that does not say what its page showed is taken as it is.
 */
export function isStale(form: Form, now: unknown): boolean {
  const seen = form.text(SEEN);
  return seen !== "" && seen !== seenMark(now);
}
