import type { Gesture, GestureOutcome, World } from "../../../sim/world/gesture.ts";
import type { TimelineEntry, WorldPicture } from "../../../sim/world/picture.ts";
import { type ChargerFacts, chargerPicture, powerOf } from "./fake-charger.ts";
import { FakeCloud } from "./fake-cloud.ts";

const UNIT = "CG-SIM";
export const PIN = "#4711";
const TABLE = [
  { name: "Ann", uid: "04A1B2C3" },
  { name: "Bo", uid: "11223344" },
  { name: "Old", uid: "55667788" },
  { name: "Stranger", uid: "DEADBEEF" },
] as const;

const ok = (text: string): GestureOutcome => ({ ok: true, text });
const no = (code: string, text: string): GestureOutcome => ({ ok: false, code, text });

/** A world in memory that behaves as the real one does, as far as its page can tell. */
export class FakeWorld implements World {
  readonly #watchers = new Set<() => void>();
  readonly #now: () => number;
  readonly #refusedFor: number;
  readonly facts: ChargerFacts = {
    access: "restricted",
    plugged: false,
    wants: true,
    fault: null,
    session: null,
    finished: false,
    refused: null,
    energyWh: 0,
  };
  readonly cloud = new FakeCloud();
  readonly #timeline: (Omit<TimelineEntry, "record"> & { readonly seq: number | null })[] = [];
  #typed = "";
  #joined = false;
  #code: string | null = null;
  #lying: string | null = null;
  #readerFault: string | null = null;
  #keypadLost = false;

  /**
   * @param now wall clock
   * @param refusedFor how long the light says that a card was refused, milliseconds
   */
  constructor(now: () => number = Date.now, refusedFor = 2000) {
    this.#now = now;
    this.#refusedFor = refusedFor;
  }

