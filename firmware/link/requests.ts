import type { Clock } from "../../hal/clock.ts";
import type { Log } from "../../hal/log.ts";
import { decodeMessage, encodeMessage } from "../../protocol/codec.ts";
import {
  anyRequest,
  type DownRequest,
  downRequest,
  REQUEST_LIFE,
  type RequestError,
  type UpResponse,
  upResponse,
} from "../../protocol/request.ts";
import type { RemoteOutcome, RequestId } from "../core/events.ts";
import type { Holder } from "../core/reservation.ts";
import type { Unit } from "../unit.ts";
import type { Connection } from "./connection.ts";
import { connectorOfWire, credentialOfWire } from "./wire.ts";

/** Requests under way or remembered at most; more than that in ten minutes are somebody's mistake. */
const MOST = 2_000;

/** A request that was carried out, or is: remembered until it has expired, so that it is not carried out again. */
interface Known {
  readonly exp: number;
  /** Null: under way. */
  answer: UpResponse | null;
}

/** What a request may do to the unit. All but the access mode are answered by `Requests.respond`. */
export type Commanded = Pick<
  Unit,
  | "remoteStart"
  | "remoteStop"
  | "switchAccess"
  | "reserve"
  | "cancelReservation"
  | "enrol"
  | "refresh"
  | "clearCache"
>;

/** A request whose credential has no form that this unit makes. */
const NO_CREDENTIAL = "expected a credential's digest of 8 or 16 bytes";

/** Reads the cloud's requests, has the unit carry them out, and answers each once it is known what came of it. */
export class Requests {
  readonly #connection: Connection;
  readonly #topic: string;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #known = new Map<string, Known>();
  /** Answers that the broker has not taken yet. */
  readonly #untold = new Map<string, UpResponse>();

  constructor(parts: {
    readonly connection: Connection;
    readonly topic: string;
    readonly clock: Clock;
    readonly log: Log;
  }) {
    this.#connection = parts.connection;
    this.#topic = parts.topic;
    this.#clock = parts.clock;
    this.#log = parts.log;
  }

  up(): void {
    for (const response of this.#untold.values()) this.#tell(response);
  }

  /** A request has come; one that the broker had kept is never obeyed. */
  take(payload: Uint8Array, retained: boolean, unit: Commanded): void {
    if (retained) {
      this.#log.warn("a retained request is not obeyed");
      return;
    }
    const decoded = decodeMessage(downRequest, payload);
    if (!decoded.ok) {
      const id = decodeMessage(anyRequest, payload);
      this.#log.warn("a request cannot be read", { code: decoded.code });
      if (id.ok) this.#refuse(id.message.id, "REQUEST_MALFORMED", decoded.text);
      return;
    }
    const request = decoded.message;
    const { id, iat, exp } = request;
    if (this.#isKnown(id)) return;
    const now = this.#clock.wall();
    for (const [old, known] of this.#known) if (now >= known.exp && known.answer) this.#known.delete(old);
    const clock = `by the unit's clock, which says ${new Date(now).toISOString()}`;
    if (exp - iat > REQUEST_LIFE || exp <= iat || exp - now > REQUEST_LIFE) {
      const text = `expected exp after iat and after now, by at most ${REQUEST_LIFE / 60_000} minutes ${clock}`;
      this.#refuse(id, "REQUEST_LIFE", text);
    } else if (now >= exp) {
      this.#refuse(id, "REQUEST_EXPIRED", `expired ${clock}: send it anew, or set the clock`);
    } else if (this.#known.size >= MOST) {
      this.#refuse(id, "REQUEST_BUSY", "too many requests in ten minutes: try later");
    } else {
      this.#known.set(id, { exp, answer: null });
      this.#carryOut(request, unit);
    }
  }

  /** The unit has answered a request. */
  respond(id: string, outcome: RemoteOutcome): void {
    if (!outcome.accepted) {
      const { status = "Rejected", verdict, reason } = outcome;
      this.#answer({ id, status, data: { ...(verdict !== undefined && { verdict }), reason } });
      return;
    }
    const { session } = outcome;
    this.#answer({ id, status: "Accepted", data: session === null ? {} : { session } });
  }

  #carryOut(request: DownRequest, unit: Commanded): void {
    this.#log.info("request", { id: request.id, op: request.op });
    const id = requestId(request.id);
    switch (request.op) {
      case "access":
        unit.switchAccess(request.args.access);
        this.#answer({ id, status: "Accepted", data: {} });
        return;
      case "stop":
        unit.remoteStop(id, connectorOfWire(request.args.connector), request.args.session ?? null);
        return;
      case "start": {
        const { connector } = request.args;
        const credential = credentialOfWire(request.args.credential);
        if (!credential) this.#refuse(id, "REQUEST_MALFORMED", NO_CREDENTIAL);
        else unit.remoteStart(id, connector === undefined ? null : connectorOfWire(connector), credential);
        return;
      }
      case "reserve": {
        const { id: number, connector, until } = request.args;
        const holder = holderOf(request.args);
        const where = connector === undefined ? null : connectorOfWire(connector);
        if (!holder) this.#refuse(id, "REQUEST_MALFORMED", NO_CREDENTIAL);
        else unit.reserve(id, { id: number, connector: where, holder, until });
        return;
      }
      case "cancel-reservation":
        unit.cancelReservation(id, request.args.id);
        return;
      case "enrol":
        unit.enrol(id, request.args.lasts, request.args.window);
        return;
      case "clear-cache":
        unit.clearCache(id);
        return;
      case "refresh": {
        const { credential: named, ...answer } = request.args;
        const credential = credentialOfWire(named);
        if (!credential) this.#refuse(id, "REQUEST_MALFORMED", NO_CREDENTIAL);
        else unit.refresh(id, credential, answer);
        return;
      }
    }
  }

  /** Whether the request has come before; then it gets the same answer again, once there is one. */
  #isKnown(id: string): boolean {
    const known = this.#known.get(id);
    if (known?.answer) this.#tell(known.answer);
    return known !== undefined;
  }

  #refuse(id: string, code: RequestError, message: string): void {
    this.#answer({ id, status: "Rejected", error: { code, message: message.slice(0, 500) } });
  }

  #answer(response: UpResponse): void {
    const known = this.#known.get(response.id);
    if (known) known.answer = response;
    this.#tell(response);
  }

  #tell(response: UpResponse): void {
    if (this.#untold.size < MOST) this.#untold.set(response.id, response);
    void this.#connection
      .publish(this.#topic, encodeMessage(upResponse, response), false)
      .then((taken) => taken && this.#untold.delete(response.id));
  }
}

/** Whom a connector is to be kept for; null: a credential that has no form that this unit makes. */
function holderOf(args: Extract<DownRequest, { op: "reserve" }>["args"]): Holder | null {
  if ("group" in args) return { kind: "group", group: args.group };
  const credential = credentialOfWire(args.credential);
  return credential && { kind: "credential", credential };
}

/** The brand tells the cloud's ids from other texts. */
function requestId(id: string): RequestId {
  return id as RequestId;
}
