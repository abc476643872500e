import { setImmediate as nextTurn } from "node:timers/promises";
import type { Clock } from "../hal/clock.ts";
import { WORDS } from "../ui/words.ts";
import type { Happening } from "./core/happening.ts";
import { STOP_REASONS } from "./core/session.ts";
import type { Connector, State } from "./core/state.ts";
import { stateName } from "./core/view.ts";
import type { CounterName, GaugeName, MetricsText, Sample } from "./metrics/prometheus-text.ts";
import type { JournalState, UnitStore } from "./store/unit-store.ts";

const JOULES_PER_WH = 3_600;
/** Local users counted in one turn of the event loop, about 1 ms. */
const USERS_AT_ONCE = 128;

/** What the metrics are taken from. */
export interface MetricsParts {
  readonly state: () => State;
  readonly lost: () => readonly { readonly kind: "reader" | "keypad"; readonly id: string }[];
  readonly storeWorks: () => boolean;
  /** Readers and keypads that there are by the configuration. */
  readonly readers: readonly string[];
  readonly keypads: readonly string[];
  /** Whether a cloud is configured. */
  readonly cloud: boolean;
  readonly store: Pick<UnitStore, "journalState" | "cloudList" | "localUsers">;
  readonly clock: Pick<Clock, "wall" | "mono">;
  /** The version of the software. */
  readonly software: string;
}

type Labels = Readonly<Record<string, string>>;

/** The unit's metrics for Prometheus: what happens is counted, and what it is to be written with is loaded when it is first asked for. */
export class Metrics {
  readonly #parts: MetricsParts;
  /** By name and labels. */
  readonly #counts = new Map<string, Sample<CounterName>>();
  /** Counted once, and from then on told with each change; null: not counted yet. */
  #localUsers: number | null = null;
  #cpuTold = 0;
  /** When the process was, seconds since 1970. */
  readonly #startedAt: number;

  constructor(parts: MetricsParts) {
    this.#parts = parts;
    this.#startedAt = parts.clock.wall() / 1_000 - process.uptime();
    // A series that begins with its first event hides that event from `increase()`.
    for (const reason of Object.keys(STOP_REASONS))
      this.#count("chargegate_sessions_stopped_total", { reason }, 0);
    for (const code of Object.keys(WORDS.en.faults)) this.#count("chargegate_faults_total", { code }, 0);
    for (const code of Object.keys(WORDS.en.findings)) this.#count("chargegate_findings_total", { code }, 0);
  }

  /** Counts what has happened; to be told of every happening, once. */
  tell(happening: Happening): void {
    switch (happening.event) {
      case "authorized":
      case "denied": {
        const { verdict, reason, credential } = happening;
        this.#count("chargegate_decisions_total", { verdict, reason, credential: credential.kind });
        return;
      }
      case "session-started":
        this.#count("chargegate_sessions_started_total");
        return;
      case "session-stopped": {
        const energy = Math.max(0, happening.energyWh ?? 0) * JOULES_PER_WH;
        this.#count("chargegate_sessions_stopped_total", { reason: happening.reason });
        this.#count("chargegate_energy_delivered_joules_total", {}, energy);
        return;
      }
      case "fault":
        this.#count("chargegate_faults_total", { code: happening.code });
        return;
      case "keypad-locked":
        this.#count("chargegate_keypad_locks_total");
        return;
      case "finding":
        this.#count("chargegate_findings_total", { code: happening.code });
        return;
      case "list-updated":
        if (happening.source === "local") this.#localUsers = happening.count;
        return;
      case "plugged":
      case "unplugged":
      case "awaiting-authorization":
      case "authorization-expired":
      case "session-resumed":
      case "session-refused":
      case "contactor":
      case "fault-cleared":
      case "board-lost":
      case "board-back":
      case "board-restarted":
      case "reader-lost":
      case "reader-back":
      case "keypad-lost":
      case "keypad-back":
      case "keypad-unlocked":
      case "access-changed":
      case "settings-changed":
      case "enrolled":
      case "enrolment-opened":
      case "enrolment-closed":
      case "reservation-ended":
      case "list-conflict":
      case "list-refused":
      case "clock-trusted":
      case "clock-untrusted":
      case "cloud-connected":
      case "cloud-lost":
      case "store-lost":
      case "store-back":
      case "restarted":
      case "ready":
        return;
    }
  }

