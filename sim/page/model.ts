import type { Gesture, GestureOutcome } from "../world/gesture.ts";
import type { WorldPicture } from "../world/picture.ts";

/** What the page tells about the simulator besides its picture. */
export interface Facts {
  readonly version: string;
  /** `mqtt://127.0.0.1:1883` */
  readonly brokerUrl: string;
  readonly unitId: string;
  /** A PIN that is on the list, with its leading `#`: it belongs to nobody. */
  readonly pin: string;
}

/** What came of a gesture that a page without script sent. */
export interface Said {
  readonly gesture: Gesture | null;
  readonly outcome: GestureOutcome;
}

/** Everything that the page shows. */
export interface PageModel {
  readonly facts: Facts;
  readonly picture: WorldPicture;
  /** Wall clock, milliseconds since 1970. */
  readonly now: number;
  readonly said: Said | null;
}
