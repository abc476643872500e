import { HTTPException } from "hono/http-exception";
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

/** A form that was sent: its text fields by name, the last of several. */
export class Form {
  readonly #fields: ReadonlyMap<string, string>;
  readonly #files: ReadonlyMap<string, File>;

  constructor(sent: Readonly<Record<string, string | File | (string | File)[]>>) {
    const fields = new Map<string, string>();
    const files = new Map<string, File>();
    for (const [name, value] of Object.entries(sent)) {
      const last = Array.isArray(value) ? value.at(-1) : value;
      if (typeof last === "string") fields.set(name, last);
      else if (last instanceof File && last.size > 0) files.set(name, last);
    }
    this.#fields = fields;
    this.#files = files;
  }

  /** Empty when it was not sent. */
  text(name: string): string {
    return this.#fields.get(name) ?? "";
  }

  /** Whether a box was checked. */
  checked(name: string): boolean {
    return this.#fields.get(name) === "on";
  }

  /** Null: none was chosen. */
  file(name: string): File | null {
    return this.#files.get(name) ?? null;
  }
}

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
