import { z } from "zod";
import { answers } from "./answer.ts";
import { card } from "./credential.ts";
import { access, anyRequired, connector, deviceId } from "./element.ts";
import { entries } from "./entry.ts";
import { expectation } from "./expectation.ts";
import { fault, mendedFault } from "./fault.ts";
import { listUpdate, removed } from "./list-update.ts";
import { duration, energy, shift } from "./quantity.ts";
import { request } from "./request.ts";
import { single } from "./single.ts";
import type { UnplacedStep } from "./step.ts";
import { LINKS, PILOT_STATES, POWERS } from "./vocabulary.ts";

/** How long a card stays when it is only tapped. */
const HOLD = "300ms";
/** From key to key. */
const EVERY = "200ms";

const plug = z
  .union(
    [
      connector.transform((number): UnplacedStep => ({ do: "plug", connector: number, wants: true })),
      z
        .strictObject({
          connector,
          wants: z.boolean().describe("Whether it asks for power at once.").default(true),
        })
        .transform((fields): UnplacedStep => ({ do: "plug", ...fields })),
    ],
    "expected a connector's number, 1 to 16, or { connector: 1, wants: false }",
  )
  .describe("A vehicle is connected; it asks for power at once unless wants: false.");

const shown = z
  .strictObject({
    card: card.exactOptional(),
    phone: z.literal(true).describe("A phone: gives a random UID.").exactOptional(),
    reader: deviceId.exactOptional(),
    hold: duration.describe("How long it stays on the reader.").prefault(HOLD),
  })
  .meta({ oneOf: anyRequired(["card", "phone"]) })
  .transform((fields, context): UnplacedStep => {
    if ((fields.card === undefined) === (fields.phone === undefined)) {
      context.addIssue("expected exactly one of card and phone");
      return z.NEVER;
    }
    return { do: "tap", card: fields.card ?? null, reader: fields.reader ?? null, hold: fields.hold };
  });

const tap = z
  .union(
    [
      card.transform(
        (id): UnplacedStep => ({ do: "tap", card: id, reader: null, hold: duration.parse(HOLD) }),
      ),
      shown,
    ],
    "expected a card id of 8, 14 or 20 hex digits such as 04A1B2C3, or { card: 04A1B2C3, reader: front }",
  )
  .describe("A card is laid on the reader (the first unless said) and taken away after hold.");

const KEYS = 'expected keys 0–9, A–D, # and *, in quotes: "#4711#"';
const keyPresses = z
  .string(KEYS)
  .regex(/^[0-9A-D#*]+$/, KEYS)
  .meta({ id: "keys", description: "Keys, in quotes; a closing # enters the PIN.", examples: ["#4711#"] });

const keys = z
  .union(
    [
      keyPresses.transform(
        (pressed): UnplacedStep => ({
          do: "keys",
          keys: pressed,
          keypad: null,
          every: duration.parse(EVERY),
        }),
      ),
      z
        .strictObject({
          keys: keyPresses,
          keypad: deviceId.exactOptional(),
          every: duration.describe("Time from key to key.").prefault(EVERY),
        })
        .transform(({ keypad = null, ...rest }): UnplacedStep => ({ do: "keys", ...rest, keypad })),
    ],
    `${KEYS}, or { keys: "#4711#", keypad: front }`,
  )
  .describe("Keys pressed: digits, # and *, on the first keypad unless said.");

const cloud = z
  .union(
    [
      z.enum(LINKS).transform((link): UnplacedStep => ({ do: "cloud-link", link })),
      single<UnplacedStep>({
        answers: answers.transform((said): UnplacedStep => ({ do: "cloud-answers", answers: said })),
        request: request.transform((asked): UnplacedStep => ({ do: "cloud-request", request: asked })),
      }),
    ],
    `expected ${LINKS.join(", ")}, { answers: … } or { request: … }`,
  )
  .describe("Link and answers change; or a request to the unit. silent: connected, but asks get no answer.");

const users = z
  .strictObject({
    add: entries.exactOptional(),
    remove: removed.exactOptional(),
    set: entries.exactOptional(),
  })
  .refine((change) => Object.keys(change).length > 0, "expected at least one of add, remove and set")
  .meta({ description: "Local users change, as by the unit's page.", minProperties: 1 })
  .transform(
    ({ add = null, remove = null, set = null }): UnplacedStep => ({ do: "users", add, remove, set }),
  );

/** One step: exactly one of these keys. */
export const step = single<UnplacedStep>({
  plug,
  unplug: connector
    .describe("Cable out.")
    .transform((number): UnplacedStep => ({ do: "unplug", connector: number })),
  ev: z
    .strictObject({
      connector,
      wants: z.boolean().describe("true: asks for power (pilot C). false: pauses (pilot B)."),
    })
    .describe("The vehicle asks for power or pauses.")
    .transform((fields): UnplacedStep => ({ do: "ev", ...fields })),
  pilot: z
    .strictObject({ connector, state: z.enum(PILOT_STATES).describe("IEC 61851 state.") })
    .describe("Any IEC 61851 state, directly.")
    .transform((fields): UnplacedStep => ({ do: "pilot", ...fields })),
  tap,
  lay: z
    .strictObject({ card, reader: deviceId.exactOptional() })
    .describe("Lay a card on the reader (the first unless said) and leave it.")
    .transform(({ card: id, reader = null }): UnplacedStep => ({ do: "lay", card: id, reader })),
  lift: z
    .strictObject({ reader: deviceId })
    .describe("Take the card away.")
    .transform(({ reader }): UnplacedStep => ({ do: "lift", reader })),
  keys,
  cloud,
  list: listUpdate.transform((update): UnplacedStep => ({ do: "list", ...update })),
  users,
  access: access
    .describe("Switched locally.")
    .transform((mode): UnplacedStep => ({ do: "access", access: mode })),
  fault: fault.transform((begun): UnplacedStep => ({ do: "fault", fault: begun })),
  clear: mendedFault.transform((mended): UnplacedStep => ({ do: "clear", fault: mended })),
  power: z
    .enum(POWERS)
    .describe(
      "Unit and board lose power together (off, on; cut is both); crash: only the process of the unit dies and is started again.",
    )
    .transform((power): UnplacedStep => ({ do: "power", power })),
  clock: z
    .strictObject({ jump: shift })
    .describe("The wall clock jumps.")
    .transform(({ jump }): UnplacedStep => ({ do: "clock", jump })),
  meter: z
    .strictObject({ connector, energy })
    .describe("That much is delivered now.")
    .transform(
      (fields): UnplacedStep => ({ do: "meter", connector: fields.connector, energyWh: fields.energy }),
    ),
  wait: duration.describe("Time passes.").transform((long): UnplacedStep => ({ do: "wait", for: long })),
  prompt: z
    .string()
    .min(1, "expected what the person is to do")
    .describe('A person at a rig is asked; skipped as "not run" where there is none.')
    .transform((said): UnplacedStep => ({ do: "prompt", text: said })),
  expect: expectation(
    {
      within: duration.describe("Must become true within this time, else the scenario fails.").prefault("1s"),
    },
    "All of these become true at one instant within the time given.",
  ).transform(({ within, ...expect }): UnplacedStep => ({ do: "expect", expect, within })),
  never: expectation(
    { for: duration.describe("Must not become true in this time.") },
    "These must not all be true at any instant of that time.",
  ).transform(({ for: long, ...expect }): UnplacedStep => ({ do: "never", expect, for: long })),
}).meta({ id: "step", description: "One step: exactly one of these keys." });
