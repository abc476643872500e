import type { EarlierPeople } from "../whitelist/earlier-people.ts";
import type { AT } from "./pages/places.ts";
import type { Visitor } from "./visitor.ts";

/** What takes an import or a restore back. */
export interface Undo {
  readonly earlier: EarlierPeople;
  /** Which change of the people it was (see `putBack`). */
  readonly mark: number;
  /** For `Settings.change`; empty: none were changed. */
  readonly settings: Readonly<Record<string, unknown>>;
}

/** Where an import or restore is left to be taken back: it says so, and offers it for ten minutes. */
export type LeaveUndo = (
  visitor: Visitor,
  undo: Undo,
  said: { readonly text: string; readonly at: typeof AT.import | typeof AT.restore; readonly label: string },
) => void;
