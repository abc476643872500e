import { parseUpTopic, UP_TOPICS } from "../../protocol/topics.ts";
import { BrokerLink } from "../broker/broker-link.ts";
import type { BuiltList } from "../credentials/list-builder.ts";
import type { ChargerId } from "../database/ids.ts";
import { type InstallationId, isId } from "../database/ids.ts";
import { ListsAtBroker } from "../list/lists-at-broker.ts";
import type { CloudParts } from "../parts.ts";
import { AccessKeeper } from "./access-keeper.ts";
import { type Answer, Answers, type Question } from "./answers.ts";
import { HeardStates } from "./heard-states.ts";
import { JournalIntake, type TakeRecords } from "./journal-intake.ts";
import { Malformed } from "./malformed.ts";
import { Requests } from "./requests.ts";
import { UnitDirectory } from "./unit-directory.ts";
import { UnitRequests } from "./unit-requests.ts";

/** What may have been missed is looked for so often, milliseconds. */
const LOOK_EVERY = 30_000;
/** After a trouble with the database, milliseconds. */
const AGAIN = 1_000;
/** So long after the link came up, every unit that is connected has said so, milliseconds: units wait 15 s at most. */
const ALL_HEARD_AFTER = 60_000;
/** The manifests of all installations' lists. */
const MANIFESTS = "chargegate/1/list/+/manifest";

export interface ConversationParts {
  readonly cloud: CloudParts;
  /** The broker's: `mqtt://…` or `mqtts://…`, with name and password. */
  readonly brokerUrl: string;
  /** `takeRecords` of cloud/history. */
  readonly takeRecords: (parts: CloudParts, ...what: Parameters<TakeRecords>) => ReturnType<TakeRecords>;
  /** `verdictFor` of cloud/credentials. */
  readonly verdictFor: (
    parts: CloudParts,
    charger: ChargerId,
    credential: Question["credential"],
  ) => Promise<Answer>;
  /** `buildDue` of cloud/credentials. */
  readonly buildDue: (parts: CloudParts) => Promise<readonly BuiltList[]>;
}

/**
 * The cloud's conversation with the units of all installations: what they say goes into the database, what changes there
 * goes to them. Several processes may hold it at once, each with a link of its own: what must be done once is claimed in the
 * database, all else is the same when it is done twice.
 */
export class Conversation {
  /** Requests to chargers' units. */
  readonly requests: UnitRequests;
  /** Tells units what access is to be. */
  readonly access: AccessKeeper;
  /** Which charger a unit's id stands for; shared with the broker's access rule. */
  readonly directory: UnitDirectory;
  readonly #parts: ConversationParts;
  readonly #link: BrokerLink;
  readonly #malformed: Malformed;
  readonly #states: HeardStates;
  readonly #journals: JournalIntake;
  readonly #answers: Answers;
  readonly #pending: Requests;
  readonly #lists: ListsAtBroker;
  #building: Promise<void> | null = null;
  #buildAgain = false;
  #stopped = false;
  #deaf: () => Promise<void> = () => Promise.resolve();
  #cancelLook = (): void => {};
  #cancelBuild = (): void => {};
  #cancelSettle = (): void => {};

