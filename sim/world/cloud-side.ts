import type { ListedEntry } from "../../cloud/list/list-entry.ts";
import type { Gesture, GestureOutcome } from "./gesture.ts";
import type { CloudPicture } from "./picture.ts";

/** The gestures that go to the cloud. */
export type CloudGesture = Extract<
  Gesture,
  { do: "link" | "access" | "remote-start" | "remote-stop" | "list-set" | "list-remove" }
>;

/** The cloud's side of the simulated world: the simulator's own cloud, or the portal's. */
export interface CloudSide {
  /** The last record that the cloud has. */
  readonly received: number;
  picture(): CloudPicture;
  /** What of the list is known here: all of it, or nothing. */
  entries(): readonly ListedEntry[];
  /** What came of the last request is no news any more. */
  forgetRequest(): void;
  do(gesture: CloudGesture): Promise<GestureOutcome>;
}
