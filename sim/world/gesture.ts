import type { Access } from "../../firmware/core/happening.ts";
import type { WorldPicture } from "./picture.ts";

/** What a person can do to the simulated world. */
export type Gesture =
  /** A card is held to the reader for a moment; `phone` shows a new number every time. */
  | { readonly do: "tap"; readonly card: string }
  /** A card is laid on the reader and left there; what lay there is taken away. */
  | { readonly do: "lay"; readonly card: string }
  | { readonly do: "lift" }
  /** Keys of the keypad, one after the other: digits, `#`, `*`. */
  | { readonly do: "keys"; readonly keys: string }
  | { readonly do: "plug" | "unplug" }
  /** The vehicle asks for power, or pauses. */
  | { readonly do: "wants"; readonly power: boolean }
  /** A command to a device emulator, as `help` of the emulator lists them: faults and their mending. */
  | { readonly do: "device"; readonly device: "reader" | "board" | "keypad"; readonly command: string }
  /** The link between unit and cloud goes down or comes back. */
  | { readonly do: "link"; readonly link: "online" | "offline" }
  /** Whoever can read the unit's data folder asks for a code that lets one person into its own page. */
  | { readonly do: "web-code" }
  /** Asked of the unit by the cloud. */
  | { readonly do: "access"; readonly access: Access }
  | { readonly do: "remote-start"; readonly card: string }
  | { readonly do: "remote-stop" }
  /** The cloud's list: adds or changes an entry (`id` as typed: a card number, or a `#PIN`), or removes one. */
  | {
      readonly do: "list-set";
      readonly id: string;
      readonly user: string;
      readonly status: "active" | "blocked";
    }
  | { readonly do: "list-remove"; readonly id: string }
  /** The unit joins an installation of the portal by a registration token, or is as it was before. */
  | { readonly do: "join"; readonly token: string }
  | { readonly do: "leave" };

/** What came of a gesture, in words for the person. */
export type GestureOutcome =
  | { readonly ok: true; readonly text: string }
  /** `code` is stable; the text says what was expected and what to do. */
  | { readonly ok: false; readonly code: string; readonly text: string };

/** The simulated world as its faces (page, terminal) know it. */
export interface World {
  picture(): WorldPicture;
  do(gesture: Gesture): Promise<GestureOutcome>;
  /** Calls `changed` whenever the picture has changed, many changes at once being one call. The answer ends that. */
  watch(changed: () => void): () => void;
}
