import { z } from "zod";
import type { Credential } from "../core/credential.ts";
import type { ListEntry } from "../core/list-entry.ts";
import { isCredentialKey } from "../credential/keyring.ts";
import { statusOf } from "../store/found-entry.ts";
import type { Person } from "../store/person.ts";
import type { LocalUser } from "../store/unit-store.ts";
import type { IdentificationType } from "./written-identification.ts";

/** A card or PIN as it is shown: never its number, never its digits. */
export interface Identification {
  /** `card-` or `pin-`, then its digest in hex: the same for as long as its code is. */
  readonly id: string;
  readonly type: IdentificationType;
  /** `04…C3`, `#…`, or `damaged`. */
  readonly label: string;
  /** Its own, whatever its person's is. */
  readonly status: "active" | "blocked";
  /** The first instant at which it is no longer valid, milliseconds since 1970; null: never. */
  readonly expires: number | null;
  /** What counts now, its person's block included. */
  readonly state: "active" | "blocked" | "expired";
  /** Whether more than that limits it, or gives it rights: hours, places, counts, a group … */
  readonly otherTerms: boolean;
}

type Key = Pick<Credential, "kind" | "key">;

const LONGEST_ID = 40;

const identificationId = z
  .string()
  .max(LONGEST_ID)
  .transform((text, context): Key => {
    const [kind, key = "", ...more] = text.split("-");
    if (more.length === 0 && (kind === "card" || kind === "pin") && isCredentialKey(key))
      return { kind, key };
    context.addIssue({ code: "custom", message: "expected an identification's id" });
    return z.NEVER;
  });

/** The credential that an identification's id names; null: it is no such id. */
export function parseIdentificationId(id: string): Key | null {
  return identificationId.safeParse(id).data ?? null;
}

export function identificationIdOf({ kind, key }: Key): string {
  return `${kind}-${key}`;
}

/**
 * How a local user's credential is shown; null: it is neither card nor PIN.
 * @param person whose it is; undefined: nobody's; null: the person is not there, or damaged
 * @param wall wall clock, milliseconds since 1970
 */
export function identificationOf(
  { credential, entry }: LocalUser,
  person: Person | null | undefined,
  wall: number,
): Identification | null {
  const { kind, label } = credential;
  if (kind === "remote") return null;
  const { status, expires } = entry;
  const isExpired = expires !== null && wall >= expires;
  const state = statusOf(entry, person) === "blocked" ? "blocked" : isExpired ? "expired" : "active";
  const otherTerms = hasOtherTerms(entry);
  return { id: identificationIdOf(credential), type: kind, label, status, expires, state, otherTerms };
}

function hasOtherTerms({ status: _status, expires: _expires, user: _user, ...others }: ListEntry): boolean {
  return Object.values(others).some((value) => value !== undefined);
}
