import { z } from "zod";
import { type CardId, parseCardId } from "../../protocol/card-id.ts";
import { type Pin, parsePin } from "../../protocol/pin.ts";
import { hasControlCharacters, LONGEST_NAME, splitName } from "../store/person.ts";
import { type Expiry, parseExpiry } from "./expiry.ts";

/** The columns of the whitelist, in the order of the file. */
export const COLUMNS = ["id", "type", "user", "status", "expires"] as const;

export type Column = (typeof COLUMNS)[number];

/** A user's card or PIN as it is written in a file or typed on a command line: five texts. */
export type WrittenRow = { readonly [C in Column]: string };

/** The same, understood. */
export interface Row {
  readonly who:
    | { readonly kind: "card"; readonly id: CardId }
    | {
        readonly kind: "pin";
        /** A secret. */
        readonly pin: Pin;
      };
  /** Whose it is, by first and last name; null when the cell is empty. */
  readonly user: string | null;
  readonly status: "active" | "blocked";
  /** The first instant at which it is no longer valid, milliseconds since 1970; null: never. */
  readonly expires: number | null;
}

/** What is wrong with one cell; the text never holds a card number or a PIN. */
export interface CellError {
  readonly column: Column;
  readonly text: string;
}

export type RowResult =
  | { readonly ok: true; readonly row: Row }
  | { readonly ok: false; readonly errors: readonly CellError[] };

const MOST_KNOWN = 1000;

const who = z.string().transform((text, context): Row["who"] => {
  const pin = text.trim().startsWith("#") ? parsePin(text) : null;
  if (pin?.ok === true) return { kind: "pin", pin: pin.pin };
  const card = pin === null ? parseCardId(text) : null;
  if (card?.ok === true) return { kind: "card", id: card.id };
  context.addIssue({
    code: "custom",
    message: pin?.text ?? card?.text ?? "expected a card number or a #PIN",
  });
  return z.NEVER;
});

const user = z
  .string()
  .refine(
    (text) => text.trim() === "" || splitName(text) !== null,
    `expected at most ${LONGEST_NAME} characters in the first name, and in the last`,
  )
  .refine(
    (text) => !hasControlCharacters(text),
    "expected a name without line breaks, tabs and other control characters",
  )
  .transform((text) => (text === "" ? null : text));

const oneOf = <const Name extends string>(...names: readonly Name[]) =>
  z
    .string()
    .trim()
    .toLowerCase()
    .pipe(z.enum(names, { error: `expected ${names.join(" or ")}` }));

function rowSchema(zone: string) {
  // The rows of a file share few dates, and a date takes as long as all else of a row together.
  const known = new Map<string, Expiry>();
  return z.strictObject({
    id: who,
    type: oneOf("card", "pin"),
    user,
    status: oneOf("active", "blocked"),
    expires: z.string().transform((text, context): number | null => {
      const expiry = known.get(text) ?? parseExpiry(text, zone);
      if (known.size < MOST_KNOWN) known.set(text, expiry);
      if (expiry.ok) return expiry.expires;
      context.addIssue({ code: "custom", message: expiry.text });
      return z.NEVER;
    }),
  });
}

/**
 * A reader of written rows; every bad cell of a row is named.
 * @param zone the unit's IANA zone, by whose days dates count
 */
export function rowReader(zone: string): (written: WrittenRow) => RowResult {
  const schema = rowSchema(zone);
  return (written) => {
    const judged = schema.safeParse(written);
    const errors: CellError[] = (judged.error?.issues ?? []).map((issue) => ({
      column: COLUMNS.find((column) => column === issue.path[0]) ?? "id",
      text: issue.message,
    }));
    const fit = misfit(written, errors);
    if (fit !== null) errors.push(fit);
    if (!judged.success || errors.length > 0) return { ok: false, errors };
    const { id, status, expires } = judged.data;
    return { ok: true, row: { who: id, user: judged.data.user, status, expires } };
  };
}

/** The type must be that of the id; said only where both are good by themselves. */
function misfit(written: WrittenRow, errors: readonly CellError[]): CellError | null {
  if (errors.some(({ column }) => column === "id" || column === "type")) return null;
  const isPin = written.id.trim().startsWith("#");
  if ((written.type.trim().toLowerCase() === "pin") === isPin) return null;
  return {
    column: "type",
    text: isPin
      ? "expected pin, because the id begins with #"
      : "expected card, because the id has no leading #",
  };
}
