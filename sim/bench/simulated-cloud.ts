import type { Credential } from "../../firmware/core/credential.ts";
import type { RemoteOutcome, RequestId } from "../../firmware/core/events.ts";
import type { CloudAnswer } from "../../firmware/core/list-entry.ts";
import type { Unit } from "../../firmware/unit.ts";
import type { Uplink } from "../../firmware/unit-parts.ts";
import type { Clock } from "../../hal/clock.ts";
import type { CloudLink } from "../scenario/vocabulary.ts";
import { type Commanded, carryOut, type Request, requestId } from "./cloud-request.ts";
import { type CloudList, type ListUpdate, updated } from "./list-verdict.ts";
import type { Timeline } from "./timeline.ts";

/** What a slow broker adds, milliseconds. */
const SLOW = 1_000;

/** What the cloud is to say of a credential. */
export interface Answer {
  readonly verdict: CloudAnswer["verdict"];
  readonly group: string | null;
  /** How long it takes, milliseconds. */
  readonly after: number;
}

/** What the cloud has to do with a unit. */
export type Reached = Commanded & Pick<Unit, "attach" | "answered" | "cloudLink">;

/** Takes a list update as the unit would; false: it could not be written down, and is to come again. */
export type TakeList = (update: ListUpdate) => Promise<boolean>;

/** The unit's cloud and the broker between them: what it is asked, what it says, and whether anything of it arrives. */
export class SimulatedCloud {
  readonly #clock: Clock;
  readonly #timeline: Timeline;
  readonly #takeList: TakeList;
  readonly #answers = new Map<string, Answer>();
  #default: Answer;
  #own: CloudList;
  #link: CloudLink;
  #broker: "down" | "slow" | null = null;
  #unit: Reached | null = null;
  #toldConnected: boolean | null = null;
  #asked = 0;
  #requests = 0;
  #response: string | null = null;
  /** Answers to requests that could not be told yet. */
  #untold: { readonly request: RequestId; readonly outcome: RemoteOutcome }[] = [];
  #updates: ListUpdate[] = [];
  #delivering = false;

  constructor(parts: {
    readonly clock: Clock;
    readonly timeline: Timeline;
    readonly takeList: TakeList;
    readonly link: CloudLink;
    readonly list: CloudList;
    readonly default: Answer;
  }) {
    this.#clock = parts.clock;
    this.#timeline = parts.timeline;
    this.#takeList = parts.takeList;
    this.#link = parts.link;
    this.#own = parts.list;
    this.#default = parts.default;
  }

  /** What is wrong with the broker; null: nothing. */
  get broker(): "down" | "slow" | null {
    return this.#broker;
  }

  /** Questions put to it so far. */
  get asked(): number {
    return this.#asked;
  }

  /** Status of the response to the newest request; null: none yet. */
  get response(): string | null {
    return this.#response;
  }

