import type { Gesture, GestureOutcome, World } from "./gesture.ts";
import type { WorldPicture } from "./picture.ts";

/** The gestures after which the world is another one. */
export type WorldChange = Extract<Gesture, { do: "join" | "leave" }>;

/** A world that gives way to another one under its faces: the same charger, but another cloud. */
export class ChangingWorld implements World {
  readonly #change: (change: WorldChange) => Promise<{ outcome: GestureOutcome; world: World | null }>;
  readonly #watchers = new Set<() => void>();
  #world: World;
  #unwatch: () => void;
  #changing: Promise<unknown> = Promise.resolve();

  /** @param change makes the other world; null: it stays as it is */
  constructor(
    first: World,
    change: (change: WorldChange) => Promise<{ outcome: GestureOutcome; world: World | null }>,
  ) {
    this.#change = change;
    this.#world = first;
    this.#unwatch = first.watch(() => this.#tell());
  }

  picture(): WorldPicture {
    return this.#world.picture();
  }

  do(gesture: Gesture): Promise<GestureOutcome> {
    if (gesture.do !== "join" && gesture.do !== "leave") return this.#world.do(gesture);
    const outcome = this.#changing.then(() => this.#replace(gesture));
    this.#changing = outcome.catch(() => {});
    return outcome;
  }

  watch(changed: () => void): () => void {
    this.#watchers.add(changed);
    return () => this.#watchers.delete(changed);
  }

  async #replace(change: WorldChange): Promise<GestureOutcome> {
    const { outcome, world } = await this.#change(change);
    if (world) {
      this.#unwatch();
      this.#world = world;
      this.#unwatch = world.watch(() => this.#tell());
      this.#tell();
    }
    return outcome;
  }

  #tell(): void {
    for (const watcher of this.#watchers) watcher();
  }
}
