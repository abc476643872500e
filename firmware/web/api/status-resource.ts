import { z } from "zod";
import { LIGHT_LOOKS } from "../../../ui/light-looks.ts";
import { WORDS } from "../../../ui/words.ts";
import { healthText } from "../../health.ts";
import { StoreError } from "../../store/store-error.ts";
import type { House } from "../house.ts";
import { overviewOf } from "../overview.ts";
import { codeOf } from "./code-of.ts";
import { instant, written } from "./instant.ts";
import { type Api, createRoute, json, LOGGED_IN } from "./route.ts";

const { states, faults } = WORDS.en;

const connectorSchema = z
  .strictObject({
    id: z.int(),
    state: codeOf(states),
    light: codeOf(LIGHT_LOOKS).meta({ description: "What the status light says (docs/light.md)" }),
    contactor: z
      .enum(["open", "closed"])
      .nullable()
      .meta({ description: "As its board reports it; null: the board is not heard" }),
    plugged: z.boolean(),
    fault: codeOf(faults).nullable(),
    session: z
      .strictObject({
        who: z.string().nullable().meta({
          description: "A name, or what may be shown of a card or PIN; null: nobody, since access is open",
        }),
        energyWh: z.number().nullable(),
        startedAt: instant,
      })
      .nullable()
      .meta({ description: "Null: nobody charges here" }),
  })
  .meta({ id: "Connector" });

const check = z.strictObject({
  name: z.string(),
  id: z.string().optional(),
  status: z.enum(["ok", "degraded", "failing"]),
  code: z.string().meta({ description: "docs/health.md" }),
  text: z.string().meta({ description: "English; what it means and what to do" }),
});

const statusSchema = z
  .strictObject({
    unit: z.string(),
    software: z.string(),
    access: z.enum(["open", "restricted"]),
    connectors: z.array(connectorSchema),
    cloud: z.strictObject({
      state: z.enum(["none", "up", "down"]).meta({ description: "none: the unit has no cloud" }),
      waitingRecords: z.int().meta({ description: "Records that the cloud does not have yet" }),
    }),
    list: z
      .strictObject({
        version: z.int(),
        count: z.int(),
        stale: z.boolean().meta({ description: "Too old to be relied on while the cloud is out of reach" }),
      })
      .nullable()
      .meta({ description: "The cloud's list; null: none is held" }),
    local: z.strictObject({ users: z.int(), identifications: z.int() }),
    clock: z.enum(["synchronized", "unknown", "unsynchronized"]),
    devices: z.array(
      z.strictObject({
        kind: z.enum(["board", "reader", "keypad"]),
        name: z.string(),
        works: z.boolean(),
      }),
    ),
    health: z.strictObject({ status: z.enum(["ok", "degraded", "failing"]), checks: z.array(check) }),
  })
  .meta({ id: "Status" });

const status = createRoute({
  method: "get",
  path: "/status",
  operationId: "getStatus",
  summary: "The unit as it is now",
  security: LOGGED_IN.security,
  responses: { 200: json("The unit as it is now", statusSchema), ...LOGGED_IN.answers },
});

/** What the overview shows. */
export function statusResource(api: Api, house: House): void {
  api.openapi(status, (context) => context.json(statusOf(house), 200));
}

function statusOf({ parts, refusals }: House): z.input<typeof statusSchema> {
  const { facts, unit, health } = parts;
  const picture = overviewOf(parts, refusals);
  const { stored } = picture;
  if (!stored) throw new StoreError("STORE_FAILED");
  const { status: worst, checks } = health();
  return {
    unit: facts.unit,
    software: picture.software,
    access: picture.access,
    connectors: picture.connectors.map(({ id, light, facts: shown, session }) => {
      const connector = unit.state.connectors.find((one) => one.id === id);
      return {
        id,
        state: shown.state,
        light,
        contactor: (connector?.link === "up" ? connector.report?.contactor : null) ?? null,
        plugged: shown.plugged,
        fault: faultIn(shown.fault),
        session: session && { ...session, startedAt: written(session.startedAt) },
      };
    }),
    cloud: { state: picture.cloud, waitingRecords: stored.waiting },
    list: stored.list,
    local: { users: stored.people, identifications: stored.identifications },
    clock: picture.clock,
    devices: [...picture.devices],
    health: {
      status: worst,
      checks: checks.map((one) => ({ ...one, text: healthText(one.code) })),
    },
  };
}

function faultIn(code: string | null): keyof typeof faults | null {
  return codeOf(faults).safeParse(code).data ?? null;
}
