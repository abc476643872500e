import type { Card } from "./card.ts";

/** Types of InAutoPoll that a card of ours can be (UM0701-02 §7.3.13, table 30). */
export const POLL_GENERIC_106A = 0x00;
const POLL_MIFARE = 0x10;
const POLL_ISO14443_4A = 0x20;

/**
 * One target at 106 kbit/s type A: number, ATQA, SAK, UID, and the ATS where it was asked for
 * (UM0701-02 §7.3.5).
 */
export function targetRecord(number: number, card: Card, rats: boolean): number[] {
  const ats = rats && card.ats ? card.ats : [];
  return [number, ...card.atqa, card.sak, card.uid.length, ...card.uid, ...ats];
}

/** What InAutoPoll calls a card. */
export function pollTypeOf(card: Card): number {
  return card.ats ? POLL_ISO14443_4A : POLL_MIFARE;
}
