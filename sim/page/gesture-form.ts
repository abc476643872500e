import { z } from "zod";
import type { Gesture } from "../world/gesture.ts";

/** Longer bodies are refused before they are read. */
export const LARGEST_FORM = 4096;

/** `chargegate provision --token … --cloud …`, with a portal's long address. */
export const LONGEST_COMMAND = 400;

const card = z.string().regex(/^(phone|[0-9A-Fa-f]{8,20})$/);
const entry = z.string().trim().min(1).max(80);

/** A registration token, or the command with it as the portal shows it. */
const token = z
  .string()
  .max(LONGEST_COMMAND)
  .transform((text) => (/--token[ =](\S+)/.exec(text)?.[1] ?? text).trim())
  .pipe(z.string().min(1).max(80));

/** What the page's forms send, field by field; what a field means is the world's to judge. */
const GESTURE_FORM = z.discriminatedUnion("do", [
  z.object({ do: z.enum(["plug", "unplug", "lift", "remote-stop", "web-code", "leave"]) }),
  z.object({ do: z.literal("join"), token }),
  z.object({ do: z.enum(["tap", "lay", "remote-start"]), card }),
  z.object({ do: z.literal("keys"), keys: z.string().regex(/^[0-9#*]{1,32}$/) }),
  z.object({ do: z.literal("wants"), power: z.enum(["on", "off"]).transform((word) => word === "on") }),
  z.object({
    do: z.literal("device"),
    device: z.enum(["reader", "board", "keypad"]),
    command: z.string().regex(/^[\x20-\x7e]{1,64}$/),
  }),
  z.object({ do: z.literal("link"), link: z.enum(["online", "offline"]) }),
  z.object({ do: z.literal("access"), access: z.enum(["open", "restricted"]) }),
  z.object({
    do: z.literal("list-set"),
    id: entry,
    user: z.string().trim().max(80),
    status: z.enum(["active", "blocked"]),
  }),
  z.object({ do: z.literal("list-remove"), id: entry }),
]);

/** A gesture as a form of the page sends it; null: no form of the page sends that. */
export function readGesture(form: URLSearchParams): Gesture | null {
  const read = GESTURE_FORM.safeParse(Object.fromEntries(form));
  return read.success ? read.data : null;
}
