import type { Cloud } from "../../cloud/cloud.ts";
import type { RequestOutcome } from "../../cloud/units/requests.ts";
import type { CloudLink } from "../../firmware/link/cloud-link.ts";
import { wordsFor } from "../../ui/told.ts";
import { WORDS } from "../../ui/words.ts";
import type { CloudGesture, CloudSide } from "./cloud-side.ts";
import type { CuttableLine } from "./cuttable-line.ts";
import type { GestureOutcome } from "./gesture.ts";
import type { CloudPicture } from "./picture.ts";

type RequestPicture = NonNullable<CloudPicture["request"]>;

/** Why no unit could be asked, and what a person makes of it. */
const UNREACHABLE: readonly string[] = ["UNIT_OFFLINE", "CLOUD_OFFLINE"];
const OUT_OF_REACH = "the unit cannot be reached: restore the link, or go to the charger";

/** The simulator's own cloud: the link, requests to the unit, and the list. */
export class CloudDesk implements CloudSide {
  readonly #cloud: Cloud;
  readonly #link: CloudLink;
  readonly #line: CuttableLine;
  readonly #name: string;
  readonly #changed: () => void;
  #received = 0;
  #request: RequestPicture | null = null;

  constructor(
    parts: {
      readonly cloud: Cloud;
      readonly link: CloudLink;
      readonly line: CuttableLine;
      readonly name: string;
    },
    changed: () => void,
  ) {
    this.#cloud = parts.cloud;
    this.#link = parts.link;
    this.#line = parts.line;
    this.#name = parts.name;
    this.#changed = changed;
    parts.cloud.watch((change) => {
      if (change.kind === "records" && change.unit === parts.name)
        this.#received = change.records.at(-1)?.seq ?? this.#received;
      changed();
    });
  }

  get received(): number {
    return this.#received;
  }

  picture(): CloudPicture {
    const known = this.#cloud.unit(this.#name);
    const { list } = this.#cloud;
    const held = known?.state.list;
    const digest = list.content?.digest;
    return {
      kind: "own",
      link: this.#line.isWhole ? "online" : "offline",
      unitOnline: known?.reach === "online",
      list: {
        version: list.version,
        entries: list.entries(),
        unit: {
          version: held?.version ?? 0,
          count: held?.count ?? 0,
          inStep: held !== undefined && digest !== undefined && Buffer.compare(held.digest, digest) === 0,
        },
      },
      records: { received: this.#cloud.recordCount(this.#name), waiting: this.#link.waiting },
      request: this.#request,
    };
  }

  entries(): ReturnType<CloudSide["entries"]> {
    return this.#cloud.list.entries();
  }

  forgetRequest(): void {
    if (this.#request?.outcome !== "pending") this.#request = null;
  }

  async do(gesture: CloudGesture): Promise<GestureOutcome> {
    switch (gesture.do) {
      case "link":
        this.#line.set(gesture.link === "online");
        return done(gesture.link === "online" ? "Unit and cloud can reach each other" : "The link is cut");
      case "access":
        return this.#ask(gesture.access === "open" ? "Access: open" : "Access: restricted", () =>
          this.#cloud.request(this.#name, "access", { access: gesture.access }),
        );
      case "remote-start": {
        const credential = this.#cloud.list.credential(gesture.card);
        if (!credential)
          return refused("NOT_LISTED", "That card is not on the list: add it there first, or choose another");
        return this.#ask("Remote start", () =>
          this.#cloud.request(this.#name, "start", { connector: 1, credential }),
        );
      }
      case "remote-stop":
        return this.#ask("Remote stop", () => this.#cloud.request(this.#name, "stop", { connector: 1 }));
      case "list-set": {
        const { id, user, status } = gesture;
        const expires = this.#cloud.list.entries().find((entry) => entry.id === id)?.expires ?? null;
        // As it is typed at a keypad, a PIN ends with #; as it is written, it does not.
        const set = /^#\d+#$/.test(id.trim()) ? id.trim().slice(0, -1) : id;
        return this.#change({ set, user: user.trim() === "" ? null : user.trim(), status, expires });
      }
      case "list-remove":
        return this.#change({ remove: gesture.id });
    }
  }

  async #change(change: Parameters<Cloud["list"]["change"]>[0][number]): Promise<GestureOutcome> {
    const before = new Set(this.#cloud.list.entries().map(({ id }) => id));
    const outcome = await this.#cloud.list.change([change]);
    if (outcome.ok) {
      const [made] = outcome.done;
      const verb = "remove" in change ? "Removed" : before.has(made?.id ?? "") ? "Changed" : "Added";
      return done(sentences([`${verb}: the list is at version ${outcome.version}`, made?.hint ?? null]));
    }
    const [problem] = outcome.problems;
    const typed = "set" in change && /^\d{4,10}$/.test(change.set.trim());
    const pin = typed ? `a PIN is written with its #, as #${"set" in change ? change.set.trim() : ""}` : null;
    return refused("LIST_PROBLEM", sentences([pin, problem?.text ?? "", problem?.hint ?? null]));
  }

  async #ask(what: string, send: () => Promise<RequestOutcome>): Promise<GestureOutcome> {
    this.#note({ what, outcome: "pending", why: "" });
    const outcome = await send();
    switch (outcome.status) {
      case "Accepted": {
        const waits = what === "Remote start" && outcome.data.session === undefined;
        const why = waits ? "it begins when the vehicle is plugged in" : "";
        this.#note({ what, outcome: "accepted", why });
        return done(waits ? `${what} accepted: ${why}` : `${what}: done`);
      }
      case "Faulted":
      case "Occupied":
      case "Unavailable":
      case "Rejected": {
        const { reason = "" } = outcome.data;
        const why = wordsFor(WORDS.en.reasons, reason) ?? reason;
        this.#note({ what, outcome: "rejected", why });
        return refused("REJECTED", `${what}: the unit refused, because ${why}`);
      }
      case "Error": {
        const why = UNREACHABLE.includes(outcome.code) ? OUT_OF_REACH : outcome.message;
        this.#note({ what, outcome: "failed", why });
        return refused(outcome.code, `${what}: ${why}`);
      }
    }
  }

  #note(request: RequestPicture): void {
    this.#request = request;
    this.#changed();
  }
}

/** Each part a sentence of its own. */
function sentences(parts: readonly (string | null)[]): string {
  return parts
    .flatMap((part) => (part ? [`${part.slice(0, 1).toUpperCase()}${part.slice(1)}`] : []))
    .join(". ");
}

function done(text: string): GestureOutcome {
  return { ok: true, text };
}

function refused(code: string, text: string): GestureOutcome {
  return { ok: false, code, text };
}
