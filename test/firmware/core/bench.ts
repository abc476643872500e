import type { Credential } from "../../../firmware/core/credential.ts";
import type { BoardReport, Effect, Pilot, RemoteOutcome, RequestId } from "../../../firmware/core/events.ts";
import type { Access, FaultCode, Happening } from "../../../firmware/core/happening.ts";
import { type LightPattern, lightOf } from "../../../firmware/core/light.ts";
import type { CachedAnswer, CloudAnswer, Found } from "../../../firmware/core/list-entry.ts";
import type { Lockout } from "../../../firmware/core/lockout.ts";
import type { Reservation } from "../../../firmware/core/reservation.ts";
import type { Rules } from "../../../firmware/core/rules.ts";
import type { ConnectorId, Session } from "../../../firmware/core/session.ts";
import { nextDeadline } from "../../../firmware/core/settle.ts";
import { type Connector, initialState, type Start, type State } from "../../../firmware/core/state.ts";
import type { Reason } from "../../../firmware/core/verdict.ts";
import { type ConnectorStateName, stateName } from "../../../firmware/core/view.ts";
import type { InvariantWatcher } from "../../../firmware/core/watch/invariants.ts";
import { ANN, BO, connectorId, LISTED, requestId, UNLISTED, WALL } from "./samples.ts";
import { type EventBody, WatchedCore } from "./watched-core.ts";

/** Minutes from 1970 to a Monday 00:00. */
const MONDAY = 4 * 1440;

/** How a device answers: at once, after so many milliseconds, not at all, or with a failure. */
export type Answering = "at once" | "never" | "fails" | number;

/** A charger's board and the vehicle at it: it closes its contactor when permitted and asked for power. */
class Board {
  pilot: Pilot = "A";
  /** It boots enabled, as OpenEVSE does. */
  enabled = true;
  contactor: "open" | "closed" = "open";
  fault: FaultCode | null = null;
  stuck: "open" | "closed" | null = null;
  meterWs: number | null = 0;
  /** It neither hears nor says anything. */
  silent = false;

  /** Lets the contactor follow; whether it moved. */
  act(): boolean {
    const wanted = this.enabled && this.pilot === "C" && !this.fault ? "closed" : "open";
    const before = this.contactor;
    this.contactor = this.stuck ?? wanted;
    return before !== this.contactor;
  }

  report(): BoardReport {
    const { pilot, contactor, enabled, fault, meterWs } = this;
    return { pilot, contactor, enabled, fault, meterWs };
  }
}

/** What is durable of a unit. */
class Disk {
  readonly sessions = new Map<ConnectorId, Session>();
  readonly journal: Happening[] = [];
  access: Access | null = null;
  reservations: readonly Reservation[] = [];
  readonly lockouts = new Map<string, Lockout>();
  /** Sessions started by those whose number is limited. */
  readonly used = new Map<string, number>();
  readonly cached = new Map<string, CachedAnswer>();
  /** Sessions whose start was recorded before this journal begins. */
  readonly imported = new Set<string>();

  commit(effect: Extract<Effect, { type: "save-start" | "write" }>): void {
    const saved =
      effect.type === "write"
        ? effect.session
        : { connector: effect.session.connector, session: effect.session };
    if (saved?.session) this.sessions.set(saved.connector, saved.session);
    else if (saved) this.sessions.delete(saved.connector);
    for (const record of effect.records) this.#append(record);
    if (effect.type === "save-start" && effect.counted && effect.session.credential) {
      const { key } = effect.session.credential;
      this.used.set(key, (this.used.get(key) ?? 0) + 1);
    }
    if (effect.type !== "write") return;
    if (effect.access) this.access = effect.access;
    if (effect.reservations) this.reservations = effect.reservations;
    if (effect.uncounted) {
      const { key } = effect.uncounted;
      this.used.set(key, (this.used.get(key) ?? 0) - 1);
    }
    if (effect.lockout) this.lockouts.set(effect.lockout.keypad, effect.lockout);
  }

