import { eq } from "drizzle-orm";
import type { Actor } from "../access/role.ts";
import type { Database } from "../database/database.ts";
import type { PersonId } from "../database/ids.ts";
import { people } from "../database/schema/schema.ts";

/** Who does something, as the audit log names them: by name, which outlasts the account. */
export async function auditor(
  tx: Database,
  { person }: Pick<Actor, "person">,
): Promise<{ readonly id: PersonId; readonly name: string }> {
  const [found] = await tx.select({ name: people.name }).from(people).where(eq(people.id, person));
  return { id: person, name: found?.name ?? "" };
}
