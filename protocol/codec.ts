import { Encoder, type Options } from "cbor-x";
import type { z } from "zod";

/** One kind of message: what it looks like, and how long it may be on the wire. */
export interface MessageKind<Message> {
  /** For errors and logs. */
  readonly name: string;
  readonly schema: z.ZodType<Message>;
  /** Bytes; a longer payload is refused before it is decoded. */
  readonly limit: number;
}

/** Why a payload is no message: stable codes, and what was expected in words. */
export type DecodeProblem = {
  readonly code: "TOO_LONG" | "NOT_CBOR" | "NOT_AS_EXPECTED";
  readonly text: string;
};

export type Decoded<Message> =
  | { readonly ok: true; readonly message: Message }
  | ({ readonly ok: false } & DecodeProblem);

/** Not `int64AsNumber`: 1.6.8 then reads every negative 64-bit integer as another number. */
const OPTIONS: Options = { useRecords: false, variableMapSize: true, tagUint8Array: false };
const cbor = new Encoder(OPTIONS);

/** Whole numbers from here on, and below its negative, the library would write as floats: no "uint" in the CDDL. */
const FLOAT_FROM = 2 ** 32;

/**
 * A message as the bytes of an MQTT payload: CBOR (RFC 8949), definite lengths, shortest integers. This and
 * `decodeMessage` are the only way onto the wire and off it: signatures and MACs go around the bytes here.
 *
 * @throws RangeError when the message is longer than its kind allows
 */
export function encodeMessage<Message>(kind: MessageKind<Message>, message: Message): Buffer {
  const bytes = cbor.encode(withWholeNumbers(message));
  if (bytes.length > kind.limit)
    throw new RangeError(`${kind.name} of ${bytes.length} bytes: at most ${kind.limit} are allowed`);
  return bytes;
}

/** The message in a payload, or why there is none. Never throws, whatever the bytes are. */
export function decodeMessage<Message>(kind: MessageKind<Message>, payload: Uint8Array): Decoded<Message> {
  if (payload.length > kind.limit) {
    const text = `${kind.name} of ${payload.length} bytes: at most ${kind.limit} are allowed`;
    return { ok: false, code: "TOO_LONG", text };
  }
  let value: unknown;
  try {
    value = withoutBigints(cbor.decode(payload));
  } catch {
    return { ok: false, code: "NOT_CBOR", text: `${kind.name}: expected one CBOR item (RFC 8949)` };
  }
  const parsed = kind.schema.safeParse(value);
  if (parsed.success) return { ok: true, message: parsed.data };
  const [issue] = parsed.error.issues;
  const where = issue?.path.join(".") ?? "";
  const text = `${kind.name}${where === "" ? "" : ` at ${where}`}: ${issue?.message ?? "not as expected"}`;
  return { ok: false, code: "NOT_AS_EXPECTED", text };
}

function withWholeNumbers(value: unknown): unknown {
  if (typeof value === "number")
    return Number.isSafeInteger(value) && (value >= FLOAT_FROM || value < -FLOAT_FROM)
      ? BigInt(value)
      : value;
  if (typeof value !== "object" || value === null || value instanceof Uint8Array) return value;
  if (Array.isArray(value)) return value.map(withWholeNumbers);
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, field]) => field !== undefined)
      .map(([name, field]) => [name, withWholeNumbers(field)]),
  );
}

/** 64-bit integers as numbers; those beyond ±2^53 come out rounded, which no schema takes for whole. */
function withoutBigints(value: unknown): unknown {
  if (typeof value === "bigint") return Number(value);
  if (Array.isArray(value)) return value.map(withoutBigints);
  if (typeof value !== "object" || value === null || Object.getPrototypeOf(value) !== Object.prototype)
    return value;
  return Object.fromEntries(Object.entries(value).map(([name, field]) => [name, withoutBigints(field)]));
}
