import { z } from "zod";
import { FAULT_KINDS } from "./vocabulary.ts";

/** What a device does, each kind of device with its own. */
export type DeviceFault = z.output<typeof fault>;

/** What works again; without `kind`: whatever the device has. */
export type MendedFault = z.output<typeof mendedFault>;

const EXPECTED = `expected ${Object.keys(FAULT_KINDS).join(", ")}`;
const DEVICE = "Which device; with several of its kind, all of them.";

function begins<Device extends string, const Kind extends readonly string[]>(device: Device, kinds: Kind) {
  return z.strictObject({
    device: z.literal(device).describe(DEVICE),
    kind: z.enum(kinds).describe("What goes wrong."),
  });
}

function ends<Device extends string, const Kind extends readonly string[]>(device: Device, kinds: Kind) {
  return z.strictObject({
    device: z.literal(device).describe(DEVICE),
    kind: z.enum(kinds).describe("What is mended (default: everything).").exactOptional(),
  });
}

/** A device begins to fail. */
export const fault = z
  .discriminatedUnion(
    "device",
    [
      begins("reader", FAULT_KINDS.reader),
      begins("keypad", FAULT_KINDS.keypad),
      begins("board", FAULT_KINDS.board),
      begins("broker", FAULT_KINDS.broker),
      begins("store", FAULT_KINDS.store),
      begins("clock", FAULT_KINDS.clock),
    ],
    EXPECTED,
  )
  .describe("A device begins to fail.");

/** A device works again. */
export const mendedFault = z
  .discriminatedUnion(
    "device",
    [
      ends("reader", FAULT_KINDS.reader),
      ends("keypad", FAULT_KINDS.keypad),
      ends("board", FAULT_KINDS.board),
      ends("broker", FAULT_KINDS.broker),
      ends("store", FAULT_KINDS.store),
      ends("clock", FAULT_KINDS.clock),
    ],
    EXPECTED,
  )
  .describe("A device works again.");
