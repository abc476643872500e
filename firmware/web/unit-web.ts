import type { Hono } from "hono";
import type { Clock } from "../../hal/clock.ts";
import type { Log } from "../../hal/log.ts";
import type { ClockQuality } from "../../protocol/state.ts";
import type { UnitConfig } from "../config/schema.ts";
import type { Happening } from "../core/happening.ts";
import type { Keyring } from "../credential/keyring.ts";
import type { HashCost } from "../credential/slow-hash.ts";
import { Metrics } from "../metrics.ts";
import type { Settings } from "../settings/settings.ts";
import type { UnitStore } from "../store/unit-store.ts";
import type { Unit } from "../unit.ts";
import { unitHealth } from "../unit-health.ts";
import { CardEnrolment } from "../whitelist/card-enrolment.ts";
import { LocalPeople } from "../whitelist/local-people.ts";
import { PeopleCount } from "../whitelist/people-count.ts";
import { Gate } from "./access/gate.ts";
import { createUnitPage } from "./app.tsx";
import { LastRefusals } from "./last-refusals.ts";
import type { PageContext, PageEnv } from "./visitor.ts";

/** What the unit's page is put together from. */
export interface UnitWebParts {
  readonly unit: Unit;
  readonly config: UnitConfig;
  readonly store: UnitStore;
  readonly keyring: Keyring;
  readonly settings: Settings;
  readonly clock: Clock;
  readonly clockQuality: () => ClockQuality;
  readonly random: (bytes: number) => Uint8Array;
  readonly log: Log;
  /** `chargegate 0.1.0` */
  readonly software: string;
  /** Exactly the `Host` headers that are answered, asked for at every request. */
  readonly allowedHosts: () => readonly string[];
  /** Whether it is served by TLS. */
  readonly secure: boolean;
  readonly port: () => number;
  /** The address that a request comes from. */
  readonly source: (context: PageContext) => string;
  /** Of a password's hash; tests alone give another. */
  readonly passwordCost?: HashCost;
}

/** The unit's own page with all that stands behind it. */
export class UnitWeb {
  readonly app: Hono<PageEnv>;
  readonly gate: Gate;
  readonly #metrics: Metrics;
  readonly #refusals = new LastRefusals();
  readonly #enrolment: CardEnrolment;
  /** Told of what changes beside the unit's state. */
  readonly #watchers = new Set<() => void>();

  constructor(parts: UnitWebParts) {
    const { unit, config, store, keyring, settings, clock, random, log } = parts;
    const readers = config.readers.map(({ id }) => id);
    const keypads = config.keypads.map(({ id }) => id);
    const cloud = Boolean(config.cloud);
    const facts = {
      unit: config.unit,
      software: parts.software,
      readers,
      keypads,
      cloud,
      zone: settings.zone(),
    };
    const count = new PeopleCount(store);
    const peopleChanged = () => {
      unit.localUsersChanged(count.now().identifications);
      this.#changed();
    };
    const people = new LocalPeople({
      store,
      keyring,
      zone: settings.zone(),
      random,
      wall: () => clock.wall(),
      changed: peopleChanged,
    });
    this.gate = new Gate({
      store,
      clock,
      random,
      log,
      unit: config.unit,
      ...(parts.passwordCost && { cost: parts.passwordCost }),
    });
    this.#metrics = new Metrics({
      state: () => unit.state,
      lost: () => unit.lost,
      storeWorks: () => unit.storeWorks,
      readers,
      keypads,
      cloud,
      store,
      clock,
      software: parts.software,
    });
    this.#enrolment = new CardEnrolment({
      clock,
      people,
      enrol: (lasts) => {
        unit.enrol(null, lasts);
        return unit.state.enrolment?.by ?? null;
      },
      cardNumber: (credential) => unit.cardNumber(credential),
      changed: () => this.#changed(),
    });
    const watched = {
      get state() {
        return unit.state;
      },
      get lost() {
        return unit.lost;
      },
      get storeWorks() {
        return unit.storeWorks;
      },
      cardNumber: unit.cardNumber.bind(unit),
      watch: (changed: () => void) => this.#watch(unit, changed),
    };
    this.app = createUnitPage(
      {
        facts,
        unit: watched,
        store,
        keyring,
        people,
        peopleChanged,
        count,
        enrolment: this.#enrolment,
        settings,
        gate: this.gate,
        clock,
        clockQuality: parts.clockQuality,
        random,
        log,
        health: () => unitHealth(unit, { config, store, clock }),
        metrics: config.web?.metrics === false ? null : this.#metrics,
        allowedHosts: parts.allowedHosts,
        secure: parts.secure,
        port: parts.port,
      },
      { refusals: this.#refusals, source: parts.source },
    );
  }

  /** Told everything that happens in the unit. */
  tell(happening: Happening): void {
    this.#metrics.tell(happening);
    this.#refusals.tell(happening);
    this.#enrolment.tell(happening);
    this.#changed();
  }

  #changed(): void {
    for (const watcher of this.#watchers) watcher();
  }

  #watch(unit: Unit, changed: () => void): () => void {
    this.#watchers.add(changed);
    const unwatch = unit.watch(changed);
    return () => {
      this.#watchers.delete(changed);
      unwatch();
    };
  }
}
