/** @jsxRuntime automatic @jsxImportSource hono/jsx */
import { Button } from "../../ui/button.tsx";
import type { KeypadPicture } from "../world/picture.ts";
import { GestureForm } from "./gesture-form-view.tsx";

const KEYS = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "*", "0", "#"] as const;

const SPOKEN: Readonly<Record<string, string>> = {
  "*": "Star: cancel the entry",
  "#": "Hash: begins and ends a PIN",
};

/** The keypad. Each key is a button; while one has the focus, keys can be typed. */
export function Keypad({ keypad }: { readonly keypad: KeypadPicture }) {
  return (
    <section class="keypad" id="keypad" aria-label="Keypad" data-keypad>
      <p class="keypad-display" aria-live="polite">
        {displayWords(keypad)}
      </p>
      <GestureForm do="keys" class="keypad-keys">
        {KEYS.map((key) => (
          <button
            type="submit"
            class="keypad-key"
            id={`key-${keyName(key)}`}
            name="keys"
            value={key}
            aria-label={SPOKEN[key]}
            data-key={key === "#" ? "K" : undefined}
            data-key-focus={key === "#" ? "" : undefined}
          >
            {key}
          </button>
        ))}
      </GestureForm>
    </section>
  );
}

function displayWords({ typed, lost, locked }: KeypadPicture): string {
  if (lost) return "Keypad is gone";
  if (locked) return "Locked";
  return typed === "" ? "# PIN #" : typed;
}

function keyName(key: string): string {
  if (key === "*") return "star";
  return key === "#" ? "hash" : key;
}

/** A note with a PIN that may charge, on the wall beside the keypad. Typing it discards what was begun. */
export function PinNote({ pin }: { readonly pin: string }) {
  return (
    <div class="note" id="note">
      <p>
        <span class="note-words">Guest’s PIN, then #</span>
        <br />
        <span class="note-pin">{pin}</span>
      </p>
      <GestureForm do="keys" fields={{ keys: `*${pin}#` }}>
        <Button small shortcut="G">
          Type it
        </Button>
      </GestureForm>
    </div>
  );
}
