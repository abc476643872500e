import type { InstallationId } from "../database/ids.ts";
import type { CloudParts } from "../parts.ts";

/** A list that was looked at. */
export interface BuiltList {
  readonly installation: InstallationId;
  /** What holds now. */
  readonly version: number;
  /** Whether that is a new one, to be published. */
  readonly isNew: boolean;
}

/**
 * Builds the lists that are out of date (`installations.listWanted`), each in a transaction of its own, each by one process;
 * a new version is made only if the content is another one. To be called at every `chargegate_list`, at the start, and now
 * and then. What was built anew is told as `chargegate_changed`.
 */
export function buildDue(parts: CloudParts): Promise<readonly BuiltList[]> {
  void parts;
  throw new Error("to come");
}
