/** What went wrong with the store; stable. */
export type StoreErrorCode =
  | "STORE_FULL"
  | "STORE_READONLY"
  | "STORE_CORRUPT"
  | "STORE_WRONG_KEYS"
  | "STORE_CLOSED"
  | "STORE_SILENT"
  | "STORE_FAILED";

/** The store could not do what was asked, and nothing of it was done (`STORE_SILENT`: nothing yet); the text says what to do next and holds no secret. */
export class StoreError extends Error {
  readonly code: StoreErrorCode;

  constructor(code: StoreErrorCode, cause?: unknown) {
    super(textOf(code), cause === undefined ? {} : { cause });
    this.name = "StoreError";
    this.code = code;
  }
}

function textOf(code: StoreErrorCode): string {
  switch (code) {
    case "STORE_FULL":
      return "the disk of the unit's data folder is full: make room on it; nothing was lost, and it goes on by itself";
    case "STORE_READONLY":
      return "the unit's data folder cannot be written: check its owner and rights, and whether the disk was mounted read-only after an error (dmesg tells)";
    case "STORE_CORRUPT":
      return "the unit's store is damaged: restart the unit, which sets the damaged file aside, then restore a backup or add the users again";
    case "STORE_WRONG_KEYS":
      return "the unit's store was written with other keys than those in the keys file: put both back from the same backup, or move the store folder away to begin with empty lists";
    case "STORE_CLOSED":
      return "the store is closed, because the unit is stopping: ask again when it runs";
    case "STORE_SILENT":
      return "the disk of the unit's data folder does not answer: check it (dmesg tells), then look whether the change was made after all";
    case "STORE_FAILED":
      return "the unit's store failed: look at the cause in the log, check the disk, and restart the unit";
  }
}

// LMDB's own numbers (lmdb.h) beside the system's errno, which lmdb gives as a number and Node's fs as a name.
const CODES: ReadonlyMap<unknown, StoreErrorCode> = new Map<unknown, StoreErrorCode>([
  [28, "STORE_FULL"],
  ["ENOSPC", "STORE_FULL"],
  [122, "STORE_FULL"],
  ["EDQUOT", "STORE_FULL"],
  [27, "STORE_FULL"],
  ["EFBIG", "STORE_FULL"],
  [-30792, "STORE_FULL"],
  [1, "STORE_READONLY"],
  ["EPERM", "STORE_READONLY"],
  [13, "STORE_READONLY"],
  ["EACCES", "STORE_READONLY"],
  [30, "STORE_READONLY"],
  ["EROFS", "STORE_READONLY"],
  [-30797, "STORE_CORRUPT"],
  [-30796, "STORE_CORRUPT"],
  [-30794, "STORE_CORRUPT"],
  [-30793, "STORE_CORRUPT"],
]);

/** Any failure as a StoreError, by the number or name of its cause; one that is a StoreError already stays as it is. */
export function storeErrorOf(cause: unknown): StoreError {
  if (cause instanceof StoreError) return cause;
  const code = cause instanceof Error && "code" in cause ? cause.code : undefined;
  return new StoreError(CODES.get(code) ?? "STORE_FAILED", cause);
}
