import { z } from "zod";
import { REASONS } from "../core/verdict.ts";

/** ISO 8601 in UTC. */
const instant = z.string().refine((text) => !Number.isNaN(Date.parse(text)), "expected a time");
const connector = z.int().min(1).max(16);
/** Whose it is, as the lists or the cloud name them; null: they do not say. */
const user = z.string().nullable();

/** What a list says of it; what is absent does not limit it. `maxTime` is in milliseconds. */
const entry = z.strictObject({
  status: z.enum(["active", "blocked"]),
  expires: instant.nullable(),
  user,
  from: z.exactOptional(instant),
  windows: z.exactOptional(z.array(z.string())),
  chargers: z.exactOptional(z.array(z.string())),
  connectors: z.exactOptional(z.array(connector)),
  group: z.exactOptional(z.string()),
  master: z.exactOptional(z.literal(true)),
  owner: z.exactOptional(z.literal(true)),
  uses: z.exactOptional(z.int()),
  maxEnergyWh: z.exactOptional(z.number()),
  maxTime: z.exactOptional(z.number()),
});
export type ExplainedEntry = z.infer<typeof entry>;

/** What the cloud may say when it is asked; `none`: it does not answer. */
export const cloudSays = z.enum(["Accepted", "Blocked", "Unknown", "none"]);
export type CloudSays = z.infer<typeof cloudSays>;

const withinEffects = [
  z.strictObject({ do: z.literal("start"), connector }),
  /** It starts at the first of these at which a vehicle is plugged in, within so many milliseconds. */
  z.strictObject({ do: z.literal("await-plug"), connectors: z.array(connector), within: z.number() }),
  z.strictObject({
    do: z.literal("stop"),
    sessions: z.array(
      z.strictObject({
        connector,
        session: z.string(),
        /** The label of whoever started it; null: nobody in particular. */
        startedBy: z.string().nullable(),
        user,
        /** A stop reason of docs/reasons.md. */
        reason: z.string(),
      }),
    ),
  }),
  z.strictObject({ do: z.literal("refuse") }),
  z.strictObject({ do: z.literal("register") }),
  z.strictObject({ do: z.literal("nothing") }),
] as const;
const simpleEffect = z.discriminatedUnion("do", withinEffects);
export type SimpleEffect = z.infer<typeof simpleEffect>;

const effect = z.discriminatedUnion("do", [
  ...withinEffects,
  /** Its PIN is asked for, too; `next`: what follows when that comes within so many milliseconds. */
  z.strictObject({ do: z.literal("ask-pin"), within: z.number(), next: simpleEffect }),
]);
export type Effect = z.infer<typeof effect>;

/** What the cloud's word does to a session that runs: when it limits it, so many watt-hours are left to it. */
const sessionGoes = z.discriminatedUnion("do", [
  z.strictObject({ do: z.literal("go-on") }),
  z.strictObject({ do: z.literal("ask-again"), after: z.number() }),
  z.strictObject({ do: z.literal("limit"), leftWh: z.number() }),
  z.strictObject({ do: z.literal("cut-power") }),
  z.strictObject({ do: z.literal("stop") }),
]);
export type SessionGoes = z.infer<typeof sessionGoes>;

/** The cloud is asked about a session once it runs. */
const confirmation = z.strictObject({
  /** `at-once`, or as soon as the cloud can be reached. */
  when: z.enum(["at-once", "when-reached"]),
  answers: z.array(z.strictObject({ answer: cloudSays, session: sessionGoes })),
});
export type Confirmation = z.infer<typeof confirmation>;

const reason = z.string().refine((code) => Object.hasOwn(REASONS, code), "expected a reason of the unit");

const decision = z.strictObject({
  /** What the cloud has said before; null: it was not asked. */
  answer: cloudSays.nullable(),
  /** Null, as are the next two: nothing is decided (it stops its own session, or is registered). */
  verdict: z.string().nullable(),
  reason: reason.nullable(),
  meaning: z.string().nullable(),
  effect,
  /** The cloud's answer would be kept. */
  kept: z.boolean(),
  /** It would be counted as the keypad's wrong PIN of this number; null: it would not. */
  wrongPin: z.strictObject({ tries: z.int(), locks: z.boolean() }).nullable(),
  confirmation: confirmation.nullable(),
});
export type ExplainedDecision = z.infer<typeof decision>;

/** What would happen: one decision, or one for each answer of the cloud. */
const outcome = z.strictObject({
  /** The cloud is asked first, and its answer is waited for this long, milliseconds; null: it is not asked before. */
  asked: z.number().nullable(),
  decisions: z.array(decision).min(1),
});
export type Outcome = z.infer<typeof outcome>;

/** What the answer rests on, and whoever reads it should know. */
const note = z.enum([
  "not-running",
  "link-assumed",
  "clock-untrusted",
  "access-open",
  "no-device",
  "devices-apart",
  "device-lost",
]);
export type Note = z.infer<typeof note>;

/** What `chargegate explain --json` prints, and the control socket answers; docs/explain.md tells it field by field. */
export const explanation = z.strictObject({
  credential: z.strictObject({ kind: z.enum(["card", "pin"]), id: z.string() }),
  unit: z.strictObject({
    id: z.string(),
    running: z.boolean(),
    zone: z.string(),
    access: z.enum(["open", "restricted"]),
  }),
  at: instant,
  /** False: `at` was given. */
  now: z.boolean(),
  shownAt: z.strictObject({
    /** The reader or keypad; null: the unit has none there. */
    device: z.string().nullable(),
    connectors: z.array(z.strictObject({ id: connector, state: z.string() })),
  }),
  cloud: z.strictObject({
    /** `none`: the unit has no cloud. */
    link: z.enum(["up", "down", "none"]),
    /** It was asked for as if the link were down. */
    offline: z.boolean(),
  }),
  known: z.strictObject({
    /** The cloud's list; version 0 when none is held. */
    list: z.strictObject({
      version: z.int(),
      count: z.int(),
      goodUntil: instant.nullable(),
      entry: entry.nullable(),
    }),
    local: entry.nullable(),
    /** What the cloud said when it was last asked. */
    kept: z
      .strictObject({
        verdict: z.string(),
        user,
        group: z.string().nullable(),
        since: instant,
        /** Null: the unit's rules keep no answers. */
        goodUntil: instant.nullable(),
        good: z.boolean(),
      })
      .nullable(),
    /** Sessions that it has started, and may still start; null: nobody counts them. */
    uses: z.strictObject({ started: z.int(), left: z.int() }).nullable(),
    /** For a PIN: the keypads there, and their wrong PINs. */
    keypads: z.array(z.strictObject({ id: z.string(), wrongPins: z.int(), lockedUntil: instant.nullable() })),
  }),
  outcome,
  /** The first instant at which it would be otherwise, by the passing of time alone; null: none is known. */
  changes: z.strictObject({ at: instant, outcome }).nullable(),
  notes: z.array(note),
});
export type Explanation = z.infer<typeof explanation>;