  /** I4 over all runs of the unit: one start and one stop of each session, in this order. */
  #append(record: Happening): void {
    if (record.event === "session-started" || record.event === "session-stopped") {
      const same = this.journal.filter((one) => one.event === record.event && one.session === record.session);
      const known = this.journal.some((one) => "session" in one && one.session === record.session);
      const imported = record.event === "session-stopped" && !known && this.imported.has(record.session);
      if (same.length > 0 || (known === (record.event === "session-started") && !imported))
        throw new Error(`I4 the journal has ${record.event} of ${record.session} out of order`);
    }
    this.journal.push(record);
  }
}

interface Due {
  readonly at: number;
  readonly run: () => void;
}

export interface BenchOptions extends Partial<Omit<Start, "connectors" | "run">> {
  readonly connectors?: number;
  /** Do not send `started`, nor let the boards speak. */
  readonly asleep?: boolean;
}

/** One charger in virtual time: the watched core, its boards and vehicles, its lists and its disk. */
export class CoreRun {
  now = 0;
  wallOffset = WALL;
  /** Everything announced so far. */
  readonly told: Happening[] = [];
  /** What the cloud has been told, by its requests. */
  readonly answers = new Map<string, RemoteOutcome>();
  /** The effects of the newest step. */
  effects: readonly Effect[] = [];
  readonly disk = new Disk();
  readonly boards: ReadonlyMap<ConnectorId, Board>;
  readonly listed = new Map<string, Found>([
    [ANN.key, LISTED],
    [BO.key, LISTED],
  ]);
  lookUps: Answering = "at once";
  saves: Answering = "at once";
  /** What the cloud says when it is asked; Unknown of everybody else. */
  readonly cloud = new Map<string, CloudAnswer>();
  cloudAnswers: Answering = "at once";
  /** Questions put to the cloud so far. */
  asked = 0;
  /** Commits that wait for the disk, oldest first. */
  readonly #commits: Extract<Effect, { type: "save-start" | "write" }>[] = [];
  readonly #core: WatchedCore;
  #due: Due[] = [];
  #runs = 1;
  #requests = 0;
  readonly #options: BenchOptions;

  constructor(options: BenchOptions = {}) {
    this.#options = options;
    const ids = Array.from({ length: options.connectors ?? 1 }, (_, index) => connectorId(index + 1));
    this.boards = new Map(ids.map((id) => [id, new Board()]));
    for (const session of options.sessions ?? []) {
      this.disk.sessions.set(session.connector, session);
      this.disk.imported.add(session.id);
    }
    this.#core = new WatchedCore(this.#initial(options.access ?? "restricted", options.aliveBefore ?? null));
    if (!options.asleep) this.#wake();
  }

  #initial(access: Access, aliveBefore: number | null): State {
    return initialState({
      connectors: [...this.boards.keys()],
      access,
      ...(this.#options.rules && { rules: this.#options.rules }),
      sessions: [...this.disk.sessions.values()],
      unit: "CG-0001",
      reservations: this.disk.reservations,
      lockouts: [...this.disk.lockouts.values()],
      aliveBefore,
      run: `run${this.#runs}`,
    });
  }

