/** One key of a keypad; `enter` is a carriage return or a key of that name. */
export type Key = "0" | "1" | "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9" | "#" | "*" | "enter";

export type KeypadEvent =
  | { readonly type: "up" }
  | { readonly type: "lost"; readonly reason: string }
  | { readonly type: "key"; readonly key: Key };

/** A keypad, supervised for ever. */
export interface Keypad {
  /** Opens the device and goes on trying until `close`. Called once. */
  start(listener: (event: KeypadEvent) => void): void;
  /** Releases the device; nothing is told any more. */
  close(): Promise<void>;
}
