import { z } from "zod";
import type { MessageKind } from "./codec.ts";
import { bytesOf, connectorNumber, instant, toldCredential } from "./credential.ts";

/** Whether power needs an authorization. */
export const wireAccess = z.enum(["open", "restricted"]);

/** Whether the unit's wall clock is right, as far as the unit knows; `unknown`: it has no means to tell. */
const clockQuality = z.enum(["synchronized", "unsynchronized", "unknown"]);
export type ClockQuality = z.infer<typeof clockQuality>;

/** The session that runs at a connector. */
const wireSession = z.object({
  id: z.string().max(64),
  startedAt: instant,
  /** Null: begun in open access, by nobody in particular, or of a kind that is not known here. */
  credential: toldCredential.nullable().catch(null),
  user: z.string().max(1000).nullable(),
  /** Watt-hours so far, told at every change of the state and once a minute; null: the board has no meter. */
  energyWh: z.number().min(0).nullable(),
});

/** One connector, by the words of the light table and of the state names; newer units may know more of them. */
const wireConnector = z.object({
  id: connectorNumber,
  state: z.string().max(40),
  light: z.string().max(40),
  contactor: z.enum(["open", "closed", "unknown"]),
  /** What is wrong with it; null: nothing. */
  fault: z.string().max(40).nullable(),
  session: wireSession.nullable(),
});
export type WireConnector = z.infer<typeof wireConnector>;

/** Which list the unit holds: version 0 and count 0 when none. */
const wireList = z.object({
  version: z.int().min(0),
  count: z.int().min(0),
  /** SHA-256 over the content (`ListDigest`). */
  digest: bytesOf(32),
});

const upStateSchema = z.object({
  online: z.boolean(),
  software: z.string().max(100),
  access: wireAccess,
  connectors: z.array(wireConnector).max(16),
  list: wireList,
  clock: clockQuality,
  /** Readers and keypads that are lost now, by their ids; absent: the unit does not say. */
  lost: z.exactOptional(z.array(z.string().max(100)).max(64)),
});
export type UpState = z.infer<typeof upStateSchema>;

/**
 * `up/state`, retained: what the unit is at this moment. The same with `online: false` is its last will, and what it
 * publishes itself before it stops on purpose.
 */
export const upState: MessageKind<UpState> = { name: "up/state", schema: upStateSchema, limit: 16 * 1024 };
