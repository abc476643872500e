import type { Happening } from "../../firmware/core/happening.ts";
import type { Found } from "../../firmware/core/list-entry.ts";
import { NO_ENTRY, type PinEntry, pressKey } from "../../firmware/pin-entry.ts";
import type { UnitStore } from "../../firmware/store/unit-store.ts";
import type { Unit } from "../../firmware/unit.ts";
import type { Clock } from "../../hal/clock.ts";
import type { CardId } from "../../protocol/card-id.ts";
import type { OpenEvseEmulator } from "../devices/openevse/openevse-emulator.ts";
import type { DevicePeer } from "../devices/peer.ts";
import type { CloudSide } from "./cloud-side.ts";
import type { Gesture, GestureOutcome, World } from "./gesture.ts";
import { cardPictures, chargerPicture, type TableCard, vehiclePicture } from "./parts-pictures.ts";
import type { PortalPicture, WorldPicture } from "./picture.ts";
import { Timeline } from "./timeline.ts";

/** Milliseconds. */
const TIMES = {
  /** How long a tapped card stays on the reader. */
  tap: 350,
  /** How long the reader takes to see that a card has gone. */
  gone: 700,
  /** Changes that come together are told together. */
  together: 10,
} as const;

/** The unit's own page, as the world knows it. */
interface SimulatedPage {
  urls(): readonly [string, ...string[]];
  issueCode(): { readonly code: string; readonly validFor: number };
}

/** Everything that the simulated world is made of. */
export interface SimulationParts {
  readonly clock: Clock;
  /** The unit's id. */
  readonly name: string;
  readonly unit: Unit;
  readonly store: UnitStore;
  /** @param changed to be called when it shows another picture */
  readonly cloud: (changed: () => void) => CloudSide;
  /** The portal beside it; null: there is none. */
  readonly portal: () => PortalPicture | null;
  /** What the unit's own lists say of a card. */
  readonly listed: (uid: CardId) => Found;
  /** Minutes since Monday 00:00 in the unit's zone, at this wall clock. */
  readonly weekMinute: (wall: number) => number;
  readonly reader: DevicePeer;
  /** The unit's own page; null: it is not served yet. */
  readonly ownPage: () => SimulatedPage | null;
  readonly board: OpenEvseEmulator;
  readonly keypad: DevicePeer;
  readonly cards: readonly TableCard[];
  /** How long an unfinished PIN is kept, milliseconds. */
  readonly pinIdle: number;
}

/** The unit with its devices, its vehicle and its cloud, as the faces of the simulator see and move them. */
export class Simulation implements World {
  readonly #parts: SimulationParts;
  readonly #cloud: CloudSide;
  readonly #timeline = new Timeline();
  readonly #watchers = new Set<() => void>();
  #laid: string | null = null;
  /** When a card was last taken away, monotonic: the next is laid when the reader has seen it. */
  #liftedAt = Number.NEGATIVE_INFINITY;
  readonly #faults = new Map<"reader" | "board" | "keypad", string>();
  readonly #lost = new Set<"reader" | "keypad">();
  #entry: PinEntry = NO_ENTRY;
  #cancelEntry: () => void = () => {};
  #code: string | null = null;
  #cancelCode: () => void = () => {};
  #recordsRead = 0;
  #cancelTold: (() => void) | null = null;

  constructor(parts: SimulationParts) {
    this.#parts = parts;
    this.#cloud = parts.cloud(() => this.changed());
  }

  /** The unit tells something. */
  tell(happening: Happening, at: number): void {
    this.#timeline.tell(happening, at);
    if (happening.event === "reader-lost") this.#lost.add("reader");
    if (happening.event === "reader-back") this.#lost.delete("reader");
    if (happening.event === "keypad-lost") this.#lost.add("keypad");
    if (happening.event === "keypad-back") this.#lost.delete("keypad");
    this.changed();
  }

  /** Records have become durable. */
  recorded(): void {
    for (const record of this.#parts.store.journal(this.#recordsRead + 1)) {
      this.#recordsRead = record.seq;
      this.#timeline.record(record);
    }
    this.changed();
  }

