import type { LmdbAnswers } from "./lmdb-answers.ts";
import type { Step } from "./lmdb-environment.ts";
import type { LmdbJournal } from "./lmdb-journal.ts";
import type { LmdbUses } from "./lmdb-uses.ts";
import type { LmdbValues } from "./lmdb-values.ts";
import { connectorKey, credentialKey, keypadKey, settingKey } from "./stored-key.ts";
import type { Commit } from "./unit-store.ts";

/** The steps of commits that are written together: each builds on what those before it change. */
export class CommitDraft {
  readonly steps: Step[] = [];
  readonly #parts: Parts;
  readonly #counts = new Map<string, number>();
  readonly #undo: (() => void)[] = [];
  #last: number;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#last = parts.journal.last;
  }

  /** The number of the last record, those of these steps included. */
  get last(): number {
    return this.#last;
  }

  /** Adds one commit; the next is added when it is done. @throws StoreError */
  async add(change: Commit): Promise<void> {
    const { values, journal, answers } = this.#parts;
    const {
      session,
      records = [],
      access,
      settings,
      reservations,
      lockout,
      counted,
      uncounted,
      cache,
      alive,
      attended,
      acknowledged,
      webPassword,
      webLocks,
    } = change;
    const set = (name: Parameters<typeof settingKey>[0], value: unknown): void => {
      if (value !== undefined) this.steps.push(values.put("settings", settingKey(name), value));
    };
    if (session) this.steps.push(values.put("sessions", connectorKey(session.connector), session.session));
    for (const record of records) {
      this.#last += 1;
      this.steps.push(journal.append(this.#last, record));
    }
    if (counted) this.#count(credentialKey(counted), 1);
    if (uncounted) this.#count(credentialKey(uncounted), -1);
    if (lockout) this.steps.push(values.put("lockouts", keypadKey(lockout.keypad), lockout));
    set("access", access);
    set("settings", settings && Object.keys(settings).length === 0 ? null : settings);
    set("alive", alive);
    set("attended", attended);
    set("acknowledged", acknowledged);
    set("web-password", webPassword);
    set("web-locks", webLocks?.length === 0 ? null : webLocks);
    set("reservations", reservations?.length === 0 ? null : reservations);
    if (cache !== undefined) {
      const { steps, undo } = await answers.change(cache);
      this.steps.push(...steps);
      this.#undo.push(undo);
    }
  }

  /** To be called when the steps were not written. */
  takeBack(): void {
    for (const undo of this.#undo.splice(0).reverse()) undo();
  }

  /** Another process may count, too: it writes a record with it, and then these steps are not written. */
  #count(key: Buffer, by: 1 | -1): void {
    const name = key.toString("hex");
    const count = Math.max(0, (this.#counts.get(name) ?? this.#parts.uses.of(key) ?? 0) + by);
    this.#counts.set(name, count);
    this.steps.push(this.#parts.uses.put(key, count));
  }
}

interface Parts {
  readonly values: LmdbValues;
  readonly journal: LmdbJournal;
  readonly uses: LmdbUses;
  readonly answers: LmdbAnswers;
}
