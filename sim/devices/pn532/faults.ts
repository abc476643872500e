import { WIRE_FAULTS } from "../peer.ts";

/** Everything that can be wrong with the chip or its line; one thing at a time. */
export const PN532_FAULTS = [
  ...WIRE_FAULTS,
  "corrupt-once",
  "early-answer",
  "late-ack",
  "stray",
  "slow",
  "lost-wakeup",
  "freeze",
  "split",
  "long-preamble",
  "short-preamble",
  "no-postamble",
  "mute-none",
  "every-second",
  "tight-abort",
  "clone",
] as const;
export type Pn532Fault = (typeof PN532_FAULTS)[number];

/** What each fault does, for `help`. */
export const FAULT_MEANINGS: Readonly<Record<Pn532Fault, string>> = {
  silence: "hears nothing, says nothing",
  noise: "64 random bytes every 20 ms besides the normal traffic",
  corrupt: "every answer has a wrong checksum, a repeated one too",
  duplicate: "every answer comes twice",
  "drop-ack": "answers without acknowledging first",
  hangup: "the port vanishes; `fault none` plugs it in again, the chip freshly powered",
  none: "ends the fault",
  "corrupt-once": "the next answer has a wrong checksum; asking again helps",
  "early-answer": "the answer comes before the acknowledgement where there is one at once",
  "late-ack": "acknowledges after 40 ms (15 are allowed)",
  stray: "a byte 01 before each acknowledgement",
  slow: "answers 300 ms late",
  "lost-wakeup": "loses the first frame after waking up",
  freeze: "dead until power is cut (`fault none`, `power-cycle` or `fault hangup`)",
  split: "every byte comes on its own",
  "long-preamble": "five more zeros before each frame",
  "short-preamble": "frames start with 00 FF",
  "no-postamble": "frames end with their checksum",
  "mute-none": "says nothing instead of `no card`, as some clones do",
  "every-second": "does not find a card that the host has not released, every second time",
  "tight-abort": "loses a command that comes within 1 ms of an abort",
  clone: "names itself a PN533",
};

export function isFault(word: string): word is Pn532Fault {
  return (PN532_FAULTS as readonly string[]).includes(word);
}
