import type { EarlierPeople } from "../whitelist/earlier-people.ts";
import type { WebSession } from "./access/sessions.ts";
import type { FlashNote } from "./flash-notes.ts";
import type { House } from "./house.ts";
import type { AT } from "./pages/places.ts";
import type { Visitor } from "./visitor.ts";

/** What takes an import or a restore back. */
export interface Undo {
  readonly earlier: EarlierPeople;
  /** Which change of the people it was (see `putBack`). */
  readonly mark: number;
  /** Settings that were changed by it: how they were, for `Settings.change`, and how they were right after it. */
  readonly settings: Readonly<Record<string, { readonly before: unknown; readonly after: unknown }>>;
  readonly said: Said;
}

/** What is said of an import or restore for as long as it can be taken back, and where. */
export interface Said {
  readonly text: string;
  readonly at: typeof AT.import | typeof AT.restore;
  readonly label: string;
}

/** Where an import or restore is left to be taken back: it says so, and offers it for ten minutes. */
export type LeaveUndo = (visitor: Visitor, undo: Omit<Undo, "said">, said: Said) => void;

/** What is said of what this session can take back there; null: nothing. */
export function undoNote({ undos }: House, session: WebSession | null, at: Said["at"]): FlashNote | null {
  const said = undos.of(session)?.value.said;
  if (said?.at !== at) return null;
  return { tone: "good", text: said.text, undo: { action: `${at}/undo`, label: said.label } };
}
