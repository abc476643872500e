/** @jsxRuntime automatic @jsxImportSource hono/jsx */
import { Keys } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";

/** Every gesture's key. */
const SHORTCUTS: readonly (readonly [keys: string, does: string])[] = [
  ["P", "Plug in or unplug the vehicle"],
  ["W", "The vehicle pauses, or asks for power"],
  ["1", "Tap the first card; 2, 3 … the others, the phone last"],
  ["Shift+1", "Leave the first card on the reader; ⇧2, ⇧3 … the others"],
  ["L", "Take the card away from the reader"],
  ["K", "Go to the keypad: then 0–9, # and * are its keys"],
  ["G", "Type the PIN on the note"],
  ["O", "Cut or restore the link to the cloud"],
  ["A", "Open or restrict access"],
  ["S", "Remote start"],
  ["X", "Remote stop"],
  ["N", "Add someone to the list"],
  ["R", "The portal"],
  ["U", "The unit's own page"],
  ["T", "Make trouble"],
  ["?", "This list"],
];

/** The list of shortcuts, and the switch that turns them off. Shown by script, which alone obeys them. */
export function ShortcutsDialog() {
  return (
    <dialog class="shortcuts" id="shortcuts" aria-labelledby="shortcuts-title">
      <header class="panel-head">
        <h2 class="panel-title" id="shortcuts-title">
          Keys
        </h2>
        <form method="dialog">
          <button type="submit" class="button button-quiet button-small">
            <Icon name="x" />
            <span class="unseen">Close</span>
          </button>
        </form>
      </header>
      <dl>
        {SHORTCUTS.map(([keys, does]) => (
          <div>
            <dt>
              <Keys shortcut={keys} />
              <span class="unseen">{keys}</span>
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
      <label class="shortcuts-off">
        <input type="checkbox" id="shortcuts-on" checked /> Keys are on
      </label>
    </dialog>
  );
}