  picture(): WorldPicture {
    const lost = this.#readerFault === "hangup";
    return {
      charger: chargerPicture(UNIT, this.facts),
      vehicle: { plugged: this.facts.plugged, wants: this.facts.wants, power: powerOf(this.facts) },
      reader: { card: this.#lying, lost, fault: this.#readerFault },
      keypad: { typed: this.#typed, lost: this.#keypadLost, locked: false },
      cards: TABLE.map((card) => ({ ...card, ...this.cloud.listed(card.uid, this.#now()) })),
      cloud: this.cloud.picture(),
      ownPage: { url: "http://127.0.0.1:8402/", code: this.#code },
      portal: { url: "http://127.0.0.1:8401/", signUp: null, joined: this.#joined },
      timeline: this.#timeline
        .map(({ seq, ...entry }) => ({
          ...entry,
          record: seq === null ? null : { seq, atCloud: this.cloud.has(seq) },
        }))
        .reverse(),
    };
  }

  watch(changed: () => void): () => void {
    this.#watchers.add(changed);
    return () => this.#watchers.delete(changed);
  }

  get watchers(): number {
    return this.#watchers.size;
  }

  do(gesture: Gesture): Promise<GestureOutcome> {
    const outcome = this.#obey(gesture);
    this.changed();
    return Promise.resolve(outcome);
  }

  /** Tells those who watch. */
  changed(): void {
    for (const watcher of this.#watchers) watcher();
  }

  /** Has something happen. */
  tell(told: Record<string, unknown>, record = false): void {
    const at = this.#now();
    this.#timeline.push({
      key: String(this.#timeline.length + 1),
      at,
      told: { t: new Date(at).toISOString(), connector: 1, ...told },
      seq: record ? this.cloud.record() : null,
    });
  }

  #obey(gesture: Gesture): GestureOutcome {
    switch (gesture.do) {
      case "plug":
      case "unplug":
        return this.#plug(gesture.do === "plug");
      case "wants":
        this.facts.wants = gesture.power;
        this.#contactor();
        return ok(gesture.power ? "The vehicle asks for power." : "The vehicle has paused.");
      case "tap":
        this.#present(gesture.card);
        return ok("Card held to the reader.");
      case "lay":
        this.#lying = gesture.card;
        this.#present(gesture.card);
        return ok("The card lies on the reader.");
      case "lift":
        if (this.#lying === null) return no("nothing-there", "No card lies on the reader.");
        this.#lying = null;
        return ok("The card was taken away.");
      case "keys":
        for (const key of gesture.keys) this.#key(key);
        return ok("Typed.");
      case "device":
        return this.#device(gesture.device, gesture.command);
      case "join":
        this.#joined = true;
        return ok(`Joined with ${gesture.token}.`);
      case "leave":
        this.#joined = false;
        return ok("Back to the simulator's own cloud.");
      case "link":
        this.cloud.switchLink(gesture.link);
        this.tell({ event: gesture.link === "online" ? "cloud-connected" : "cloud-lost" });
        return ok(gesture.link === "online" ? "The link is back." : "The link is down.");
      case "access":
        this.facts.access = gesture.access;
        this.tell({ event: "access-changed", access: gesture.access }, true);
        return ok(`Access is ${gesture.access}.`);
      case "web-code":
        this.#code = "7KQ2-M4XD";
        return ok(`${this.#code} lets you in.`);
      case "remote-start":
        return this.#remoteStart(gesture.card);
      case "remote-stop":
        return this.#remoteStop();
      case "list-set":
        return this.#listSet(gesture.id, gesture.user, gesture.status);
      case "list-remove":
        this.cloud.remove(gesture.id);
        return this.#listChanged("Removed from the list.");
    }
  }

  #plug(plugged: boolean): GestureOutcome {
    if (this.facts.plugged === plugged)
      return no("already", plugged ? "It is plugged in already." : "It is not plugged in.");
    this.facts.plugged = plugged;
    this.tell({ event: plugged ? "plugged" : "unplugged" });
    if (plugged) this.tell({ event: "awaiting-authorization" });
    if (!plugged && this.facts.session) this.#stop("EVDisconnected");
    this.facts.finished = false;
    return ok(plugged ? "Plugged in." : "Unplugged.");
  }

  #present(card: string): void {
    if (this.#readerFault === "hangup") return;
    const { listed, user } =
      card === "phone" ? ({ listed: "unknown", user: null } as const) : this.cloud.listed(card, this.#now());
    const id = `${card.slice(0, 2)}…${card.slice(-2)}`;
    const credential = { kind: "card", id: card === "phone" ? "08…5F" : id };
    const reason = card === "phone" ? "random-uid" : listed === "active" ? "cloud-list" : listed;
    this.#decide(credential, user ?? id, reason);
  }

  #decide(credential: { readonly kind: string; readonly id: string }, user: string, reason: string): void {
    if (reason !== "cloud-list") {
      this.tell({ event: "denied", credential, verdict: "Unknown", reason, reader: "front" }, true);
      const known = reason === "blocked" || reason === "expired";
      this.facts.refused = known ? "refused-blocked" : "refused-unknown";
      setTimeout(() => {
        this.facts.refused = null;
        this.changed();
      }, this.#refusedFor).unref();
      return;
    }
    if (this.facts.session) {
      this.#stop("Local");
      return;
    }
    if (!this.facts.plugged) return;
    this.tell({ event: "authorized", credential, user, verdict: "Accepted", reason, reader: "front" }, true);
    this.#start(user, credential);
  }

  #start(user: string, credential: { readonly kind: string; readonly id: string }): void {
    const id = `s${this.cloud.seq}`;
    this.facts.session = { id, who: user, startedAt: this.#now() };
    this.facts.energyWh = 12.3;
    this.facts.finished = false;
    this.tell({ event: "session-started", session: id, user, credential }, true);
    this.#contactor();
  }

  #stop(reason: string): void {
    const { session, energyWh } = this.facts;
    this.facts.session = null;
    this.facts.finished = true;
    this.#contactor();
    this.tell({ event: "session-stopped", session: session?.id, user: session?.who, reason, energyWh }, true);
  }

  #contactor(): void {
    const state = powerOf(this.facts) > 0 ? "closed" : "open";
    const last = this.#timeline.findLast(({ told }) => told["event"] === "contactor");
    if ((last?.told["state"] ?? "open") !== state) this.tell({ event: "contactor", state });
  }

  #key(key: string): void {
    if (key === "*") this.#typed = "";
    else if (key !== "#") this.#typed += this.#typed === "" ? "" : key;
    else if (this.#typed === "") this.#typed = "#";
    else {
      const right = this.#typed === PIN;
      this.#typed = "";
      this.#decide({ kind: "pin", id: "#…" }, "Guest", right ? "cloud-list" : "wrong-pin");
    }
  }

  #device(device: "reader" | "board" | "keypad", command: string): GestureOutcome {
    if (device === "reader") {
      this.#readerFault = command === "fault none" ? null : command.replace("fault ", "");
      this.tell({ event: this.#readerFault ? "reader-lost" : "reader-back", reader: "front" });
    }
    if (device === "keypad") this.#keypadLost = command !== "fault none";
    if (device === "board") this.#board(command);
    return ok("Done.");
  }

  #board(command: string): void {
    const fault =
      command === "fail gfci" ? "ground-fault" : command === "fail welded" ? "contactor-welded" : null;
    if (fault) this.tell({ event: "fault", code: fault }, true);
    else if (this.facts.fault) this.tell({ event: "fault-cleared", code: this.facts.fault }, true);
    this.facts.fault = fault;
    this.#contactor();
  }

  #remoteStart(card: string): GestureOutcome {
    const { user } = this.cloud.listed(card, this.#now());
    const what = `Remote start for ${user ?? "a card"}`;
    if (this.cloud.link === "offline") return no("offline", "The unit is out of reach. Go online first.");
    if (!this.facts.plugged) {
      this.cloud.request = { what, outcome: "rejected", why: "no vehicle is plugged in" };
      return no("rejected", "Rejected: no vehicle is plugged in.");
    }
    this.cloud.request = { what, outcome: "accepted", why: "" };
    this.#start(user ?? "Anyone", { kind: "remote", id: "cloud" });
    return ok("Accepted.");
  }

  #remoteStop(): GestureOutcome {
    if (!this.facts.session) return no("no-session", "There is no session to stop.");
    this.#stop("Remote");
    return ok("Stopped.");
  }

  #listSet(id: string, user: string, status: "active" | "blocked"): GestureOutcome {
    const wrong = this.cloud.set(id, user, status);
    if (wrong !== null) return no("wrong-length", wrong);
    return this.#listChanged(`${user === "" ? id : user} is on the list.`);
  }

  #listChanged(text: string): GestureOutcome {
    if (this.cloud.link === "offline") return ok(`${text} The unit gets it when the link is back.`);
    const { version, entries } = this.cloud;
    this.tell({ event: "list-updated", source: "cloud", version, count: entries.length }, true);
    return ok(text);
  }
}
