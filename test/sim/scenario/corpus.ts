/** Documents that say all that the format can say, each a part of it; by what they show. */
export const GOOD: Readonly<Record<string, object>> = {
  "the whole head": {
    scenario: 1,
    name: "a listed card starts a charge with no network",
    covers: ["A6", "C13.FR.02"],
    unit: {
      id: "CG-0002",
      connectors: 2,
      access: "open",
      readers: [
        { id: "front", connectors: [1, 2] },
        { id: "back", connectors: [2] },
      ],
      keypads: [{ id: "front", connectors: [1] }],
      clock: "2026-06-01T08:00+02:00",
      untrusted: true,
      zone: "Europe/Oslo",
    },
    list: {
      version: 3,
      goodUntil: "2026-07-01T00:00:00.5Z",
      entries: [
        { card: "04A1B2C3", user: "ann", group: "house-7" },
        { pin: "#4711", user: "guest", expires: "2026-06-02T00:00:00Z", uses: 1 },
      ],
    },
    users: [
      {
        card: "nfc-04:11:22:33",
        status: "blocked",
        from: "2026-06-01T08:00:00Z",
        windows: ["Mon-Fri 07:00-19:00", "Sat,Sun 22:00-06:00"],
        chargers: ["CG-0001", "CG-0002"],
        connectors: [1, 16],
        master: true,
        owner: false,
        maxEnergy: "10.5kWh",
        maxTime: "2h",
      },
    ],
    cloud: {
      link: "silent",
      answers: {
        "04FFFFFF": { verdict: "Accepted", group: "house-7", after: "200ms" },
        "#4711": { verdict: "NoCredit" },
        default: { verdict: "Unknown" },
      },
    },
    steps: [{ wait: "5s" }],
  },
  rules: {
    scenario: 1,
    name: "rules",
    unit: {
      rules: {
        connectionTimeout: "90s",
        askTimeout: "500ms",
        localPreAuthorize: false,
        localAuthorizeOffline: false,
        unknownOffline: "accept",
        stopOnInvalid: false,
        maxEnergyOnInvalid: "1kWh",
        confirmStarts: false,
        authorizeRemote: false,
        cache: { lifetime: "1h", size: 3 },
        groupStops: false,
        anyoneStops: true,
        listChangeStops: false,
        resume: { within: "1m" },
        identification: ["card", "pin", "card+pin"],
        pinTries: 3,
        pinLock: "2m",
        pinIdle: "20s",
        minSession: "30s",
      },
    },
    steps: [{ prompt: "Plug in" }],
  },
  "rules that are off": {
    scenario: 1,
    name: "off",
    unit: { rules: { cache: "off", resume: "never" } },
    steps: [{ power: "crash" }],
  },
  ...steps("the vehicle", [
    { plug: 1 },
    { plug: { connector: 1, wants: false } },
    { unplug: 1 },
    { ev: { connector: 1, wants: true } },
    { pilot: { connector: 1, state: "E" } },
    { meter: { connector: 1, energy: "4kWh" } },
  ]),
  ...steps("cards and keys", [
    { tap: "04A1B2C3" },
    { tap: { card: "04 a1 b2 c3 d4 e5 f6", reader: "front", hold: "0.5s" } },
    { tap: { phone: true } },
    { lay: { card: "08A1B2C3", reader: "front" } },
    { lift: { reader: "front" } },
    { keys: "#4711#" },
    { keys: { keys: "A1*", keypad: "front", every: "1s" } },
  ]),
  ...steps("the cloud", [
    { cloud: "offline" },
    { cloud: { answers: { "04-FF-FF-FF": { verdict: "Blocked" } } } },
    { cloud: { request: { start: { connector: 9, card: "04A1B2C3" } } } },
    { cloud: { request: { stop: { connector: 1 } } } },
    { cloud: { request: { access: "open" } } },
    { cloud: { request: { reserve: { connector: 1, card: "04A1B2C3", id: 7, until: "10m" } } } },
    { cloud: { request: { reserve: { pin: "#12", id: 0, until: "2026-06-01T09:00:00Z" } } } },
    { cloud: { request: { reserve: { group: "house-7", id: 1, until: "0s" } } } },
    { cloud: { request: { cancel: { id: 7 } } } },
    { cloud: { request: { enrol: { for: "60s" } } } },
    { cloud: { request: { clearCache: true } } },
    { cloud: { request: { refresh: { card: "04A1B2C3", verdict: "Blocked" } } } },
  ]),
  ...steps("lists", [
    { list: { version: 4, full: [{ card: "04A1B2C3" }, { card: "04A1B2C3" }] } },
    {
      list: {
        version: -1,
        base: 0,
        set: [{ pin: "#4711" }],
        remove: ["04A1B2C3", "#4711"],
        corrupt: "digest",
      },
    },
    { list: { version: 5, base: 4 } },
    { users: { add: [{ card: "04A1B2C3" }], remove: ["04A1B2C3", "#47"], set: [] } },
    { access: "restricted" },
  ]),
  ...steps("trouble", [
    { fault: { device: "reader", kind: "corrupt" } },
    { fault: { device: "keypad", kind: "slow" } },
    { fault: { device: "board", kind: "welded" } },
    { fault: { device: "broker", kind: "down" } },
    { fault: { device: "store", kind: "readonly" } },
    { fault: { device: "clock", kind: "untrusted" } },
    { clear: { device: "reader" } },
    { clear: { device: "board", kind: "ground" } },
    { power: "cut" },
    { clock: { jump: "-1.5h" } },
  ]),
  ...steps("expectations", [
    {
      expect: {
        connector: 1,
        contactor: "open",
        light: "yellow",
        state: "awaiting-authorization",
        session: { credential: "04A1B2C3", user: "ann", energy: "4kWh" },
        verdict: "Timeout",
        reason: "no-answer",
        records: [
          "denied",
          {
            type: "session-stopped",
            connector: 1,
            reason: "Local",
            verdict: "Accepted",
            credential: "#4711",
            stoppedBy: "04A1B2C3",
            energy: "1kWh",
          },
          { type: "denied", reason: "unknown" },
        ],
        noRecords: ["fault", "restarted"],
        response: { status: "Rejected" },
        reservation: { id: 7, status: "Used" },
        list: { version: 0, count: 0 },
        enrolment: "open",
        keypad: "locked",
        asked: 0,
        device: {
          reader: "ok",
          keypad: "lost",
          board: "ok",
          broker: "lost",
          store: "ok",
          clock: "lost",
        },
        within: "500ms",
      },
    },
    { expect: { session: "none" } },
    { never: { contactor: "closed", for: "10s" } },
    { never: { connector: 1, light: "charging", session: { user: "ann" }, for: "0s" } },
  ]),
};

