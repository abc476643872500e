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
