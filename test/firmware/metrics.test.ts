import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Credential, CredentialKey } from "../../firmware/core/credential.ts";
import type { Happening } from "../../firmware/core/happening.ts";
import { initialState, type State } from "../../firmware/core/state.ts";
import { COUNTERS, GAUGES } from "../../firmware/metrics/table.ts";
import { Metrics, type MetricsParts } from "../../firmware/metrics.ts";
import { MemoryStore } from "../../firmware/store/memory-store.ts";
import { cardUser, connector, credential, entry, INSTALLATION, listHead, session } from "./store/people.ts";
import { stillClock } from "./store/still-clock.ts";

const one = connector(1);
const idle = initialState({ connectors: [one, connector(2)], access: "restricted", run: "r" });

/** The first connector charges, the second is not heard. */
function charging(user = "ann", id = "s1"): State {
  const report = { pilot: "C", contactor: "closed", enabled: true, fault: null, meterWs: 9 } as const;
  const use = {
    kind: "session",
    session: session(id, 1, { energyWh: 1_500, user }),
    timeUpAt: null,
    interrupted: false,
    charged: true,
  } as const;
  const connectors = idle.connectors.map((place) =>
    place.id === 1 ? { ...place, link: "up" as const, report, pluggedAt: 1, permitted: true, use } : place,
  );
  return { ...idle, cloud: "up", connectors };
}

function metrics(more: Partial<MetricsParts> = {}): Metrics {
  return new Metrics({
    state: charging,
    lost: () => [{ kind: "reader", id: "back" }],
    storeWorks: () => true,
    readers: ["front", "back"],
    keypads: ["front"],
    cloud: true,
    store: new MemoryStore({ installation: INSTALLATION }),
    clock: stillClock,
    software: "1.2.3",
    ...more,
  });
}

/** The samples of the text, by name and labels. */
async function samples(of: Metrics): Promise<Map<string, number>> {
  const lines = (await of.read()).text.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
  return new Map(
    lines.map((line) => {
      const space = line.lastIndexOf(" ");
      return [line.slice(0, space), Number(line.slice(space + 1))];
    }),
  );
}

const told: readonly [Happening, string, number][] = [
  [
    {
      event: "authorized",
      credential: credential(1),
      user: "ann",
      reader: "front",
      verdict: "Accepted",
      reason: "local-user",
    },
    'chargegate_decisions_total{verdict="Accepted",reason="local-user",credential="card"}',
    1,
  ],
  [
    {
      event: "denied",
      credential: { ...credential(1), kind: "pin" },
      reader: "front",
      verdict: "Invalid",
      reason: "wrong-pin",
    },
    'chargegate_decisions_total{verdict="Invalid",reason="wrong-pin",credential="pin"}',
    1,
  ],
  [
    { event: "session-started", connector: one, session: "s", credential: null, user: null },
    "chargegate_sessions_started_total",
    1,
  ],
  [
    { event: "fault", connector: one, code: "ground-fault" },
    'chargegate_faults_total{code="ground-fault"}',
    1,
  ],
  [{ event: "keypad-locked", reader: "front", tries: 3, until: 9 }, "chargegate_keypad_locks_total", 1],
  [
    { event: "finding", code: "pin-guessing", count: 40 },
    'chargegate_findings_total{code="pin-guessing"}',
    1,
  ],
];

const stopped: Happening = {
  event: "session-stopped",
  connector: one,
  session: "s",
  credential: null,
  user: null,
  reason: "EVDisconnected",
  stoppedBy: null,
  energyWh: 1_000,
};

