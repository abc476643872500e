import type { RemoteOutcome, RequestId } from "../../../firmware/core/events.ts";
import type { Happening, ListRefusal } from "../../../firmware/core/happening.ts";
import { initialState, type State } from "../../../firmware/core/state.ts";
import { CloudLink } from "../../../firmware/link/cloud-link.ts";
import { MemoryStore } from "../../../firmware/store/memory-store.ts";
import type { CloudListHead, JournalRecord, ListedEntry } from "../../../firmware/store/unit-store.ts";
import { silentLog } from "../../../hal/log.ts";
import { type UpAsk, upAsk } from "../../../protocol/ask.ts";
import { decodeMessage, encodeMessage, type MessageKind } from "../../../protocol/codec.ts";
import { downJournalAck, type UpJournal, upJournal } from "../../../protocol/journal.ts";
import { ListDigest, listManifest, listPart, partHash } from "../../../protocol/list.ts";
import type { WireEntry } from "../../../protocol/list-entry.ts";
import { type UpResponse, upResponse } from "../../../protocol/request.ts";
import { type ClockQuality, type UpState, upState } from "../../../protocol/state.ts";
import { listTopics, unitTopics } from "../../../protocol/topics.ts";
import { VirtualClock } from "../../../sim/virtual-clock.ts";
import { connector } from "../store/people.ts";
import { FakeBroker } from "./fake-broker.ts";

export const TOPICS = unitTopics("CG-0001");
export const INSTALLATION = "0123456789abcdef0123456789abcdef";
export const LIST = listTopics(INSTALLATION);

/** A store of which the list cannot be saved, or the journal not read, at will. */
class FallibleStore extends MemoryStore {
  works = true;
  readable = true;

  override *journal(from?: number): Generator<JournalRecord, void, undefined> {
    if (!this.readable) throw new Error("a page is damaged");
    yield* super.journal(from);
  }

  /** Turns of the event loop that saving a list takes. */
  slow = 0;

  override async replaceCloudList(head: CloudListHead, entries: readonly ListedEntry[]): Promise<void> {
    for (let turn = 0; turn < this.slow * 20; turn += 1)
      await new Promise((resolve) => setImmediate(resolve));
    return this.works ? super.replaceCloudList(head, entries) : Promise.reject(new Error("disk full"));
  }
}

/** The link with everything real but broker and unit; the unit only writes down what it is told. */
export class LinkBench {
  readonly clock = new VirtualClock();
  readonly broker = new FakeBroker();
  readonly store = new FallibleStore({ journal: "00000000000000aa", installation: INSTALLATION });
  /** What the unit was told and asked, in order. */
  readonly told: unknown[][] = [];
  /** Told when the unit is. */
  onLink: (up: boolean) => void = () => {};
  #drawn: number;
  quality: ClockQuality = "unknown";
  readonly link = new CloudLink({
    connection: this.broker,
    topics: TOPICS,
    list: { installation: INSTALLATION, topics: LIST },
    random: (bytes) => new Uint8Array(bytes).fill(++this.#drawn),
    store: this.store,
    clock: this.clock,
    log: silentLog,
    software: "chargegate test",
    clockQuality: () => this.quality,
  });
  /** Readers and keypads that the unit says are lost; to be filled. */
  readonly lost: { readonly kind: "reader" | "keypad"; readonly id: string }[] = [];
  state: State = initialState({ connectors: [connector(1)], access: "restricted", run: "r" });

  /** @param drawn how often bytes were drawn before: another run draws others */
  constructor(drawn = 0) {
    this.#drawn = drawn;
    const note =
      (what: string) =>
      (...details: unknown[]) =>
        this.told.push([what, ...details]);
    const { lost } = this;
    this.link.start({
      state: this.state,
      lost,
      cloudLink: (up: boolean) => {
        note("link")(up);
        this.onLink(up);
      },
      cloudListChanged: note("list"),
      cloudListRefused: (version: number, reason: ListRefusal) => note("refused")(version, reason),
      remoteStart: note("start"),
      remoteStop: note("stop"),
      switchAccess: note("access"),
      answered: note("answered"),
      reserve: note("reserve"),
      cancelReservation: note("cancel"),
      enrol: note("enrol"),
      refresh: note("refresh"),
      clearCache: note("clear-cache"),
    });
  }

  /** Lets time and promises pass. */
  async run(ms = 0): Promise<void> {
    await this.clock.advanceAsync(ms);
    // Slices of long work wait for the next turn of the event loop.
    for (let turn = 0; turn < 40; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    await this.clock.advanceAsync(0);
  }

  async connect(): Promise<this> {
    this.broker.connect();
    await this.run();
    return this;
  }

  /** Puts records into the journal, and tells the link. */
  async record(count: number, happening: Happening = { event: "restarted" }): Promise<void> {
    await this.store.commit({
      records: Array.from({ length: count }, () => ({ at: this.clock.wall(), happening })),
    });
    this.link.recorded();
    await this.run();
  }

  /** What was published, decoded. */
  states(): UpState[] {
    return this.#read(TOPICS.state, upState);
  }

  journals(): UpJournal[] {
    return this.#read(TOPICS.journal, upJournal);
  }

  asks(): UpAsk[] {
    return this.#read(TOPICS.ask, upAsk);
  }

  responses(): UpResponse[] {
    return this.#read(TOPICS.response, upResponse);
  }

  async acknowledge(seq: number, journal = "00000000000000aa"): Promise<void> {
    this.broker.deliver(TOPICS.journalAck, encodeMessage(downJournalAck, { journal, seq }));
    await this.run();
  }

  respond(id: string, outcome: RemoteOutcome): void {
    this.link.respond(id as RequestId, outcome);
  }

  /** Puts a list at the broker, as the cloud does; `spoil` changes its manifest. */
  async publishList(
    version: number,
    entries: readonly WireEntry[],
    spoil: (manifest: Record<string, unknown>) => void = () => {},
  ): Promise<void> {
    const digest = new ListDigest();
    for (const entry of entries) digest.add(entry);
    const parts: Buffer[] = [];
    for (let at = 0; at < entries.length; at += 3)
      parts.push(encodeMessage(listPart, { entries: entries.slice(at, at + 3) }));
    for (const part of parts) this.broker.deliver(LIST.part(partHash(part)), part, true);
    const manifest = { version, count: entries.length, digest: digest.value(), parts: parts.map(partHash) };
    spoil(manifest);
    this.broker.deliver(LIST.manifest, encodeMessage(listManifest, manifest), true);
    await this.run();
  }

  #read<T>(topic: string, kind: MessageKind<T>): T[] {
    return this.broker.on(topic).map(({ payload }) => {
      const decoded = decodeMessage(kind, payload);
      if (!decoded.ok) throw new Error(decoded.text);
      return decoded.message;
    });
  }
}

/** A card's entry; its key is made up from the number. */
export function wireCard(number: number, more: Partial<WireEntry> = {}): WireEntry {
  const key = Buffer.alloc(8);
  key.writeUInt32BE(number, 4);
  return { kind: "card", key, status: "active", expires: null, user: `user ${number}`, ...more };
}
