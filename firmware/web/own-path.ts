/** Where one goes who came from nowhere. */
const HOME = "/";

/** A page of this unit; anything else leads home: an address that begins with two slashes is another host's. */
export function ownPath(wanted: string | undefined): string {
  return wanted !== undefined && /^\/(?!\/)[a-z0-9/.-]*$/i.test(wanted) ? wanted : HOME;
}