  /** A run of the unit has begun, or (null) ended. */
  attach(unit: Reached | null): void {
    this.#unit = unit;
    this.#toldConnected = null;
    this.#untold = [];
    unit?.attach(this.#uplinkOf(unit));
    this.#connectionMayHaveChanged();
  }

  setLink(link: CloudLink): void {
    this.#link = link;
    this.#connectionMayHaveChanged();
  }

  /** Null: the broker works. */
  setBroker(fault: "down" | "slow" | null): void {
    this.#broker = fault;
    this.#connectionMayHaveChanged();
  }

  /** @param credential null: for all whom it names nowhere else */
  setAnswer(credential: Credential | null, answer: Answer): void {
    if (credential) this.#answers.set(keyOf(credential), answer);
    else this.#default = answer;
  }

  /** Puts a request to the unit, if the unit can be reached. */
  request(request: Request): void {
    const id = requestId(`r${++this.#requests}`);
    this.#response = null;
    if (!this.#connected) {
      this.#timeline.note("cloud", `request ${request.ask}: the unit cannot be reached`);
      return;
    }
    this.#later(0, (unit) => {
      this.#timeline.note("cloud", `request ${request.ask}`);
      carryOut(unit, id, request);
      // the core answers all others itself
      if (request.ask === "access") this.#respond(id, { accepted: true, session: null });
    });
  }

  /** Sends an update of its list; one that is not spoilt, and newer, is from now on what it says itself. */
  send(update: ListUpdate): void {
    if (update.corrupt === null && update.version > this.#own.version) this.#own = updated(this.#own, update);
    this.#updates.push(update);
    this.deliverLists();
  }

  /** Whatever could not be delivered before. */
  deliverLists(): void {
    if (this.#delivering || this.#updates.length === 0 || !this.#connected) return;
    this.#delivering = true;
    this.#later(
      0,
      () =>
        void this.#deliver().finally(() => {
          this.#delivering = false;
        }),
      () => {
        this.#delivering = false;
      },
    );
  }

  async #deliver(): Promise<void> {
    for (let next = this.#updates[0]; next && this.#connected; next = this.#updates[0]) {
      if (!(await this.#takeList(next))) return;
      this.#updates.shift();
    }
  }

  get #connected(): boolean {
    return this.#unit !== null && this.#link !== "offline" && this.#broker !== "down";
  }

  #connectionMayHaveChanged(): void {
    const connected = this.#connected;
    if (connected === this.#toldConnected) return;
    this.#toldConnected = connected;
    this.#unit?.cloudLink(connected);
    if (!connected) return;
    for (const { request, outcome } of this.#untold.splice(0)) this.#respond(request, outcome);
    this.deliverLists();
  }

  #uplinkOf(unit: Reached): Uplink {
    return {
      changed: () => {},
      recorded: () => {},
      ask: (request, credential) => this.#unit === unit && this.#ask(request, credential),
      respond: (request, outcome) => {
        if (this.#unit === unit) this.#respond(request, outcome);
      },
    };
  }

  #ask(request: number, credential: Credential): boolean {
    if (!this.#connected) return false;
    this.#asked++;
    if (this.#link === "silent") {
      this.#timeline.note("cloud", `asked about ${credential.label}: says nothing`);
      return true;
    }
    this.#timeline.note("cloud", `asked about ${credential.label}`);
    const { after, ...answer } = this.#answerTo(credential);
    this.#later(after, (unit) => {
      if (this.#link === "silent") return;
      this.#timeline.note("cloud", `answers ${answer.verdict} about ${credential.label}`);
      unit.answered(request, answer);
    });
    return true;
  }

  #answerTo(credential: Credential): CloudAnswer & { readonly after: number } {
    const named = this.#answers.get(keyOf(credential));
    if (named) return withGroup(named);
    const listed = this.#own.entries.find((each) => keyOf(each.credential) === keyOf(credential))?.entry;
    if (!listed) return withGroup(this.#default);
    const { status, expires, user, group } = listed;
    const after = 0;
    if (status === "blocked") return { verdict: "Blocked", after };
    if (expires !== null && this.#clock.wall() >= expires) return { verdict: "Expired", after };
    return {
      verdict: "Accepted",
      ...(group !== undefined && { group }),
      ...(user !== null && { user }),
      after,
    };
  }

  #respond(request: RequestId, outcome: RemoteOutcome): void {
    if (!this.#connected) {
      this.#untold.push({ request, outcome });
      return;
    }
    const status = outcome.accepted ? "Accepted" : (outcome.status ?? "Rejected");
    const reason = outcome.accepted ? null : outcome.reason;
    this.#timeline.note("cloud", `hears ${status}${reason === null ? "" : ` (${reason})`}`);
    if (request === `r${this.#requests}`) this.#response = status;
  }

  /** What is on its way gets lost when the unit or the connection is gone by then. */
  #later(ms: number, arrive: (unit: Reached) => void, lost: () => void = () => {}): void {
    const unit = this.#unit;
    this.#clock.after(ms + (this.#broker === "slow" ? SLOW : 0), () => {
      if (unit && unit === this.#unit && this.#connected) arrive(unit);
      else lost();
    });
  }
}

function withGroup({ verdict, group, after }: Answer): CloudAnswer & { readonly after: number } {
  return { verdict, ...(group !== null && { group }), after };
}

function keyOf({ kind, key }: Pick<Credential, "kind" | "key">): string {
  return `${kind} ${key}`;
}
