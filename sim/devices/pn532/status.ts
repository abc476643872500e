import type { CardAnswer } from "./card.ts";

/** First byte of the answer to most commands that meet a card (UM0701-02 §7.1, table 15). */
export const STATUS = {
  ok: 0x00,
  timeout: 0x01,
  invalidFrame: 0x13,
  authenticationFailed: 0x14,
  notAcceptable: 0x27,
} as const;

/** The status for what a card said. */
export function statusOf(said: CardAnswer): number {
  switch (said.kind) {
    case "data":
      return STATUS.ok;
    case "no-answer":
      return STATUS.timeout;
    // four bits where sixteen bytes or one "yes" were due
    case "refused":
      return STATUS.invalidFrame;
    case "auth-failed":
      return STATUS.authenticationFailed;
  }
}
