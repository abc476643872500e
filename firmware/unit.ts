import type { CardId } from "../protocol/card-id.ts";
import { Boards } from "./boards.ts";
import type { Credential } from "./core/credential.ts";
import type { Effect, Event, RemoteOutcome, RequestId } from "./core/events.ts";
import type { Access, Happening, ListRefusal } from "./core/happening.ts";
import type { CloudAnswer } from "./core/list-entry.ts";
import type { Reservation } from "./core/reservation.ts";
import type { Rules } from "./core/rules.ts";
import type { ConnectorId, Session } from "./core/session.ts";
import { nextDeadline } from "./core/settle.ts";
import { initialState, type State } from "./core/state.ts";
import { step } from "./core/step.ts";
import { isKeypadLocked } from "./core/view.ts";
import { DurableWriter } from "./durable-writer.ts";
import { Inputs } from "./inputs.ts";
import type { Commit, NewRecord } from "./store/unit-store.ts";
import type { UnitParts, Uplink } from "./unit-parts.ts";

/** Times of the shell, milliseconds. */
const TIMES = {
  /** Readers wait this long at most for the boards to be withdrawn (I9). */
  boardsFirst: 3_000,
  /** While a session runs, it is saved this often, with its energy and the time: so much of both a power cut can take back. */
  alive: 60_000,
  /** With no session, the time is saved when nothing else has been for so long; flash wears. */
  idle: 3_600_000,
} as const;

/** A clock that a time source has set back by more than this is news, milliseconds. */
const SET_BACK = 1_000;

/**
 * The unit's shell: takes an event, steps the core, carries out the effects, and feeds their outcomes back as events.
 * Nothing is decided here (design.md §2).
 */
export class Unit {
  readonly #parts: UnitParts;
  readonly #boards: Boards;
  readonly #writer: DurableWriter;
  readonly #inputs: Inputs;
  readonly #queue: Event[] = [];
  #state: State;
  #stepping = false;
  /** Told once the steps are done: whoever listens does not stand between a decision and the board. */
  readonly #untold: { readonly happening: Happening; readonly at: number }[] = [];
  readonly #unanswered: { readonly request: RequestId; readonly outcome: RemoteOutcome }[] = [];
  #uplink: Uplink | null = null;
  readonly #watchers = new Set<() => void>();
  #cancelTick: () => void = () => {};
  #cancelAlive: () => void = () => {};
  /** When something was last given to the store, monotonic. */
  #committedAt = Number.NEGATIVE_INFINITY;
  #cancelJump: () => void = () => {};
  /** When it was started, monotonic; null: not yet. */
  #startedAt: number | null = null;
  #listening = false;
  /** What the cloud calls the time of waiting for a card that it has asked for last. */
  #window: string | undefined;

