/**
 * A path of this unit's page. Whatever a browser could take for another site (`//evil.example`, `/\evil.example`), and what
 * fits into no header, is none.
 *
 * @returns null: it is none
 */
export function ownPath(wanted: string): string | null {
  return /^\/(?!\/)[a-z0-9/._-]*$/i.test(wanted) ? wanted : null;
}
