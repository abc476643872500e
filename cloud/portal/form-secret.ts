import { createHmac, timingSafeEqual } from "node:crypto";

/**
 * The secret that every form of a browser's carries, made of a secret cookie of it: of its session's, or of the one it gets
 * at the door. Who can read the page cannot read the cookie out of it.
 */
export function formSecret(cookie: string): string {
  return createHmac("sha256", cookie).update("chargegate form").digest("base64url");
}

/** Whether a form carries the secret of its browser. @param cookie empty: there is none, and so no form is its own */
export function isOwnForm(cookie: string, given: string): boolean {
  if (cookie === "") return false;
  const [own, brought] = [Buffer.from(formSecret(cookie)), Buffer.from(given)];
  return own.length === brought.length && timingSafeEqual(own, brought);
}
