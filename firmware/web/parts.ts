import type { Clock } from "../../hal/clock.ts";
import type { Log } from "../../hal/log.ts";
import type { CardId } from "../../protocol/card-id.ts";
import type { ClockQuality } from "../../protocol/state.ts";
import type { Credential } from "../core/credential.ts";
import type { State } from "../core/state.ts";
import type { Keyring } from "../credential/keyring.ts";
import type { Health } from "../health.ts";
import type { Metrics } from "../metrics.ts";
import type { Settings } from "../settings/settings.ts";
import type { UnitStore } from "../store/unit-store.ts";
import type { CardEnrolment } from "../whitelist/card-enrolment.ts";
import type { LocalPeople } from "../whitelist/local-people.ts";
import type { PeopleCount } from "../whitelist/people-count.ts";
import type { Gate } from "./access/gate.ts";

/** What the page sees of the running unit. */
interface WatchedUnit {
  readonly state: State;
  /** Readers and keypads that are lost now. */
  readonly lost: readonly { readonly kind: "reader" | "keypad"; readonly id: string }[];
  /** Whether the store takes changes. */
  readonly storeWorks: boolean;
  /** The number of a card that was shown lately; null: not known any more. */
  cardNumber(credential: Credential): CardId | null;
  /** Told of every change, until what it answers is called. */
  watch(changed: () => void): () => void;
}

/** What the unit is made of, as the page tells it. */
interface UnitFacts {
  /** The unit's own id. */
  readonly unit: string;
  readonly software: string;
  readonly readers: readonly string[];
  readonly keypads: readonly string[];
  /** Whether it has a cloud at all. */
  readonly cloud: boolean;
  /** By whose days dates count (IANA). */
  readonly zone: string;
}

/** Everything that the unit's page stands on. */
export interface WebParts {
  readonly facts: UnitFacts;
  readonly unit: WatchedUnit;
  readonly store: UnitStore;
  readonly keyring: Keyring;
  readonly people: LocalPeople;
  /** To be told after each durable change of the local users that `people` did not make: what runs is held to it. */
  readonly peopleChanged: () => void;
  readonly count: PeopleCount;
  readonly enrolment: CardEnrolment;
  readonly settings: Settings;
  readonly gate: Gate;
  readonly clock: Clock;
  readonly clockQuality: () => ClockQuality;
  readonly random: (bytes: number) => Uint8Array;
  readonly log: Log;
  readonly health: () => Health;
  /** In the form that Prometheus reads; null: not served. */
  readonly metrics: Pick<Metrics, "read"> | null;
  /** Exactly the `Host` headers that are answered, asked for at every request. */
  readonly allowedHosts: () => readonly string[];
  /** Whether it is served by TLS: then its cookies go nowhere else. */
  readonly secure: boolean;
  /** Distinguishes the cookies of several units under one name. */
  readonly port: () => number;
}
