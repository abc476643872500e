import { type AnyId, isId } from "../../cloud/database/ids.ts";

/** The id of a row that a test makes up. */
export function idOf<Id extends AnyId>(number: number): Id {
  const id = `00000000-0000-4000-8000-${String(number).padStart(12, "0")}`;
  if (!isId<Id>(id)) throw new RangeError("expected a number of up to twelve digits");
  return id;
}
