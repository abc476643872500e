import { MemoryStore } from "../../firmware/store/memory-store.ts";
import { StoreError } from "../../firmware/store/store-error.ts";
import type {
  CloudListHead,
  Commit,
  DecideChange,
  ListedEntry,
  LocalUsersChange,
  LocalUsersChanged,
} from "../../firmware/store/unit-store.ts";

/** What is wrong with the unit's disk. */
export type StoreFault = "full" | "readonly";

/** The unit's disk: it outlives the unit's process, and can be full or read-only. */
export class FallibleStore extends MemoryStore {
  /** Null: it works. */
  fault: StoreFault | null = null;

  /** On a full disk there is room left for the ends of running sessions. */
  override async commit(change: Commit): Promise<void> {
    if (!(this.fault === "full" && change.session?.session === null)) this.#mustWork();
    await super.commit(change);
  }

  override async changeLocalUsers(change: LocalUsersChange | DecideChange): Promise<LocalUsersChanged> {
    this.#mustWork();
    return super.changeLocalUsers(change);
  }

  override async replaceCloudList(head: CloudListHead, entries: readonly ListedEntry[]): Promise<void> {
    this.#mustWork();
    return super.replaceCloudList(head, entries);
  }

  #mustWork(): void {
    switch (this.fault) {
      case null:
        return;
      case "full":
        throw new StoreError("STORE_FULL");
      case "readonly":
        throw new StoreError("STORE_READONLY");
    }
  }
}