describe("metrics", () => {
  test.each(told)("%j is counted", async (happening, sample, value) => {
    const counted = metrics();
    expect((await samples(counted)).get(sample) ?? 0).toBe(0);
    counted.tell(happening);
    expect((await samples(counted)).get(sample)).toBe(value);
  });

  test("energy is counted in joules when its session ends, and an end without a meter counts none", async () => {
    const counted = metrics();
    counted.tell(stopped);
    counted.tell({ ...stopped, energyWh: null });
    counted.tell({ ...stopped, energyWh: 0.5 });
    const now = await samples(counted);
    expect(now.get("chargegate_energy_delivered_joules_total")).toBe(3_601_800);
    expect(now.get('chargegate_sessions_stopped_total{reason="EVDisconnected"}')).toBe(3);
    expect(now.get('chargegate_sessions_stopped_total{reason="Local"}')).toBe(0);
  });

  test("gauges are what the unit is when they are asked for", async () => {
    const store = new MemoryStore({ installation: INSTALLATION });
    await store.changeLocalUsers({ set: [cardUser(1, "ann"), cardUser(2, "bo")] });
    await store.replaceCloudList(listHead(7), [{ credential: credential(3), entry: entry("cy") }]);
    await store.commit({ records: [1, 2, 3].map((at) => ({ at, happening: { event: "ready" } })) });
    await store.commit({ acknowledged: 1 });
    const told = await samples(metrics({ store }));
    const expected: Readonly<Record<string, number>> = {
      'chargegate_build_info{version="1.2.3"}': 1,
      'chargegate_connector_state{connector="1",state="charging"}': 1,
      'chargegate_connector_state{connector="1",state="available"}': 0,
      'chargegate_connector_state{connector="2",state="unavailable"}': 1,
      'chargegate_contactor_closed{connector="1"}': 1,
      'chargegate_session_energy_joules{connector="1"}': 5_400_000,
      'chargegate_board_up{connector="1"}': 1,
      'chargegate_board_up{connector="2"}': 0,
      'chargegate_reader_up{reader="front"}': 1,
      'chargegate_reader_up{reader="back"}': 0,
      'chargegate_keypad_up{keypad="front"}': 1,
      chargegate_access_restricted: 1,
      chargegate_cloud_up: 1,
      chargegate_clock_trusted: 1,
      chargegate_store_up: 1,
      chargegate_list_version: 7,
      chargegate_list_entries: 1,
      chargegate_local_users: 2,
      chargegate_journal_last_record: 3,
      chargegate_journal_unacknowledged_records: 2,
      nodejs_eventloop_lag_seconds: 0,
    };
    for (const [name, value] of Object.entries(expected))
      expect([name, told.get(name)]).toEqual([name, value]);
    expect([...told.keys()].filter((name) => name.startsWith("chargegate_connector_state"))).toHaveLength(20);
    expect(told.has('chargegate_contactor_closed{connector="2"}')).toBe(false);
    expect(told.get("process_resident_memory_bytes")).toBeGreaterThan(1e6);
    expect(told.get("process_cpu_seconds_total")).toBeGreaterThan(0);
    const started = 1_800_000_000 - (told.get("process_start_time_seconds") ?? 0);
    expect(Math.abs(started - process.uptime())).toBeLessThan(60);
  });

  test("what is over is no longer told", async () => {
    let state = charging();
    const told = metrics({ state: () => state });
    await told.read();
    state = { ...idle, access: "open", clockTrusted: false };
    const now = await samples(told);
    expect(now.has('chargegate_session_energy_joules{connector="1"}')).toBe(false);
    expect(now.has('chargegate_contactor_closed{connector="1"}')).toBe(false);
    expect([now.get("chargegate_access_restricted"), now.get("chargegate_clock_trusted")]).toEqual([0, 0]);
  });

  test("local users are counted once, and then as each change tells", async () => {
    const store = new MemoryStore();
    await store.changeLocalUsers({ set: Array.from({ length: 300 }, (_, at) => cardUser(at, "ann")) });
    let counts = 0;
    const localUsers = () => {
      counts += 1;
      return store.localUsers();
    };
    const counting = {
      localUsers,
      journalState: () => store.journalState(),
      cloudList: () => store.cloudList(),
    };
    const told = metrics({ store: counting });
    expect((await samples(told)).get("chargegate_local_users")).toBe(300);
    told.tell({ event: "list-updated", source: "cloud", version: 1, count: 9 });
    told.tell({ event: "list-updated", source: "local", count: 301 });
    expect((await samples(told)).get("chargegate_local_users")).toBe(301);
    expect(counts).toBe(1);
  });

  test("a store that cannot be read leaves the rest to be told, and without a cloud nothing is told of it", async () => {
    const store = new MemoryStore();
    await store.close();
    const now = await samples(metrics({ store, cloud: false, storeWorks: () => false }));
    expect(now.get("chargegate_store_up")).toBe(0);
    for (const name of ["list_version", "journal_last_record", "local_users", "cloud_up"])
      expect(now.has(`chargegate_${name}`)).toBe(false);
  });

  test("two units in one process do not count for each other", async () => {
    const [mine, other] = [metrics(), metrics()];
    mine.tell(stopped);
    const joules = "chargegate_energy_delivered_joules_total";
    expect([(await samples(mine)).get(joules), (await samples(other)).get(joules)]).toEqual([3_600_000, 0]);
  });

  test("every metric is told with its type and help", async () => {
    const { text } = await metrics().read();
    for (const [type, table] of [
      ["counter", COUNTERS],
      ["gauge", GAUGES],
    ] as const)
      for (const [name, { help }] of Object.entries(table)) {
        expect(text).toContain(`# TYPE ${name} ${type}\n`);
        expect(text).toContain(`# HELP ${name} ${help}\n`);
      }
    expect((await metrics().read()).contentType).toMatch(/^text\/plain/);
  });

  test("no name, card, key or session gets into the text, whatever it is", async () => {
    const hostile = fc
      .string({ minLength: 3, maxLength: 20 })
      .map((text) => `~${text.replaceAll("\\", "")}~`);
    // The brand says hex digits; here it may be anything.
    const who = hostile.map(
      (name): Credential => ({ kind: "card", key: name as CredentialKey, label: name }),
    );
    const happening: fc.Arbitrary<Happening> = fc
      .tuple(who, hostile, fc.constantFrom(...told.map(([known]) => known), stopped))
      .map(([credential, name, known]): Happening => {
        if (known.event === "authorized") return { ...known, credential, user: name, reader: name };
        if (known.event === "denied") return { ...known, credential, reader: name };
        if (known.event === "session-started") return { ...known, credential, session: name, user: name };
        if (known.event === "session-stopped")
          return { ...known, credential, session: name, user: name, stoppedBy: credential };
        return known.event === "keypad-locked" ? { ...known, reader: name } : known;
      });
    await fc.assert(
      fc.asyncProperty(fc.array(happening, { maxLength: 20 }), hostile, async (happenings, name) => {
        const store = new MemoryStore();
        await store.changeLocalUsers({ set: [cardUser(1, name)] });
        const told = metrics({ state: () => charging(name, name), store });
        for (const one of happenings) told.tell(one);
        const { text } = await told.read();
        expect(text).not.toContain("~");
      }),
      { numRuns: 50 },
    );
  });
});
