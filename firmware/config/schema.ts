import { z } from "zod";
import { INSTALLATION_ID, UNIT_ID } from "../../protocol/topics.ts";
import { ACCESS, ZONE } from "../settings/catalogue.ts";
import { rulesSchema } from "./rules.ts";
import { webSchema } from "./web.ts";

const id = z
  .string()
  .regex(/^[A-Za-z0-9._-]{1,32}$/, "expected a name of 1 to 32 letters, digits, dots, dashes or underscores");
const connectorId = z.int("expected a whole number").min(1, "expected 1 to 16").max(16, "expected 1 to 16");
const path = z
  .string()
  .max(4096)
  .regex(
    /^(?!tcp:)[^\0]+$|^tcp:\/\/(\[[0-9a-fA-F:]+\]|[^:/[\]]+):\d{1,5}$/,
    "expected a device path, or tcp://host:port",
  );
const serves = z.array(connectorId).min(1, "expected at least one connector");

const cloud = z.strictObject({
  url: z
    .string()
    .max(1000)
    .refine(
      isBrokerUrl,
      "expected mqtt://host:port, with user:password@ before the host if the broker asks (# and ? in it as %23 and %3F)",
    )
    .describe("the MQTT broker"),
  installation: z
    .string()
    .regex(INSTALLATION_ID, "expected the installation's id, 32 hex digits")
    .optional()
    .describe("whose list this unit uses; without it, local users only"),
  ca: z.string().optional(),
  cert: z.string().optional(),
  key: z.string().optional(),
  trust: z.string().optional(),
});

function isBrokerUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, pathname, hash, search } = new URL(text);
  const known = protocol === "mqtt:" || protocol === "mqtts:";
  // A password with # or ? in it would end the address, and a part of it would pass for a host.
  return (
    known && hostname !== "" && pathname.length <= 1 && hash === "" && search === "" && !/[#?]/.test(text)
  );
}

/** `charger.yaml`: what a unit is made of. */
export const unitConfigSchema = z
  .strictObject({
    unit: id
      .refine((name) => UNIT_ID.test(name), 'expected another name than "list", which the protocol uses')
      .describe("the unit's own id"),
    data: z.string().min(1).default("./data").describe("the data folder, relative to this file"),
    zone: z.exactOptional(ZONE.schema).describe(ZONE.explanation),
    access: z.exactOptional(ACCESS.schema).describe(ACCESS.explanation),
    rules: rulesSchema.prefault({}),
    connectors: z
      .array(
        z.strictObject({
          id: connectorId,
          board: z.strictObject({ driver: z.literal("openevse"), path }),
        }),
      )
      .min(1, "expected at least one connector")
      .max(16, "expected at most 16 connectors"),
    readers: z
      .array(z.strictObject({ id, driver: z.literal("pn532"), path, connectors: serves }))
      .default([]),
    keypads: z
      .array(z.strictObject({ id, driver: z.literal("serial"), path, connectors: serves }))
      .default([]),
    cloud: cloud.nullish().describe("absent: the unit works by itself"),
    web: webSchema.nullish().describe("the unit's own page; absent: there is none"),
  })
  .superRefine((config, context) => {
    const ids = config.connectors.map((connector) => connector.id);
    const paths = new Map<string, string>();
    const seen = (what: string, list: readonly { readonly id: string | number }[]) => {
      list.forEach((item, at) => {
        if (list.findIndex((other) => other.id === item.id) < at) {
          context.addIssue({
            code: "custom",
            path: [what, at, "id"],
            message: `expected an id of its own, ${item.id} is taken`,
          });
        }
      });
    };
    const device = (at: (string | number)[], path: string) => {
      const other = paths.get(path);
      if (other)
        context.addIssue({
          code: "custom",
          path: at,
          message: `expected a device of its own, ${other} has this one`,
        });
      else paths.set(path, at.join("."));
    };
    seen("connectors", config.connectors);
    seen("readers", config.readers);
    seen("keypads", config.keypads);
    config.connectors.forEach((connector, at) => {
      device(["connectors", at, "board", "path"], connector.board.path);
    });
    for (const what of ["readers", "keypads"] as const) {
      config[what].forEach((item, at) => {
        device([what, at, "path"], item.path);
        item.connectors.forEach((connector, place) => {
          if (ids.includes(connector)) return;
          const message = `expected one of the unit's connectors (${ids.join(", ")})`;
          context.addIssue({ code: "custom", path: [what, at, "connectors", place], message });
        });
      });
    }
  });

export type UnitConfig = z.infer<typeof unitConfigSchema>;
