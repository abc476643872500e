import { HTTPException } from "hono/http-exception";
import { Form } from "../../ui/form.ts";
import { LARGEST_BACKUP } from "../backup/envelope.ts";
import { AT } from "./pages/places.ts";
import type { PageContext } from "./visitor.ts";

/** The largest form without a file, bytes. */
export const LARGEST_FORM = 16 * 1024;
/** The largest CSV file that the page takes, bytes: some 50,000 rows. */
export const LARGEST_CSV = 2 * 1024 * 1024;
/** The largest forms with a file, by where they are sent, bytes; beside the file there is little in them. */
export const LARGEST_UPLOADS: ReadonlyMap<string, number> = new Map([
  [AT.import, LARGEST_CSV + LARGEST_FORM],
  [AT.restore, LARGEST_BACKUP + LARGEST_FORM],
]);

/**
 * The form of a request; read once, however often it is asked for.
 *
 * @throws HTTPException 400 when there is none that can be read
 */
export async function formOf(context: PageContext): Promise<Form> {
  try {
    return new Form(await context.req.parseBody());
  } catch {
    throw new HTTPException(400, { message: "form" });
  }
}