  /** The picture is another one. */
  changed(): void {
    this.#cancelTold ??= this.#parts.clock.after(TIMES.together, () => {
      this.#cancelTold = null;
      for (const watcher of this.#watchers) watcher();
    });
  }

  watch(changed: () => void): () => void {
    this.#watchers.add(changed);
    return () => this.#watchers.delete(changed);
  }

  picture(): WorldPicture {
    const { unit, name, board, cards, clock } = this.#parts;
    const wall = clock.wall();
    const { digits, deadline } = this.#entry;
    const typing = digits !== null && deadline !== null && clock.mono() < deadline;
    return {
      charger: chargerPicture(name, unit.state),
      vehicle: vehiclePicture(board.snapshot()),
      reader: {
        card: this.#laid,
        lost: this.#lost.has("reader"),
        fault: this.#faults.get("reader") ?? null,
      },
      keypad: {
        typed: typing ? `#${digits}` : "",
        lost: this.#lost.has("keypad"),
        locked: unit.state.locked.length > 0,
      },
      cards: cardPictures(cards, this.#cloud.entries(), {
        found: this.#parts.listed,
        state: unit.state,
        wall,
        weekMinute: this.#parts.weekMinute(wall),
      }),
      cloud: this.#cloud.picture(),
      ownPage: this.#ownPage(),
      portal: this.#parts.portal(),
      timeline: this.#timeline.entries(this.#cloud.received),
    };
  }

  async do(gesture: Gesture): Promise<GestureOutcome> {
    this.#cloud.forgetRequest();
    try {
      return await this.#do(gesture);
    } finally {
      this.changed();
    }
  }

  /** Ends the timers. */
  stop(): void {
    this.#cancelTold?.();
    this.#cancelEntry();
    this.#cancelCode();
    this.#watchers.clear();
  }

  async #do(gesture: Gesture): Promise<GestureOutcome> {
    switch (gesture.do) {
      case "tap": {
        // A card that lies there is taken away first, as a hand would: laid again it counts anew.
        if (this.#laid !== null) this.#lift();
        await this.#pause(Math.max(0, this.#liftedAt + TIMES.gone - this.#parts.clock.mono()));
        const outcome = this.#lay(gesture.card);
        if (!outcome.ok) return outcome;
        await this.#pause(TIMES.tap);
        // Another card may lie there by now.
        if (this.#laid === gesture.card) this.#lift();
        return done("Held to the reader");
      }
      case "lay":
        return this.#lay(gesture.card);
      case "lift":
        this.#lift();
        return done("Taken away");
      case "keys":
        return this.#keys(gesture.keys);
      case "plug":
      case "unplug":
        return this.#command("board", gesture.do, gesture.do === "plug" ? "Plugged in" : "Unplugged");
      case "wants":
        return this.#command(
          "board",
          `wants ${gesture.power ? "on" : "off"}`,
          gesture.power ? "The vehicle asks for power" : "The vehicle pauses",
        );
      case "device":
        return this.#device(gesture.device, gesture.command.trim().toLowerCase());
      case "web-code":
        return this.#webCode();
      case "link":
      case "access":
      case "remote-start":
      case "remote-stop":
      case "list-set":
      case "list-remove":
        return this.#cloud.do(gesture);
      case "join":
      case "leave":
        return { ok: false, code: "NO_PORTAL", text: "There is no portal beside this charger." };
    }
  }

  #ownPage(): WorldPicture["ownPage"] {
    const page = this.#parts.ownPage();
    return page && { url: page.urls()[0], code: this.#code };
  }

  #webCode(): GestureOutcome {
    const page = this.#parts.ownPage();
    if (!page)
      return { ok: false, code: "not-served", text: "The page is not served yet. Try again in a moment." };
    const { code, validFor } = page.issueCode();
    this.#code = code;
    this.#cancelCode();
    this.#cancelCode = this.#parts.clock.after(validFor, () => {
      this.#code = null;
      this.changed();
    });
    return done(`${code} lets you in at ${page.urls()[0]}`);
  }

  #lay(card: string): GestureOutcome {
    const outcome = this.#command(
      "reader",
      card === "phone" ? "phone" : `card ${card}`,
      "Laid on the reader",
    );
    if (outcome.ok) this.#laid = card;
    return outcome;
  }

  #lift(): void {
    this.#parts.reader.command("card none");
    if (this.#laid !== null) this.#liftedAt = this.#parts.clock.mono();
    this.#laid = null;
  }

  #keys(keys: string): GestureOutcome {
    const outcome = this.#command("keypad", `keys ${keys}`, "Typed");
    if (!outcome.ok || this.#faults.has("keypad")) return outcome;
    const { clock, pinIdle } = this.#parts;
    for (const key of keys) this.#entry = pressKey(this.#entry, key, clock.mono(), pinIdle).entry;
    this.#cancelEntry();
    if (this.#entry.deadline !== null) this.#cancelEntry = clock.after(pinIdle, () => this.changed());
    return outcome;
  }

  #device(device: "reader" | "board" | "keypad", command: string): GestureOutcome {
    const [verb, what] = command.split(/\s+/);
    const mends = (verb === "fault" || verb === "fail") && what === "none";
    const outcome = this.#command(
      device,
      command,
      mends ? `The ${device} is mended` : `The ${device}: ${command}`,
    );
    if (!outcome.ok) return outcome;
    if (verb === "fault" || verb === "fail") {
      if (what === undefined || what === "none") this.#faults.delete(device);
      else this.#faults.set(device, what);
    }
    if (device === "reader" && verb === "card")
      this.#laid = what === "none" ? null : (what?.toUpperCase() ?? null);
    return outcome;
  }

  /** What a device answers: `ok`, a fact that was asked for, or what it expected. */
  #command(device: "reader" | "board" | "keypad", command: string, text: string): GestureOutcome {
    const answer = this.#parts[device].command(command);
    if (answer.startsWith("error ")) return { ok: false, code: "DEVICE_REFUSED", text: answer.slice(6) };
    return done(answer === "ok" ? text : answer);
  }

  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => this.#parts.clock.after(ms, resolve));
  }
}

function done(text: string): GestureOutcome {
  return { ok: true, text };
}
