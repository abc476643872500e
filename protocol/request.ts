import { z } from "zod";
import { cloudVerdict } from "./ask.ts";
import type { MessageKind } from "./codec.ts";
import {
  connectorNumber,
  enrolmentWindow,
  groupName,
  instant,
  userName,
  wireCredential,
} from "./credential.ts";
import { wireAccess } from "./state.ts";

const envelope = {
  /** Unique: a request that comes twice is carried out once and answered twice. */
  id: z.string().regex(/^[A-Za-z0-9._-]{1,64}$/, "expected an id of 1 to 64 letters, digits, dots, dashes"),
  /** Issued, and no longer to be obeyed from then on. */
  iat: instant,
  exp: instant,
};

const reservation = {
  /** What the cloud calls it; a new one of the same number replaces it. */
  id: z.int().min(0),
  /** Absent: any. */
  connector: z.exactOptional(connectorNumber),
  /** From then on it is kept no more. */
  until: instant,
};

const downRequestSchema = z.discriminatedUnion("op", [
  /** Start in the name of a listed card, at this connector or (without one) at the lowest free one. */
  z.strictObject({
    ...envelope,
    op: z.literal("start"),
    args: z.strictObject({ connector: connectorNumber.optional(), credential: wireCredential }),
  }),
  /** Stop what runs at this connector; with `session`, only if it is that one. */
  z.strictObject({
    ...envelope,
    op: z.literal("stop"),
    args: z.strictObject({ connector: connectorNumber, session: z.string().max(64).optional() }),
  }),
  z.strictObject({ ...envelope, op: z.literal("access"), args: z.strictObject({ access: wireAccess }) }),
  /** Keep a connector for a card or PIN, or for everybody of a group. */
  z.strictObject({
    ...envelope,
    op: z.literal("reserve"),
    args: z.union(
      [
        z.strictObject({ ...reservation, credential: wireCredential }),
        z.strictObject({ ...reservation, group: groupName }),
      ],
      "expected id, until, perhaps connector, and either credential or group",
    ),
  }),
  z.strictObject({
    ...envelope,
    op: z.literal("cancel-reservation"),
    args: z.strictObject({ id: reservation.id }),
  }),
  /** Register the next unknown card that is shown within so many milliseconds; its record names the `window`. */
  z.strictObject({
    ...envelope,
    op: z.literal("enrol"),
    args: z.strictObject({ lasts: z.int().min(0), window: z.exactOptional(enrolmentWindow) }),
  }),
  /** Forget all answers that were kept. */
  z.strictObject({ ...envelope, op: z.literal("clear-cache"), args: z.strictObject({}) }),
  /** What the cloud now thinks of a credential, unasked. */
  z.strictObject({
    ...envelope,
    op: z.literal("refresh"),
    args: z.strictObject({
      credential: wireCredential,
      verdict: cloudVerdict,
      group: z.exactOptional(groupName),
      user: z.exactOptional(userName),
    }),
  }),
]);
export type DownRequest = z.infer<typeof downRequestSchema>;

/** `down/request`: never obeyed when retained, nor from `exp` on. */
export const downRequest: MessageKind<DownRequest> = {
  name: "down/request",
  schema: downRequestSchema,
  limit: 4 * 1024,
};

/** What can be read of a request that is not as expected: enough to answer it. */
export const anyRequest: MessageKind<{ readonly id: string }> = {
  name: "down/request",
  schema: z.object({ id: envelope.id }),
  limit: downRequest.limit,
};

/** Longest life of a request, milliseconds: `exp` is at most this much after `iat`, and after the unit's now. */
export const REQUEST_LIFE = 10 * 60_000;

/** Why a request was not even considered. */
export type RequestError = "REQUEST_MALFORMED" | "REQUEST_EXPIRED" | "REQUEST_LIFE" | "REQUEST_BUSY";

const upResponseSchema = z.union([
  z.object({
    id: envelope.id,
    /** By OCPP's names; a refusal is an outcome, and its data say why (`verdict`, `reason`). */
    status: z.enum(["Accepted", "Rejected", "Occupied", "Faulted", "Unavailable"]),
    data: z.looseObject({
      verdict: z.string().max(40).optional(),
      reason: z.string().max(40).optional(),
      session: z.string().max(64).optional(),
    }),
  }),
  z.object({
    id: envelope.id,
    status: z.literal("Rejected"),
    error: z.object({ code: z.string().max(40), message: z.string().max(1000) }),
  }),
]);
export type UpResponse = z.infer<typeof upResponseSchema>;

/** `up/response`: one for every request that has an id. */
export const upResponse: MessageKind<UpResponse> = {
  name: "up/response",
  schema: upResponseSchema,
  limit: 4 * 1024,
};
