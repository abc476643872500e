import { decodeMessage, encodeMessage } from "../../protocol/codec.ts";
import { downJournalAck, type UpJournal, upJournal } from "../../protocol/journal.ts";
import { unitTopics } from "../../protocol/topics.ts";
import type { BrokerLink } from "../broker/broker-link.ts";
import type { ChargerId } from "../database/ids.ts";
import type { CloudParts } from "../parts.ts";
import { Lanes } from "./lanes.ts";
import type { Malformed } from "./malformed.ts";
import type { UnitDirectory } from "./unit-directory.ts";

/** Messages that are taken in at once: each is a transaction. */
const AT_ONCE = 4;
/** Units whose message may wait: a unit sends one at a time, and again until it is acknowledged. */
const MOST = 50_000;

/** Takes records in, durably; null: there is no such charger. */
export type TakeRecords = (
  charger: ChargerId,
  message: UpJournal,
) => Promise<{ readonly seq: number; readonly lost: number } | null>;

export interface JournalIntakeParts extends Pick<CloudParts, "log"> {
  readonly link: Pick<BrokerLink, "publish">;
  readonly directory: Pick<UnitDirectory, "of">;
  readonly take: TakeRecords;
  readonly malformed: Malformed;
}

/** Takes in what units write down (`up/journal`), and acknowledges what is in the database, never before. */
export class JournalIntake {
  readonly #parts: JournalIntakeParts;
  readonly #lanes: Lanes<UpJournal>;
  #failures = 0;
  #unknown = 0;

  constructor(parts: JournalIntakeParts) {
    this.#parts = parts;
    this.#lanes = new Lanes({ atOnce: AT_ONCE, most: MOST }, (unit, message) => this.#store(unit, message));
  }

  /** How many messages were of units that no charger has. */
  get unknown(): number {
    return this.#unknown;
  }

  /** A payload of `up/journal`. What cannot be taken in now is not acknowledged, and comes again. */
  take(unit: string, payload: Uint8Array): void {
    const decoded = decodeMessage(upJournal, payload);
    if (!decoded.ok) this.#parts.malformed.note(unit, upJournal.name, decoded, payload.length);
    else this.#lanes.push(unit, decoded.message);
  }

  /** Takes nothing more in; resolves when what is under way is in the database. */
  stop(): Promise<void> {
    return this.#lanes.stop();
  }

  async #store(unit: string, message: UpJournal): Promise<void> {
    const { link, directory, take, log } = this.#parts;
    try {
      const place = await directory.of(unit);
      const taken = place && (await take(place.charger, message));
      if (!taken) {
        this.#unknown += 1;
        return;
      }
      this.#failures = 0;
      if (taken.lost > 0) log.warn("records were lost before they came here", { unit, lost: taken.lost });
      const ack = encodeMessage(downJournalAck, { journal: message.journal, seq: taken.seq });
      void link.publish(unitTopics(unit).journalAck, ack);
    } catch (error) {
      this.#failures += 1;
      // Once for each trouble, and now and then: a database that is away for a night does not fill the log.
      if (/^10*$/.test(String(this.#failures)))
        log.error("records could not be taken in; the unit sends them again", { unit, error: String(error) });
    }
  }
}