  #wake(): void {
    this.feed({ type: "started" });
    for (const id of this.boards.keys()) this.report(id);
    this.pass(0);
  }

  get state(): State {
    return this.#core.state;
  }

  /** A watcher that has seen all of this run so far. */
  watcher(): InvariantWatcher {
    return this.#core.watcher();
  }

  get wall(): number {
    return this.wallOffset + this.now;
  }

  /** Gives the core one event at this instant. */
  feed(event: EventBody): this {
    const { effects } = this.#core.take({ ...event, at: { mono: this.now, wall: this.wall } });
    this.effects = effects;
    for (const effect of effects) this.#carryOut(effect);
    return this;
  }

  #carryOut(effect: Effect): void {
    switch (effect.type) {
      case "look-up":
        this.#answer(this.lookUps, (fails) =>
          this.feed({
            type: "looked-up",
            request: effect.request,
            found: fails ? null : this.#found(effect.credential),
            weekMinute: Math.floor(this.wall / 60_000 - MONDAY) % 10_080,
          }),
        );
        return;
      case "ask": {
        this.asked += 1;
        const { request, credential } = effect;
        this.#answer(this.cloudAnswers, (fails) =>
          this.feed({
            type: "answered",
            request,
            answer: fails ? null : (this.cloud.get(credential.key) ?? { verdict: "Unknown" }),
          }),
        );
        return;
      }
      case "cache":
        if (!effect.answer) this.disk.cached.clear();
        else {
          const { credential, said } = effect.answer;
          this.disk.cached.set(credential.key, { ...said, updated: this.wall });
        }
        return;
      case "save-start": {
        if (this.saves === "never" || this.#commits.length > 0) {
          this.#commits.push(effect);
          return;
        }
        const { request } = effect;
        this.#answer(this.saves, (fails) => {
          if (!fails) this.disk.commit(effect);
          this.feed({ type: fails ? "save-failed" : "saved", request });
        });
        return;
      }
      case "write":
        if (this.#commits.length > 0) this.#commits.push(effect);
        else this.disk.commit(effect);
        return;
      case "announce":
        this.told.push(effect.happening);
        return;
      case "respond":
        if (this.answers.has(effect.request)) throw this.#core.failure([`${effect.request} answered twice`]);
        this.answers.set(effect.request, effect.outcome);
        return;
      case "permit":
      case "withdraw":
        this.#command(effect.connector, effect.type === "permit");
        return;
    }
  }

  #found({ key }: Credential): Found {
    const cached = this.disk.cached.get(key);
    const used = this.disk.used.get(key);
    const found = this.listed.get(key) ?? UNLISTED;
    return { ...found, ...(cached && { cached }), ...(used && { used }) };
  }

  #answer(how: Answering, run: (fails: boolean) => void): void {
    if (how === "never") return;
    this.after(typeof how === "number" ? how : 0, () => run(how === "fails"));
  }

  #command(connector: ConnectorId, enabled: boolean): void {
    const board = this.board(connector);
    if (board.silent) return;
    board.enabled = enabled;
    this.after(100, () => {
      if (board.act() && !board.silent) this.report(connector);
    });
  }

  /** The disk that hung has written everything that waited for it. */
  mendStore(): this {
    this.saves = "at once";
    const waiting = this.#commits.splice(0);
    for (const commit of waiting) {
      this.disk.commit(commit);
      if (commit.type === "save-start") this.feed({ type: "saved", request: commit.request });
    }
    return this.pass(0);
  }

  after(wait: number, run: () => void): void {
    this.#due.push({ at: this.now + wait, run });
  }

  /** Lets time pass: outcomes and ticks come when they are due, and what is due at once comes even in no time. */
  pass(milliseconds: number): this {
    const end = this.now + milliseconds;
    for (let steps = 0; ; steps += 1) {
      if (steps > 10_000) throw this.#core.failure(["no rest"]);
      const outcome = this.#due.toSorted((a, b) => a.at - b.at)[0];
      const tick = nextDeadline(this.state);
      const next = Math.min(outcome?.at ?? Number.POSITIVE_INFINITY, tick ?? Number.POSITIVE_INFINITY);
      if (next > end) break;
      this.now = Math.max(this.now, next);
      if (outcome && outcome.at <= next) {
        this.#due = this.#due.filter((other) => other !== outcome);
        outcome.run();
      } else this.feed({ type: "tick" });
    }
    this.now = end;
    return this;
  }

  board(connector: number): Board {
    const board = this.boards.get(connectorId(connector));
    if (!board) throw new Error(`no connector ${connector}`);
    return board;
  }

  /** The board says how it is. */
  report(connector: number): this {
    return this.feed({
      type: "board-report",
      connector: connectorId(connector),
      report: this.board(connector).report(),
    });
  }

  /** Something about the board or its vehicle changes, and it says so (unless it is silent). */
  change(connector: number, changes: Partial<Board>): this {
    const board = this.board(connector);
    Object.assign(board, changes);
    board.act();
    return board.silent ? this : this.report(connector).pass(0);
  }

  plug(connector = 1, { wants = true } = {}): this {
    return this.change(connector, { pilot: wants ? "C" : "B" });
  }

  unplug(connector = 1): this {
    return this.change(connector, { pilot: "A" });
  }

  /** The vehicle takes energy, and the board reports its meter. */
  meter(wattSeconds: number, connector = 1): this {
    return this.change(connector, { meterWs: (this.board(connector).meterWs ?? 0) + wattSeconds });
  }

  tap(
    who: Credential = ANN,
    { reader = "front", at = [...this.boards.keys()] as readonly number[] } = {},
  ): this {
    return this.present(who, reader, at).pass(0);
  }

  /** A tap, with what follows from it still to come. */
  present(who: Credential, reader = "front", at: readonly number[] = [1], unusable?: Reason): this {
    const connectors = at.map(connectorId);
    return this.feed({
      type: "presented",
      reader,
      connectors,
      credential: who,
      ...(unusable && { unusable }),
    });
  }

  /** The cloud asks for a start; its request has the number of all its requests so far, counted from 1. */
  remoteStart(who: Credential = ANN, at: number | null = 1): this {
    const connector = at === null ? null : connectorId(at);
    return this.feed({
      type: "remote-start",
      request: this.#newRequest(),
      connector,
      credential: who,
    }).pass(0);
  }

  remoteStop(at = 1, session: string | null = null): this {
    return this.feed({
      type: "remote-stop",
      request: this.#newRequest(),
      connector: connectorId(at),
      session,
    });
  }

  #newRequest(): RequestId {
    this.#requests += 1;
    return requestId(`${this.#requests}`);
  }

  /** The answers to the cloud's requests so far as text: `1 accepted run1-1, 2 Invalid connector-busy`. */
  answered(): string {
    return [...this.answers].map(([request, outcome]) => `${request} ${outcomeText(outcome)}`).join(", ");
  }

  /** The link to the cloud comes or goes. */
  link(up: boolean): this {
    return this.feed({ type: "cloud-link", up }).pass(0);
  }

  reserve(reservation: Reservation): this {
    return this.feed({ type: "reserve", request: this.#newRequest(), reservation });
  }

  cancel(id: number): this {
    return this.feed({ type: "cancel-reservation", request: this.#newRequest(), id });
  }

  enrol(lasts: number): this {
    return this.feed({ type: "enrol", request: this.#newRequest(), lasts });
  }

  refresh(who: Credential, answer: CloudAnswer): this {
    return this.feed({ type: "refresh", request: this.#newRequest(), credential: who, answer }).pass(0);
  }

  clearCache(): this {
    return this.feed({ type: "clear-cache", request: this.#newRequest() });
  }

  /** What the lists say of a credential changes, and the core hears of it. */
  relist(who: Credential, found: Found): this {
    this.listed.set(who.key, found);
    return this.listChanged();
  }

  listChanged(): this {
    return this.feed({ type: "list-changed" }).pass(0);
  }

  access(access: Access): this {
    return this.feed({ type: "access", access }).pass(0);
  }

  loseBoard(connector = 1): this {
    this.board(connector).silent = true;
    return this.feed({ type: "board-lost", connector: connectorId(connector) });
  }

  regainBoard(connector = 1): this {
    this.board(connector).silent = false;
    return this.report(connector).pass(0);
  }

  /** The board boots by itself: contactor open, enabled, its meter at 0. */
  restartBoard(connector = 1): this {
    const board = this.board(connector);
    Object.assign(board, { enabled: true, contactor: "open", meterWs: 0 });
    return this.feed({ type: "board-restarted", connector: connectorId(connector) });
  }

  /**
   * The unit's power is cut for `gap` milliseconds. Boards lose it too and come back with what `change` says of them.
   *
   * @param options.clock how far the wall clock has jumped meanwhile
   * @param options.unsaved what becomes of commits that the disk had not confirmed
   */
  restart({
    gap = 1000,
    clock = 0,
    unsaved = "lost",
    changes = {},
    rules,
    speak = true,
  }: {
    gap?: number;
    clock?: number;
    unsaved?: "lost" | "kept";
    changes?: Partial<Board>;
    rules?: Partial<Rules>;
    speak?: boolean;
  } = {}): this {
    if (unsaved === "kept") for (const commit of this.#commits) this.disk.commit(commit);
    this.#commits.length = 0;
    this.#due = [];
    const aliveBefore = this.wall;
    this.now += gap;
    this.wallOffset += clock;
    this.#runs += 1;
    for (const board of this.boards.values()) {
      Object.assign(board, { enabled: true, contactor: "open", ...changes });
    }
    const fresh = this.#initial(this.disk.access ?? this.#options.access ?? "restricted", aliveBefore);
    const initial = rules ? { ...fresh, rules: { ...fresh.rules, ...rules } } : fresh;
    this.#core.restart(initial, `power back after ${gap} ms`);
    if (speak) this.#wake();
    else this.feed({ type: "started" });
    return this;
  }

  connector(connector = 1): Connector {
    const found = this.state.connectors.find(({ id }) => id === connector);
    if (!found) throw new Error(`no connector ${connector}`);
    return found;
  }

  light(connector = 1): LightPattern {
    return lightOf(this.state, this.connector(connector));
  }

  name(connector = 1): ConnectorStateName {
    return stateName(this.state, this.connector(connector));
  }

  contactor(connector = 1): "open" | "closed" {
    return this.board(connector).contactor;
  }

  session(connector = 1): Session | null {
    const { use } = this.connector(connector);
    return use.kind === "session" ? use.session : null;
  }

  /** What a person at the charger sees of a connector: its state, its light, its contactor. */
  seen(connector = 1): string {
    return `${this.name(connector)}, ${this.light(connector)}, ${this.contactor(connector)}`;
  }

  /** The newest decision. */
  decision(): Extract<Happening, { event: "denied" | "authorized" }> | null {
    return this.told.findLast((one) => one.event === "denied" || one.event === "authorized") ?? null;
  }

  /** The newest decision as text: where (if anywhere in particular), verdict, reason. */
  verdict(): string {
    const decision = this.decision();
    if (!decision) return "none";
    const where = decision.connector === undefined ? "" : `${decision.connector}: `;
    return `${where}${decision.verdict}, ${decision.reason}`;
  }

  /** The happenings of these kinds, so far, in the journal. */
  recorded<E extends Happening["event"]>(...events: E[]): Extract<Happening, { event: E }>[] {
    return this.disk.journal.filter((one): one is Extract<Happening, { event: E }> =>
      events.some((event) => event === one.event),
    );
  }

  /** Starts and stops in the journal as text, such as `start 1, stop 1 Local`. */
  sessions(): string {
    return this.recorded("session-started", "session-stopped")
      .map((one) =>
        one.event === "session-started" ? `start ${one.connector}` : `stop ${one.connector} ${one.reason}`,
      )
      .join(", ");
  }
}

/** An answer to the cloud as text. */
export function outcomeText(outcome: RemoteOutcome): string {
  if (outcome.accepted) return `accepted ${outcome.session ?? "to wait"}`;
  return `${outcome.verdict ? `${outcome.verdict} ` : ""}${outcome.reason}`;
}

/** A unit with Ann's session running at connector 1. */
export function charging(options: BenchOptions = {}): CoreRun {
  const run = new CoreRun(options).plug(1).pass(500).tap(ANN).pass(500);
  if (run.seen() !== "charging, charging, closed") throw new Error(`it is ${run.seen()}`);
  return run;
}
