import { ROLES, type Role } from "../access/role.ts";

/** Whether a text from a form is a role. */
export function isRole(text: string): text is Role {
  return ROLES.some((role) => role === text);
}

/**
 * Whether access may end then: later than now, and never for an Owner, for an installation always has one.
 * @param expiresAt milliseconds since 1970; null: it does not end
 */
export function isExpiry(expiresAt: number | null, role: Role, now: number): boolean {
  if (expiresAt === null) return true;
  return Number.isSafeInteger(expiresAt) && expiresAt > now && expiresAt <= LAST && role !== "owner";
}

/** The end of the year 9999: further than any date field goes. */
const LAST = Date.UTC(9999, 11, 31);
