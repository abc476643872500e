/** A metric as Prometheus sees it. */
interface MetricLine {
  readonly help: string;
  readonly labels: readonly string[];
}

/*
 * Names follow Prometheus ("Metric and label naming"): the unit of measurement is a base unit and stands in the name, and a
 * counter ends in `_total`. The base unit of energy is the joule; a kilowatt-hour is 3.6 million of them. No label holds a
 * card, a PIN, a person or a session: metrics are read by more people than the journal, and each value would be a series.
 * docs/metrics.md is made of this.
 */

/** Counted from the unit's start on. */
export const COUNTERS = {
  chargegate_decisions_total: {
    help: "Cards, PINs and remote starts that were accepted or refused, by what was shown",
    labels: ["verdict", "reason", "credential"],
  },
  chargegate_sessions_started_total: { help: "Sessions that have begun", labels: [] },
  chargegate_sessions_stopped_total: { help: "Sessions that have ended", labels: ["reason"] },
  chargegate_energy_delivered_joules_total: {
    help: "Energy of the sessions that have ended, counted at their end",
    labels: [],
  },
  chargegate_faults_total: { help: "Faults of connectors", labels: ["code"] },
  chargegate_keypad_locks_total: { help: "Keypads locked after wrong PINs", labels: [] },
  chargegate_findings_total: { help: "Findings that the owner should look at", labels: ["code"] },
  process_cpu_seconds_total: { help: "Processor time that the process has used", labels: [] },
} as const satisfies Readonly<Record<string, MetricLine>>;

/** As it is when it is asked for; what does not apply, or is not known, is absent. */
export const GAUGES = {
  chargegate_build_info: { help: "1, with the version of the software", labels: ["version"] },
  chargegate_connector_state: {
    help: "1 for the state that the connector is in, 0 for every other",
    labels: ["connector", "state"],
  },
  chargegate_contactor_closed: {
    help: "Whether the contactor is closed, as its board reports",
    labels: ["connector"],
  },
  chargegate_session_energy_joules: {
    help: "Energy of the running session so far",
    labels: ["connector"],
  },
  chargegate_board_up: { help: "Whether the board answers", labels: ["connector"] },
  chargegate_reader_up: { help: "Whether the reader answers", labels: ["reader"] },
  chargegate_keypad_up: { help: "Whether the keypad answers", labels: ["keypad"] },
  chargegate_access_restricted: { help: "Whether power needs an authorization", labels: [] },
  chargegate_cloud_up: { help: "Whether the cloud can be reached, where one is configured", labels: [] },
  chargegate_clock_trusted: { help: "Whether the unit knows the time", labels: [] },
  chargegate_store_up: { help: "Whether the disk takes changes", labels: [] },
  chargegate_list_version: { help: "Version of the cloud's list, 0 when none is held", labels: [] },
  chargegate_list_entries: { help: "Entries of the cloud's list", labels: [] },
  chargegate_local_users: { help: "Cards and PINs of local users", labels: [] },
  chargegate_journal_last_record: { help: "Number of the newest record", labels: [] },
  chargegate_journal_unacknowledged_records: { help: "Records that the cloud does not have yet", labels: [] },
  process_start_time_seconds: { help: "When the process was started, in seconds since 1970", labels: [] },
  process_resident_memory_bytes: { help: "Memory that the process occupies", labels: [] },
  nodejs_eventloop_lag_seconds: {
    help: "How long whoever had something to do just then had to wait for its turn",
    labels: [],
  },
} as const satisfies Readonly<Record<string, MetricLine>>;