  constructor(parts: UnitParts) {
    this.#parts = parts;
    this.#boards = new Boards(parts, (event) => this.dispatch({ ...event, at: this.#now() }));
    const saved = parts.store.saved();
    this.#state = initialState({
      unit: parts.unit,
      connectors: parts.boards.map(({ connector }) => connector),
      access: saved.access ?? parts.access,
      rules: parts.rules,
      sessions: saved.sessions,
      reservations: saved.reservations,
      lockouts: saved.lockouts,
      aliveBefore: saved.attended ?? saved.alive,
      run: parts.run,
    });
    this.#writer = new DurableWriter(
      (change) => this.#commit(change),
      parts.clock,
      parts.log,
      (working) => this.#tell({ event: working ? "store-back" : "store-lost" }),
      () => this.#uplink?.recorded(),
    );
    this.#inputs = new Inputs(parts, {
      present: (reader, credential, unusable) => {
        const event = {
          type: "presented",
          reader: reader.id,
          connectors: reader.connectors,
          credential,
        } as const;
        this.dispatch({ ...event, ...(unusable && { unusable }), at: this.#now() });
      },
      typing: ({ id, connectors }, typing) =>
        this.dispatch({ type: "typing", reader: id, connectors, typing, at: this.#now() }),
      pinIdle: () => this.#state.rules.pinIdle,
      isLocked: (keypad) => isKeypadLocked(this.#state, keypad),
      announce: (happening) => {
        this.#tell(happening);
        // Which of them are lost is a part of what the cloud is told of the state.
        this.#uplink?.changed(this.#state);
      },
    });
  }

  /** Readers and keypads that are lost now. */
  get lost(): Inputs["lost"] {
    return this.#inputs.lost;
  }

  /** Whether the store takes changes, as far as is known. */
  get storeWorks(): boolean {
    return this.#writer.working;
  }

  /** Whether readers and keypads are listened to, which the boards go before. */
  get listening(): boolean {
    return this.#listening;
  }

  /** How long ago it was started, milliseconds. */
  get age(): number {
    return this.#startedAt === null ? 0 : this.#parts.clock.mono() - this.#startedAt;
  }

  /** The number of a card that was shown lately, for whoever registers it (A8); null: it is not known (any more). */
  cardNumber(credential: Pick<Credential, "kind" | "key">): CardId | null {
    return this.#inputs.cardNumber(credential);
  }

  /** The state after the last step. */
  get state(): State {
    return this.#state;
  }

  /** Calls `changed` after every step, when all of it is done. The answer ends that. */
  watch(changed: () => void): () => void {
    this.#watchers.add(changed);
    return () => this.#watchers.delete(changed);
  }

  /** Tells the cloud's side from now on. The unit needs none: it may come late, or never. */
  attach(uplink: Uplink): void {
    this.#uplink = uplink;
  }

  /** Withdraws every board, then listens to readers and keypads. Resolves when every reader and board is in use. */
  async start(): Promise<void> {
    const { clock } = this.#parts;
    this.#startedAt = clock.mono();
    this.#cancelJump = clock.onJump(() => this.#lookAtClock());
    this.dispatch({ type: "started", at: this.#now() });
    this.#lookAtClock();
    // A list may have changed when the unit was already on its way down: saved sessions are held to it before they go on.
    this.dispatch({ type: "list-changed", at: this.#now() });
    this.#noteAlive();
    const allHeard = this.#boards.start();
    const patience = new Promise<void>((resolve) => clock.after(TIMES.boardsFirst, resolve));
    await Promise.race([allHeard, patience]);
    this.#listening = true;
    await Promise.all([this.#inputs.start(), allHeard]);
    this.#tell({ event: "ready" });
  }

  /** Withdraws every board, saves, and releases the devices; sessions stay saved for the next start to decide about. */
  async stop(): Promise<void> {
    this.#cancelAlive();
    this.#cancelJump();
    this.dispatch({ type: "shutdown", at: this.#now() });
    this.#writer.write({});
    await Promise.all([this.#inputs.stop(), this.#boards.close(), this.#writer.settled()]);
    this.#cancelTick();
    this.#writer.stop();
  }

  /** Switches between open and restricted access (A3); remembered over restarts. */
  switchAccess(access: Access): void {
    this.dispatch({ type: "access", access, at: this.#now() });
  }

  /** Sets the rules anew, all of them; what that means for what is under way: docs/decisions/0007. Not remembered. */
  changeRules(rules: Rules): void {
    this.dispatch({ type: "rules", rules, at: this.#now() });
  }

  /** Tells that settings were changed: which, by their keys. */
  settingsChanged(keys: readonly string[]): void {
    this.#record({ event: "settings-changed", keys });
  }

  /** Ends every session and withdraws every board; authorizations start anew after it. */
  stopAll(): void {
    this.dispatch({ type: "stop-all", at: this.#now() });
  }

  /** Starts in the name of a credential; without a connector at the lowest one that is not in use (B7). Answered by `Uplink.respond`. */
  remoteStart(request: RequestId, connector: ConnectorId | null, credential: Credential): void {
    this.dispatch({ type: "remote-start", request, connector, credential, at: this.#now() });
  }

  /** Stops what runs at a connector; with `session`, only if it is that one. Answered by `Uplink.respond`. */
  remoteStop(request: RequestId, connector: ConnectorId, session: string | null): void {
    this.dispatch({ type: "remote-stop", request, connector, session, at: this.#now() });
  }

  /** The cloud asks for a connector to be kept. Answered by `Uplink.respond`, as are the next four. */
  reserve(request: RequestId, reservation: Reservation): void {
    this.dispatch({ type: "reserve", request, reservation, at: this.#now() });
  }

  cancelReservation(request: RequestId, id: number): void {
    this.dispatch({ type: "cancel-reservation", request, id, at: this.#now() });
  }

  /**
   * The next unknown card is registered (A8).
   * @param request null: asked for at the unit itself, nobody waits for the answer
   * @param lasts how long the window is open, 30,000 to 300,000 milliseconds; 0, where nobody waits: it is closed
   * @param window what the cloud calls it, and is told with the card's record
   */
  enrol(request: RequestId | null, lasts: number, window?: string): void {
    const before = this.#state.enrolment;
    this.dispatch({ type: "enrol", request, lasts, at: this.#now() });
    const { enrolment } = this.#state;
    if (enrolment?.by === "cloud" && enrolment !== before) this.#window = window;
  }

  /** The cloud tells unasked what it thinks of a credential. */
  refresh(request: RequestId, credential: Credential, answer: CloudAnswer): void {
    this.dispatch({ type: "refresh", request, credential, answer, at: this.#now() });
  }

  /** Forgets what the cloud has answered so far. */
  clearCache(request: RequestId): void {
    this.dispatch({ type: "clear-cache", request, at: this.#now() });
  }

  /** The cloud's answer to a question that `Uplink.ask` has put. */
  answered(request: number, answer: CloudAnswer | null): void {
    this.dispatch({ type: "answered", request, answer, at: this.#now() });
  }

  /** Tells whether the wall clock is to be believed. */
  clockTrusted(trusted: boolean): void {
    this.dispatch({ type: "clock", trusted, at: this.#now() });
  }

  /** Tells that the local users were changed. */
  localUsersChanged(count: number): void {
    this.#record({ event: "list-updated", source: "local", count });
    this.#forgetListed();
    this.dispatch({ type: "list-changed", at: this.#now() });
  }

  /** Tells that another list of the cloud's is held now. */
  cloudListChanged(version: number, count: number): void {
    this.#record({ event: "list-updated", source: "cloud", version, count });
    this.#forgetListed();
    this.dispatch({ type: "list-changed", at: this.#now() });
  }

  /** Tells that a list of the cloud's was not taken. */
  cloudListRefused(version: number, reason: ListRefusal): void {
    this.#record({ event: "list-refused", version, reason });
  }

  /** Tells that the cloud's broker can be reached, or no longer. */
  cloudLink(connected: boolean): void {
    this.dispatch({ type: "cloud-link", up: connected, at: this.#now() });
  }

  /** Puts an event to the core. Events that come up meanwhile wait their turn. */
  dispatch(event: Event): void {
    this.#queue.push(event);
    if (this.#stepping) return;
    this.#stepping = true;
    try {
      for (let next = this.#queue.shift(); next; next = this.#queue.shift()) this.#step(next);
    } finally {
      this.#stepping = false;
    }
    for (const { happening, at } of this.#untold.splice(0)) this.#parts.announce(happening, at);
    this.#awaitDeadline();
    this.#boards.show(this.#state);
    for (const { request, outcome } of this.#unanswered.splice(0)) this.#uplink?.respond(request, outcome);
    this.#uplink?.changed(this.#state);
    for (const watcher of this.#watchers) watcher();
  }

  #step(event: Event): void {
    const before = this.#state;
    const result = step(before, event);
    this.#state = result.state;
    this.#parts.inspect?.(before, event, result);
    for (const effect of result.effects) this.#carryOut(effect);
  }

  #carryOut(effect: Effect): void {
    const records = (happenings: readonly Happening[]) =>
      happenings.map((happening) => this.#newRecord(happening));
    switch (effect.type) {
      case "look-up":
        this.#lookUp(effect.request, effect.credential);
        return;
      case "ask":
        if (!this.#uplink?.ask(effect.request, effect.credential, effect.within))
          this.answered(effect.request, null);
        return;
      case "cache": {
        const { rules } = this.#state;
        const { answer } = effect;
        const at = this.#parts.clock.wall();
        const size = rules.cache?.size ?? 0;
        this.#writer.write({ cache: answer && { ...answer, at, size } });
        return;
      }
      case "save-start": {
        const { session, request } = effect;
        const change = {
          session: { connector: session.connector, session },
          records: records(effect.records),
        };
        const counted = effect.counted && session.credential ? { counted: session.credential } : {};
        this.#writer.save(
          { ...change, ...counted },
          (saved) => this.dispatch({ type: saved ? "saved" : "save-failed", request, at: this.#now() }),
          () => this.#endUnwanted(session, effect.records),
        );
        return;
      }
      case "write":
        this.#writer.write({
          records: records(effect.records),
          ...(effect.session && { session: effect.session }),
          ...(effect.access && { access: effect.access }),
          ...(effect.reservations && { reservations: effect.reservations }),
          ...(effect.lockout && { lockout: effect.lockout }),
          ...(effect.uncounted && { uncounted: effect.uncounted }),
        });
        return;
      case "announce":
        this.#tell(effect.happening);
        return;
      case "respond":
        this.#unanswered.push({ request: effect.request, outcome: effect.outcome });
        return;
      case "permit":
        this.#boards.permit(effect.connector);
        return;
      case "withdraw":
        this.#boards.withdraw(effect.connector);
        return;
    }
  }

  #lookUp(request: number, credential: Credential): void {
    let found = null;
    try {
      found = this.#parts.store.find(credential);
    } catch (error) {
      this.#parts.log.error("the lists could not be read", { error: String(error) });
    }
    const at = this.#now();
    this.dispatch({ type: "looked-up", request, found, weekMinute: this.#parts.weekMinute(at.wall), at });
  }

  #awaitDeadline(): void {
    this.#cancelTick();
    const deadline = nextDeadline(this.#state);
    if (deadline === null) return;
    const ms = Math.max(0, Math.ceil(deadline - this.#parts.clock.mono()));
    this.#cancelTick = this.#parts.clock.after(ms, () => this.dispatch({ type: "tick", at: this.#now() }));
  }

  /** What a power cut would take back is saved now and then. */
  #noteAlive(): void {
    const { clock } = this.#parts;
    for (const { id, use } of this.#state.connectors)
      if (use.kind === "session") this.#note({ session: { connector: id, session: use.session } });
    if (clock.mono() - this.#committedAt >= TIMES.idle) this.#note({});
    this.#cancelAlive = clock.after(TIMES.alive, () => {
      this.#lookAtClock();
      this.#noteAlive();
    });
  }

  /** Saved if the store takes it; there will be a newer one. */
  #note(change: Commit): void {
    this.#writer.save(change, () => {});
  }

  /**
   * Every commit carries the time: it never runs backwards over a power cut. A saved session that is not decided about yet
   * keeps the end of the run in which it charged: how long it was left alone decides about it.
   */
  #commit(change: Commit): Promise<void> {
    const { clock, store } = this.#parts;
    const { aliveBefore, connectors, latestOffset } = this.#state;
    this.#committedAt = clock.mono();
    const alive = Math.max(clock.wall(), Math.floor(clock.mono() + latestOffset));
    const undecided = connectors.some(({ use }) => use.kind === "recovering");
    const attended = undecided ? aliveBefore : alive;
    return store.commit({ ...change, alive, ...(attended !== null && { attended }) });
  }

  /** A start that was given up has turned out durable: it is ended without power having flowed. */
  #endUnwanted(session: Session, begun: readonly Happening[]): Commit {
    const { id, connector, credential, user, energyWh } = session;
    const stopped: Happening = {
      event: "session-stopped",
      connector,
      session: id,
      credential,
      user,
      reason: "Other",
      stoppedBy: null,
      energyWh,
    };
    for (const happening of [...begun, stopped]) this.#tell(happening);
    const records = [{ at: this.#parts.clock.wall(), happening: stopped }];
    return { session: { connector, session: null }, records };
  }

  /** Whatever waits for a time of day is looked at again, by a clock that is believed or not. */
  #lookAtClock(): void {
    const quality = this.#parts.clockQuality?.();
    const at = this.#now();
    const { clockTrusted, latestOffset } = this.#state;
    if (quality === "synchronized" && (!clockTrusted || at.wall < at.mono + latestOffset - SET_BACK))
      this.dispatch({ type: "clock", trusted: true, proven: true, at });
    else if (quality !== undefined && (quality !== "unsynchronized") !== clockTrusted)
      this.dispatch({ type: "clock", trusted: !clockTrusted, at });
    else this.dispatch({ type: "tick", at });
  }

  /** Whom a list holds now is let in by the list alone: once it is taken off, no earlier answer lets it in. */
  #forgetListed(): void {
    const { store, log } = this.#parts;
    try {
      const forget = [...store.answered()].filter((credential) => {
        const { cloud, local, cached } = store.find(credential);
        return cached?.verdict === "Accepted" && (cloud !== null || local !== null);
      });
      if (forget.length > 0) this.#writer.write({ cache: { forget } });
    } catch (error) {
      log.error("the kept answers could not be read", { error: String(error) });
    }
  }

  #record(happening: Happening): void {
    this.#tell(happening);
    this.#writer.write({ records: [this.#newRecord(happening)] });
  }

  /** The cloud gives a card that was registered for it to somebody who may charge elsewhere, too: it is told the number. */
  #newRecord(happening: Happening): NewRecord {
    const record = { at: this.#parts.clock.wall(), happening };
    if (happening.event !== "enrolled" || happening.by !== "cloud") return record;
    const card = this.cardNumber(happening.credential);
    const number = card && Buffer.from(this.#parts.keyring.sealForCloud(card)).toString("base64url");
    const window = this.#window;
    return {
      ...record,
      forCloud: { ...(window !== undefined && { window }), ...(number !== null && { number }) },
    };
  }

  #now(): Event["at"] {
    return { mono: this.#parts.clock.mono(), wall: this.#parts.clock.wall() };
  }

  #tell(happening: Happening): void {
    const at = this.#parts.clock.wall();
    if (this.#stepping) this.#untold.push({ happening, at });
    else this.#parts.announce(happening, at);
  }
}
