import type { Cloud } from "../../cloud/cloud.ts";
import type { RequestOutcome } from "../../cloud/requests.ts";
import type { CloudLink } from "../../firmware/link/cloud-link.ts";
import { REASON_WORDS, wordsFor } from "../../ui/words.ts";
import type { BrokerSwitch } from "./broker-switch.ts";
import type { Gesture, GestureOutcome } from "./gesture.ts";
import type { CloudPicture } from "./picture.ts";

/** The gestures that go to the cloud. */
type CloudGesture = Extract<
  Gesture,
  { do: "link" | "access" | "remote-start" | "remote-stop" | "list-set" | "list-remove" }
>;

type RequestPicture = NonNullable<CloudPicture["request"]>;

/** The cloud's side of the simulated world: the link, requests to the unit, and the list. */
export class CloudDesk {
  readonly #cloud: Cloud;
  readonly #link: CloudLink;
  readonly #broker: BrokerSwitch;
  readonly #name: string;
  readonly #changed: () => void;
  #received = 0;
  #request: RequestPicture | null = null;

  constructor(
    parts: {
      readonly cloud: Cloud;
      readonly link: CloudLink;
      readonly broker: BrokerSwitch;
      readonly name: string;
    },
    changed: () => void,
  ) {
    this.#cloud = parts.cloud;
    this.#link = parts.link;
    this.#broker = parts.broker;
    this.#name = parts.name;
    this.#changed = changed;
    parts.cloud.watch((change) => {
      if (change.kind === "records" && change.unit === parts.name)
        this.#received = change.records.at(-1)?.seq ?? this.#received;
      changed();
    });
  }

  /** The last record that the cloud has. */
  get received(): number {
    return this.#received;
  }

  picture(): CloudPicture {
    const known = this.#cloud.unit(this.#name);
    const { list } = this.#cloud;
    const held = known?.state.list;
    const digest = list.content?.digest;
    return {
      link: this.#broker.isOn ? "online" : "offline",
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

  async do(gesture: CloudGesture): Promise<GestureOutcome> {
    switch (gesture.do) {
      case "link":
        await this.#broker.set(gesture.link === "online");
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
        return this.#change({ set: id, user: user.trim() === "" ? null : user.trim(), status, expires });
      }
      case "list-remove":
        return this.#change({ remove: gesture.id });
    }
  }

  async #change(change: Parameters<Cloud["list"]["change"]>[0][number]): Promise<GestureOutcome> {
    const outcome = await this.#cloud.list.change([change]);
    if (outcome.ok) {
      const [hint] = outcome.done.map((made) => made.hint).filter((text) => text !== null);
      return done(`The list is at version ${outcome.version}${hint === undefined ? "" : `. ${hint}`}`);
    }
    const [problem] = outcome.problems;
    return refused("LIST_PROBLEM", problem ? [problem.text, problem.hint].filter(Boolean).join(". ") : "");
  }

  async #ask(what: string, send: () => Promise<RequestOutcome>): Promise<GestureOutcome> {
    this.#note({ what, outcome: "pending", why: "" });
    const outcome = await send();
    switch (outcome.status) {
      case "Accepted": {
        const waits = what === "Remote start" && outcome.data.session === undefined;
        const why = waits ? "accepted: it begins when the vehicle is plugged in" : "";
        this.#note({ what, outcome: "accepted", why });
        return done(waits ? `${what} ${why}` : `${what}: done`);
      }
      case "Rejected": {
        const { reason = "" } = outcome.data;
        const why = wordsFor(REASON_WORDS, reason) ?? reason;
        this.#note({ what, outcome: "rejected", why });
        return refused("REJECTED", `${what}: the unit refused, because ${why}`);
      }
      case "Error":
        this.#note({ what, outcome: "failed", why: outcome.message });
        return refused(outcome.code, `${what}: ${outcome.message}`);
    }
  }

  #note(request: RequestPicture): void {
    this.#request = request;
    this.#changed();
  }
}

function done(text: string): GestureOutcome {
  return { ok: true, text };
}

function refused(code: string, text: string): GestureOutcome {
  return { ok: false, code, text };
}
