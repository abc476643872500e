import { eq, or } from "drizzle-orm";
import type { Language } from "../../ui/language.ts";
import type { Database } from "../database/database.ts";
import type { PersonId } from "../database/ids.ts";
import { people } from "../database/schema/schema.ts";

/** The language of a mail: of whoever gets it, if they have an account, else of whoever causes it. */
export async function mailLanguage(db: Database, email: string, by: PersonId): Promise<Language> {
  const found = await db
    .select({ email: people.email, language: people.language })
    .from(people)
    .where(or(eq(people.email, email), eq(people.id, by)));
  return (found.find((one) => one.email === email) ?? found[0])?.language ?? "en";
}
