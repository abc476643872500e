import type { ConnectorId } from "../core/session.ts";
import type { UnitStore } from "../store/unit-store.ts";
import {
  endedSession,
  type HistoryItem,
  historyRecord,
  type RecordOf,
  type Show,
  unendedSession,
} from "./history-item.ts";
import { newestFirst, oldestFirst } from "./journal-turns.ts";

/** Records looked at for one page at most. */
const MOST_RECORDS = 20_000;

export interface HistoryPage {
  /** The newest first. */
  readonly items: readonly HistoryItem[];
  /** What `before` is for the next page; null: this was the last. */
  readonly next: number | null;
  /** There was too much to look at: the page has fewer items than it could have, or does not say when some of them began. */
  readonly incomplete: boolean;
}

type Source = Pick<UnitStore, "journal" | "journalState" | "saved">;

/**
 * A page of what happened: charges (told where they ended, and running ones where they began), refusals, and findings. Pages
 * of a journal that stands still, joined, are all of it. A charge that ends while pages are turned moves before them.
 *
 * Sessions at one connector follow one another (each start is recorded after the end of the one before), so the start that
 * belongs to an end, and the end that belongs to a start, are looked for no further than that connector's next session.
 *
 * @param options.before the `next` of the page before; absent: from the newest on
 * @param options.limit items on a page, 1 or more
 * @param options.most records looked at, at most (default 20,000)
 * @throws StoreError
 */
export async function readHistory(
  store: Source,
  options: {
    readonly show: Show;
    readonly before?: number;
    readonly limit: number;
    readonly most?: number;
  },
): Promise<HistoryPage> {
  const { show, before = null, limit, most = MOST_RECORDS } = options;
  const page = new Page(limit);
  const top = before ?? store.journalState().last + 1;
  let looked = 0;
  for await (const { from, records } of newestFirst(store, before)) {
    for (const record of records) {
      const found = historyRecord(record, show);
      if (found?.is === "item") page.add(found.item);
      else if (found?.is === "end") page.end(found.record);
      else if (found?.is === "start" && page.isUnended(found.record))
        page.begin(found.record, await unended(store, found.record, top, page));
      if (page.isDone) return { items: page.items, next: page.next, incomplete: false };
    }
    looked += records.length;
    if (looked >= most) {
      const rest = from > store.journalState().oldest;
      return { items: page.items, next: page.next ?? (rest ? from : null), incomplete: rest };
    }
  }
  return { items: page.items, next: page.next, incomplete: false };
}

/** Null: its end is recorded at `top` or after it, where it is told. */
async function unended(
  store: Source,
  start: RecordOf<"session-started">,
  top: number,
  page: Page,
): Promise<HistoryItem | null> {
  const { session, connector } = start.happening;
  const running = store.saved().sessions.find(({ id }) => id === session);
  if (running) return unendedSession(start, running);
  if (page.hasSeen(connector)) return unendedSession(start, null);
  for await (const records of oldestFirst(store, top)) {
    for (const { happening } of records) {
      if (happening.event !== "session-stopped" && happening.event !== "session-started") continue;
      if (happening.session === session) return null;
      if (happening.connector === connector) return unendedSession(start, null);
    }
  }
  return unendedSession(start, null);
}

/** A page as it is put together, going backwards through the journal. */
class Page {
  readonly #limit: number;
  readonly #items: HistoryItem[] = [];
  /** The session of which a connector's last record told, and where its item is when its start is still looked for. */
  readonly #seen = new Map<ConnectorId, { readonly session: string; readonly at: number | null }>();
  #more = false;

  constructor(limit: number) {
    this.#limit = limit;
  }

  get items(): readonly HistoryItem[] {
    return this.#items;
  }

  get next(): number | null {
    return this.#more ? (this.#items.at(-1)?.seq ?? null) : null;
  }

  /** There is another page, and each item of this one knows all that can be known. */
  get isDone(): boolean {
    return this.#more && ![...this.#seen.values()].some(({ at }) => at !== null);
  }

  hasSeen(connector: ConnectorId): boolean {
    return this.#seen.has(connector);
  }

  /** @returns where it stands; null: on the next page */
  add(item: HistoryItem): number | null {
    if (this.#items.length < this.#limit) return this.#items.push(item) - 1;
    this.#more = true;
    return null;
  }

  end(record: RecordOf<"session-stopped">): void {
    const { connector, session } = record.happening;
    if (this.#seen.get(connector)?.session === session) return;
    this.#seen.set(connector, { session, at: this.add(endedSession(record, null)) });
  }

  /** Whether the start is of a session whose end was not seen; the item of one whose end was is now complete. */
  isUnended({ at: startedAt, happening }: RecordOf<"session-started">): boolean {
    const { connector, session } = happening;
    const seen = this.#seen.get(connector);
    if (seen?.session !== session) return true;
    const item = seen.at === null ? undefined : this.#items[seen.at];
    if (seen.at !== null && item?.kind === "session") this.#items[seen.at] = { ...item, startedAt };
    this.#seen.set(connector, { session, at: null });
    return false;
  }

  /** @param item null: it is told on an earlier page */
  begin({ happening: { connector, session } }: RecordOf<"session-started">, item: HistoryItem | null): void {
    this.#seen.set(connector, { session, at: null });
    if (item) this.add(item);
  }
}
