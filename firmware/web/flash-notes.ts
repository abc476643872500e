import type { WebSession } from "./access/sessions.ts";

/** What is to be said on the next page that somebody opens. */
export interface FlashNote {
  readonly tone: "good" | "bad";
  readonly text: string;
  /** A form that takes it back. */
  readonly undo?: { readonly action: string; readonly label: string };
}

/** What came of the last action of each session, until it has been said. */
export class FlashNotes {
  readonly #notes = new WeakMap<WebSession, FlashNote>();

  leave(session: WebSession, note: FlashNote): void {
    this.#notes.set(session, note);
  }

  /** Says it once. */
  take(session: WebSession): FlashNote | null {
    const note = this.#notes.get(session) ?? null;
    this.#notes.delete(session);
    return note;
  }
}
