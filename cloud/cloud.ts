import { decodeMessage, encodeMessage } from "../protocol/codec.ts";
import { downJournalAck, upJournal, type WireRecord } from "../protocol/journal.ts";
import { listTopics, parseUpTopic, UP_TOPICS, unitTopics } from "../protocol/topics.ts";
import { BrokerLink } from "./broker/broker-link.ts";
import { InstallationList } from "./list/installation-list.ts";
import { ListPublisher } from "./list/list-publisher.ts";
import type { Clock, Log, Random } from "./surroundings.ts";
import { Answers, type Decide } from "./units/answers.ts";
import { type CardAtTwoUnits, CardSessions } from "./units/card-sessions.ts";
import { Malformed } from "./units/malformed.ts";
import { type KeptRecord, type RecordGap, RecordLog } from "./units/record-log.ts";
import { type RequestArgs, type RequestOp, type RequestOutcome, Requests } from "./units/requests.ts";
import { type KnownUnit, Units } from "./units/units.ts";

export interface CloudOptions {
  /** The broker's: `mqtt://…` or `mqtts://…`. */
  readonly url: string;
  /** 32 lower-case hex digits. */
  readonly installation: string;
  /** The installation's, 32 bytes. */
  readonly secret: Uint8Array;
  /** The last list version of an earlier life, if there was one: units take only what is higher. */
  readonly listVersion?: number;
  /** From when on units that can ask nobody rely on the list no more, milliseconds since 1970; without it: never. */
  readonly goodUntil?: number | null;
  /** Decides about what units ask; without it the list does. */
  readonly decide?: Decide;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
}

/** What has changed; the cloud itself tells what it is now. */
export type CloudChange =
  | { readonly kind: "link"; readonly up: boolean }
  | { readonly kind: "unit"; readonly unit: string }
  | { readonly kind: "records"; readonly unit: string; readonly records: readonly WireRecord[] }
  | { readonly kind: "list"; readonly version: number }
  /** Something that the owner should look at, told once. */
  | { readonly kind: "finding"; readonly finding: CardAtTwoUnits };

/** One installation's cloud, in memory: what its units say, what happened there, who may charge, and remote control. */
export class Cloud {
  /** Who may charge. */
  readonly list: InstallationList;
  readonly #link: BrokerLink;
  readonly #units: Units;
  readonly #records: RecordLog;
  readonly #publisher: ListPublisher;
  readonly #requests: Requests;
  readonly #answers: Answers;
  readonly #cardSessions: CardSessions;
  readonly #malformed: Malformed;
  readonly #log: Log;
  readonly #watchers = new Set<(change: CloudChange) => void>();