  /** @throws RangeError when the url is not a broker's */
  constructor(parts: ConversationParts) {
    this.#parts = parts;
    const { cloud, brokerUrl } = parts;
    const { clock, random, log } = cloud;
    this.#malformed = new Malformed(log);
    const malformed = this.#malformed;
    this.directory = new UnitDirectory(cloud);
    this.#link = new BrokerLink({
      url: brokerUrl,
      topics: [UP_TOPICS, MANIFESTS],
      clock,
      random,
      log,
      up: () => this.#up(),
      down: () => this.#down(),
      message: (topic, payload) => this.#take(topic, payload),
    });
    const link = this.#link;
    this.#pending = new Requests({ link, reach: () => "online", clock, random, malformed });
    this.requests = new UnitRequests(cloud, this.#pending);
    this.access = new AccessKeeper({ ...cloud, requests: this.#pending });
    this.#states = new HeardStates({ ...cloud, malformed, accessDiffers: () => this.access.look() });
    this.#journals = new JournalIntake({
      log,
      link,
      directory: this.directory,
      take: (charger, message) => parts.takeRecords(cloud, charger, message),
      malformed,
    });
    this.#answers = new Answers({
      link,
      byList: () => ({ verdict: "Unknown" }),
      decide: (question) => this.#decide(question),
      clock,
      log,
      malformed,
    });
    this.#lists = new ListsAtBroker({ ...cloud, link });
  }

  /** Begins to connect, and keeps at it; to be called once. Rejects when the database cannot be listened to. */
  async start(): Promise<void> {
    const { listen } = this.#parts.cloud;
    // Until the link is up nobody knows who is there, whatever an earlier process wrote down.
    this.#states.lostSight();
    this.#deaf = await listen("chargegate_list", (payload) => {
      this.#build();
      if (isId<InstallationId>(payload)) this.#lists.changed(payload);
    });
    this.#link.start();
    this.#build();
    this.#lookAgain();
  }

  /** Whether there is a broker at the moment. */
  get up(): boolean {
    return this.#link.up;
  }

  /** Messages that were none, and messages of units that no charger has, so far. */
  get ignored(): { readonly malformed: number; readonly unknown: number } {
    return {
      malformed: this.#malformed.count,
      unknown: this.#states.unknown + this.#journals.unknown,
    };
  }

  /** Answers what is outstanding, writes what has come, and takes leave of the broker. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#cancelLook();
    this.#cancelBuild();
    this.#cancelSettle();
    this.#pending.stop();
    this.#answers.stop();
    await this.#deaf();
    await Promise.all([this.#journals.stop(), this.#lists.stop(), this.access.stop(), this.#building]);
    await this.#link.end();
    await this.#states.stop();
  }

  #up(): void {
    this.#lists.connected();
    this.#look();
    this.#cancelSettle();
    this.#cancelSettle = this.#parts.cloud.clock.after(ALL_HEARD_AFTER, () => this.#states.settle());
  }

  #down(): void {
    this.#cancelSettle();
    if (!this.#stopped) this.#states.lostSight();
  }

  #take(topic: string, payload: Buffer): void {
    const from = parseUpTopic(topic);
    if (!from) {
      if (payload.length > 0) this.#lists.seen(topic, payload);
      return;
    }
    switch (from.kind) {
      case "state":
        this.#states.take(from.unit, payload);
        return;
      case "journal":
        this.#journals.take(from.unit, payload);
        return;
      case "response":
        this.#pending.take(from.unit, payload);
        return;
      case "ask":
        this.#answers.take(from.unit, payload);
        return;
    }
  }

  async #decide({ unit, credential }: Question): Promise<Answer | null> {
    const place = await this.directory.of(unit);
    return place && this.#parts.verdictFor(this.#parts.cloud, place.charger, credential);
  }

  /** Builds what lists are out of date, and publishes those that are new. */
  #build(): void {
    this.#buildAgain = true;
    if (this.#building || this.#stopped) return;
    this.#building = this.#buildAll().finally(() => {
      this.#building = null;
      if (this.#buildAgain) this.#build();
    });
  }

  async #buildAll(): Promise<void> {
    const { cloud, buildDue } = this.#parts;
    while (this.#buildAgain && !this.#stopped) {
      this.#buildAgain = false;
      try {
        for (const { installation, isNew } of await buildDue(cloud))
          if (isNew) this.#lists.changed(installation);
      } catch (error) {
        cloud.log.error("lists could not be built, trying again", { error: String(error) });
        this.#cancelBuild();
        this.#cancelBuild = cloud.clock.after(AGAIN, () => this.#build());
      }
    }
  }

  #lookAgain(): void {
    if (this.#stopped) return;
    this.#cancelLook = this.#parts.cloud.clock.after(LOOK_EVERY, () => {
      this.#build();
      this.access.look();
      this.#look();
      this.#lookAgain();
    });
  }

  #look(): void {
    this.#lists
      .look()
      .catch((error: unknown) =>
        this.#parts.cloud.log.error("lists could not be published, trying again", { error: String(error) }),
      );
  }
}
