import { z } from "zod";

/** RFC 5321, 4.5.3.1.3. */
const LONGEST = 254;
const address = z.email();

/**
 * An e-mail address as it is compared and kept: trimmed, lower case. Null: it is none.
 * Whether letters arrive there is another question: a link that is sent there answers it.
 */
export function emailAddress(written: string): string | null {
  if (written.length > 2 * LONGEST) return null;
  const plain = written.trim().toLowerCase();
  return plain.length <= LONGEST && address.safeParse(plain).success ? plain : null;
}