function steps(what: string, list: readonly object[]): Record<string, object> {
  return Object.fromEntries(
    list.map((step, at) => [`${what} ${at + 1}`, { scenario: 1, name: what, steps: [step] }]),
  );
}

/** Values that stand where others should. */
const STRANGERS: readonly unknown[] = [
  null,
  true,
  false,
  -1,
  0,
  1,
  2,
  17,
  1.5,
  12345678,
  "",
  "x",
  "none",
  "5s",
  "5",
  "#1",
  "04A1B2C3",
  "Accepted",
  "Timeout",
  "2026-02-30T00:00:00Z",
  [],
  {},
  [1, 1],
  ["x", "x"],
  { card: "04A1B2C3" },
];

/** Keys that are put where they may not belong. */
const KEYS: readonly (readonly [string, unknown])[] = [
  ["ligth", "yellow"],
  ["within", "1s"],
  ["for", "1s"],
  ["card", "04A1B2C3"],
  ["pin", "#4711"],
  ["group", "house-7"],
  ["phone", true],
  ["base", 1],
  ["full", []],
  ["set", []],
  ["kind", "slow"],
  ["wait", "1s"],
  ["default", { verdict: "Unknown" }],
  ["connector", 3],
];

/** A document changed in one place, in every place and in every way there is; with what was changed. */
export function* changed(document: unknown): Generator<readonly [what: string, document: unknown]> {
  for (const path of pathsOf(document)) {
    const name = path.join(".");
    for (const stranger of STRANGERS) {
      yield [`${name} = ${JSON.stringify(stranger)}`, edited(document, path, () => stranger)];
    }
    for (const [key, value] of KEYS) {
      yield [
        `${name} with ${key}`,
        edited(document, path, (inner) =>
          isMap(inner) && !(key in inner) ? { ...inner, [key]: value } : inner,
        ),
      ];
    }
    yield [
      `${name} twice`,
      edited(document, path, (inner) => (Array.isArray(inner) ? [...inner, ...inner] : inner)),
    ];
    if (path.length > 0) yield [`without ${name}`, edited(document, path, () => undefined)];
  }
}

type Path = readonly (string | number)[];

function pathsOf(value: unknown): Path[] {
  const inner = Array.isArray(value) ? [...value.entries()] : isMap(value) ? Object.entries(value) : [];
  return [[], ...inner.flatMap(([key, below]) => pathsOf(below).map((path) => [key, ...path]))];
}

/** A copy with another value at a path; undefined: with none. */
function edited(value: unknown, path: Path, change: (value: unknown) => unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return change(value);
  if (Array.isArray(value)) {
    return value.flatMap((item, at) => {
      const next = at === key ? edited(item, rest, change) : item;
      return next === undefined ? [] : [next];
    });
  }
  return Object.fromEntries(
    Object.entries(Object(value)).flatMap(([name, inner]) => {
      const next = name === String(key) ? edited(inner, rest, change) : inner;
      return next === undefined ? [] : [[name, next]];
    }),
  );
}

function isMap(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
