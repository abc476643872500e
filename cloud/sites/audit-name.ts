import { eq } from "drizzle-orm";
import type { Database } from "../database/database.ts";
import type { PersonId } from "../database/ids.ts";
import { people } from "../database/schema/schema.ts";

/** Somebody as the audit log names them: the name outlasts the account. */
export async function auditName(
  tx: Database,
  person: PersonId,
): Promise<{ readonly id: PersonId; readonly name: string }> {
  const [found] = await tx.select({ name: people.name }).from(people).where(eq(people.id, person));
  return { id: person, name: found?.name ?? "" };
}