  /** @throws RangeError when the url, the installation's id or its secret is none */
  constructor(options: CloudOptions) {
    const { url, installation, secret, listVersion = 0, goodUntil = null, clock, random, log } = options;
    this.#log = log;
    this.#malformed = new Malformed(log);
    this.#units = new Units(clock, this.#malformed);
    this.#records = new RecordLog(clock);
    this.#link = new BrokerLink({
      url,
      topics: [UP_TOPICS, listTopics(installation).manifest],
      clock,
      random,
      log,
      up: () => {
        this.#publisher.connected();
        this.#tell({ kind: "link", up: true });
      },
      down: () => {
        this.#units.lostSight();
        this.#tell({ kind: "link", up: false });
      },
      message: (topic, payload) => this.#take(topic, payload),
    });
    this.#publisher = new ListPublisher({ installation, link: this.#link, clock, log });
    this.#requests = new Requests({
      link: this.#link,
      reach: (unit) => this.#units.get(unit)?.reach ?? "unknown",
      clock,
      random,
      malformed: this.#malformed,
    });
    this.#answers = new Answers({
      link: this.#link,
      byList: (credential, now) => this.list.verdictOn(credential, now),
      decide: options.decide ?? ((_question, byList) => byList),
      clock,
      log,
      malformed: this.#malformed,
    });
    this.#cardSessions = new CardSessions((unit, session) => this.#running(unit).includes(session));
    this.list = new InstallationList({
      secret,
      random,
      version: listVersion,
      goodUntil,
      changed: (content) => {
        this.#publisher.publish(content);
        this.#tell({ kind: "list", version: content.version });
      },
    });
  }

  /** Begins to connect, and keeps at it; to be called once. */
  start(): void {
    this.#link.start();
  }

  /** Answers what is outstanding and takes leave of the broker; done within about a second. */
  async stop(): Promise<void> {
    this.#requests.stop();
    this.#answers.stop();
    this.#publisher.stop();
    await this.#link.end();
  }

  /** Whether there is a broker at the moment. */
  get up(): boolean {
    return this.#link.up;
  }

  /** Messages that were none, so far. */
  get malformed(): number {
    return this.#malformed.count;
  }

  /** Every unit that has said something, by id. */
  units(): readonly KnownUnit[] {
    return this.#units.all();
  }

  /** Null: never heard of. */
  unit(id: string): KnownUnit | null {
    return this.#units.get(id);
  }

  /** The newest records of a unit, oldest first. */
  records(unit: string): readonly KeptRecord[] {
    return this.#records.records(unit);
  }

  /** How many records of a unit ever came. */
  recordCount(unit: string): number {
    return this.#records.count(unit);
  }

  /** Which records a unit lost before the cloud had them. */
  gaps(unit: string): readonly RecordGap[] {
    return this.#records.gaps(unit);
  }

  /** Asks a unit for something (`Requests.request`). */
  request<Op extends RequestOp>(unit: string, op: Op, args: RequestArgs<Op>): Promise<RequestOutcome> {
    return this.#requests.request(unit, op, args);
  }

  /** Calls `changed` after each change. The answer ends that. */
  watch(changed: (change: CloudChange) => void): () => void {
    this.#watchers.add(changed);
    return () => this.#watchers.delete(changed);
  }

  #take(topic: string, payload: Buffer): void {
    if (topic === this.#publisher.topic) {
      this.#publisher.seen(payload);
      return;
    }
    const from = parseUpTopic(topic);
    if (!from) return;
    switch (from.kind) {
      case "state":
        if (!this.#units.take(from.unit, payload)) return;
        this.#tell({ kind: "unit", unit: from.unit });
        this.#tellFindings(this.#cardSessions.heard(from.unit, this.#running(from.unit)));
        return;
      case "journal":
        this.#takeRecords(from.unit, payload);
        return;
      case "response":
        this.#requests.take(from.unit, payload);
        return;
      case "ask":
        this.#answers.take(from.unit, payload);
        return;
    }
  }

  #takeRecords(unit: string, payload: Buffer): void {
    const decoded = decodeMessage(upJournal, payload);
    if (!decoded.ok) {
      this.#malformed.note(unit, upJournal.name, decoded, payload.length);
      return;
    }
    const { seq, records, gaps } = this.#records.take(unit, decoded.message, payload.length);
    for (const { from, to } of gaps) this.#log.warn("records lost", { unit, from, to });
    if (seq === null) return;
    const ack = encodeMessage(downJournalAck, { journal: decoded.message.journal, seq });
    void this.#link.publish(unitTopics(unit).journalAck, ack);
    if (records.length > 0) this.#tell({ kind: "records", unit, records });
    this.#tellFindings(records.flatMap((record) => this.#cardSessions.take(unit, record)));
  }

  /** The sessions that run at a unit, by what it says at this moment. */
  #running(unit: string): readonly string[] {
    const known = this.#units.get(unit);
    if (known?.reach !== "online") return [];
    return known.state.connectors.flatMap(({ session }) => (session ? [session.id] : []));
  }

  #tellFindings(findings: readonly CardAtTwoUnits[]): void {
    for (const finding of findings) {
      const [first, second] = finding.sessions;
      this.#log.warn("a card charges at two units at once", { first, second });
      this.#tell({ kind: "finding", finding });
    }
  }

  #tell(change: CloudChange): void {
    for (const watcher of this.#watchers) {
      try {
        watcher(change);
      } catch (error) {
        this.#log.error("a watcher failed", { error: String(error) });
      }
    }
  }
}
