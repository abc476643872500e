import { z } from "zod";
import type { MessageKind } from "./codec.ts";
import { connectorNumber, groupName, toldCredential, userName } from "./credential.ts";

/** Longest time that a unit waits for an answer, milliseconds. */
export const ASK_LIFE = 10 * 60_000;

/** Unpredictable: an answer to an earlier question, of this run or another, is never taken for one to a new. */
const questionId = z
  .string()
  .regex(/^[A-Za-z0-9._-]{1,64}$/, "expected an id of 1 to 64 letters, digits, dots, dashes");

const upAskSchema = z.object({
  id: questionId,
  credential: toldCredential,
  /** Where it would start, if the unit says so. */
  connector: z.exactOptional(connectorNumber),
  /** So many milliseconds after the question the unit decides by itself. */
  within: z.int().min(1).max(ASK_LIFE),
});
export type UpAsk = z.infer<typeof upAskSchema>;

/** `up/ask`: what does the cloud think of this credential? Not kept for later by anybody. */
export const upAsk: MessageKind<UpAsk> = { name: "up/ask", schema: upAskSchema, limit: 1024 };

/** What a cloud may say of a credential, by OCPP's names (AuthorizationStatusEnumType). */
export const cloudVerdict = z.enum([
  "Accepted",
  "Blocked",
  "ConcurrentTx",
  "Expired",
  "Invalid",
  "NoCredit",
  "NotAllowedTypeEVSE",
  "NotAtThisLocation",
  "NotAtThisTime",
  "Unknown",
]);

const downAnswerSchema = z.strictObject({
  id: questionId,
  verdict: cloudVerdict,
  group: z.exactOptional(groupName),
  user: z.exactOptional(userName),
});
export type DownAnswer = z.infer<typeof downAnswerSchema>;

/** `down/answer`: to the question with this id; never taken when retained, late or a second time. */
export const downAnswer: MessageKind<DownAnswer> = {
  name: "down/answer",
  schema: downAnswerSchema,
  limit: 1024,
};
