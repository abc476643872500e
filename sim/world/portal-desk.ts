import type { CloudLink } from "../../firmware/link/cloud-link.ts";
import type { UnitStore } from "../../firmware/store/unit-store.ts";
import type { CloudGesture, CloudSide } from "./cloud-side.ts";
import type { CuttableLine } from "./cuttable-line.ts";
import type { GestureOutcome } from "./gesture.ts";
import type { CloudPicture } from "./picture.ts";

/** The portal as the unit's cloud: only what the unit itself knows of it is known here. */
export class PortalDesk implements CloudSide {
  readonly #parts: {
    readonly link: CloudLink;
    readonly line: CuttableLine;
    readonly store: Pick<UnitStore, "journalState" | "cloudList">;
    readonly url: string;
  };

  constructor(parts: {
    readonly link: CloudLink;
    readonly line: CuttableLine;
    readonly store: Pick<UnitStore, "journalState" | "cloudList">;
    /** Where people open it. */
    readonly url: string;
  }) {
    this.#parts = parts;
  }

  get received(): number {
    return this.#parts.store.journalState().acknowledged;
  }

  picture(): CloudPicture {
    const { link, line, store } = this.#parts;
    const { version, count } = store.cloudList();
    return {
      kind: "portal",
      link: line.isWhole ? "online" : "offline",
      unitOnline: link.connected,
      list: { version, entries: [], unit: { version, count, inStep: true } },
      records: { received: this.received, waiting: link.waiting },
      request: null,
    };
  }

  entries(): [] {
    return [];
  }

  forgetRequest(): void {}

  do(gesture: CloudGesture): Promise<GestureOutcome> {
    if (gesture.do !== "link")
      return Promise.resolve({
        ok: false,
        code: "PORTALS",
        text: `This charger belongs to the portal: do that at ${this.#parts.url}`,
      });
    const online = gesture.link === "online";
    this.#parts.line.set(online);
    return Promise.resolve({
      ok: true,
      text: online ? "Unit and portal can reach each other" : "The link is cut",
    });
  }
}