  /** All of it, in Prometheus' text format. What cannot be read is left out. */
  async read(): Promise<MetricsText> {
    const { prometheusText } = await import("./metrics/prometheus-text.ts");
    const asked = this.#parts.clock.mono();
    await nextTurn();
    const lag = Math.max(0, this.#parts.clock.mono() - asked);
    await this.#countUsers();
    const values = [
      value("nodejs_eventloop_lag_seconds", lag / 1_000),
      ...this.#process(),
      ...this.#unit(this.#parts.state()),
      ...this.#devices(),
      ...this.#stored(),
    ];
    return prometheusText(this.#counts.values(), values);
  }

  *#process(): Iterable<Value> {
    const { user, system } = process.cpuUsage();
    const cpu = (user + system) / 1e6;
    this.#count("process_cpu_seconds_total", {}, Math.max(0, cpu - this.#cpuTold));
    this.#cpuTold = cpu;
    yield value("process_start_time_seconds", this.#startedAt);
    yield value("process_resident_memory_bytes", process.memoryUsage.rss());
  }

  *#unit(state: State): Iterable<Value> {
    const { software, cloud, storeWorks } = this.#parts;
    yield value("chargegate_build_info", 1, { version: software });
    for (const connector of state.connectors) yield* connectorValues(state, connector);
    yield value("chargegate_access_restricted", state.access === "restricted");
    if (cloud) yield value("chargegate_cloud_up", state.cloud === "up");
    yield value("chargegate_clock_trusted", state.clockTrusted);
    yield value("chargegate_store_up", storeWorks());
  }

  *#devices(): Iterable<Value> {
    const lost = this.#parts.lost();
    const isUp = (kind: "reader" | "keypad", id: string) =>
      !lost.some((device) => device.kind === kind && device.id === id);
    for (const reader of this.#parts.readers)
      yield value("chargegate_reader_up", isUp("reader", reader), { reader });
    for (const keypad of this.#parts.keypads)
      yield value("chargegate_keypad_up", isUp("keypad", keypad), { keypad });
  }

  *#stored(): Iterable<Value> {
    const { store, cloud } = this.#parts;
    if (this.#localUsers !== null) yield value("chargegate_local_users", this.#localUsers);
    const list = readable(() => store.cloudList());
    if (list) {
      yield value("chargegate_list_version", list.version);
      yield value("chargegate_list_entries", list.count);
    }
    const journal = readable<JournalState>(() => store.journalState());
    if (!journal) return;
    yield value("chargegate_journal_last_record", journal.last);
    if (cloud) yield value("chargegate_journal_unacknowledged_records", journal.last - journal.acknowledged);
  }

  async #countUsers(): Promise<void> {
    if (this.#localUsers !== null) return;
    let count = 0;
    try {
      for (const _ of this.#parts.store.localUsers()) {
        count += 1;
        if (count % USERS_AT_ONCE === 0) await nextTurn();
      }
    } catch {
      return;
    }
    // A change that came meanwhile knows better.
    this.#localUsers ??= count;
  }

  #count(name: CounterName, labels: Labels = {}, by = 1): void {
    const key = [name, ...Object.entries(labels).flat()].join("\n");
    this.#counts.set(key, { name, labels, value: (this.#counts.get(key)?.value ?? 0) + by });
  }
}

type Value = Sample<GaugeName>;

function value(name: GaugeName, is: number | boolean, labels: Labels = {}): Value {
  return { name, labels, value: Number(is) };
}

function* connectorValues(state: State, connector: Connector): Iterable<Value> {
  const { id, link, report, use } = connector;
  const place = { connector: String(id) };
  const now = stateName(state, connector);
  for (const name of Object.keys(WORDS.en.states))
    yield value("chargegate_connector_state", name === now, { ...place, state: name });
  yield value("chargegate_board_up", link === "up", place);
  if (link === "up" && report)
    yield value("chargegate_contactor_closed", report.contactor === "closed", place);
  if (use.kind === "session" && use.session.energyWh !== null)
    yield value("chargegate_session_energy_joules", use.session.energyWh * JOULES_PER_WH, place);
}

/** Null: it cannot be read. */
function readable<T>(read: () => T): T | null {
  try {
    return read();
  } catch {
    return null;
  }
}
