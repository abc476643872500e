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
import type { ConnectorId } from "../core/session.ts";
import type { Unit } from "../unit.ts";
import type { Connection } from "./connection.ts";
import { credentialOfWire } from "./wire.ts";

/** Answers kept, so that a request that comes again is answered and not carried out again. */
const REMEMBERED = 500;

/** What a request may do to the unit. */
export type Commanded = Pick<Unit, "remoteStart" | "remoteStop" | "switchAccess">;

/** Reads the cloud's requests, has the unit carry them out, and answers each once it is known what came of it. */
export class Requests {
  readonly #connection: Connection;
  readonly #topic: string;
  readonly #clock: Clock;
  readonly #log: Log;
  /** By id, oldest first; null: under way. */
  readonly #answers = new Map<string, UpResponse | null>();
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
      if (id.ok && !this.#isKnown(id.message.id))
        this.#refuse(id.message.id, "REQUEST_MALFORMED", decoded.text);
      return;
    }
    const request = decoded.message;
    if (this.#isKnown(request.id)) return;
    const now = this.#clock.wall();
    if (request.exp - request.iat > REQUEST_LIFE || request.exp <= request.iat) {
      this.#refuse(
        request.id,
        "REQUEST_LIFE",
        `expected exp after iat by at most ${REQUEST_LIFE / 60_000} minutes`,
      );
    } else if (now >= request.exp) {
      const text = `expired by the unit's clock, which says ${new Date(now).toISOString()}: send it anew, or set the clock`;
      this.#refuse(request.id, "REQUEST_EXPIRED", text);
    } else {
      this.#carryOut(request, unit);
    }
  }

  /** The unit has answered a request. */
  respond(id: string, outcome: RemoteOutcome): void {
    if (!outcome.accepted) {
      const { verdict, reason } = outcome;
      this.#answer({ id, status: "Rejected", data: { ...(verdict !== undefined && { verdict }), reason } });
      return;
    }
    const { session } = outcome;
    this.#answer({ id, status: "Accepted", data: session === null ? {} : { session } });
  }

  #carryOut(request: DownRequest, unit: Commanded): void {
    const { id, op } = request;
    this.#log.info("request", { id, op });
    this.#remember(id, null);
    switch (op) {
      case "access":
        unit.switchAccess(request.args.access);
        this.#answer({ id, status: "Accepted", data: {} });
        return;
      case "stop":
        unit.remoteStop(requestId(id), connectorId(request.args.connector), request.args.session ?? null);
        return;
      case "start": {
        const credential = credentialOfWire(request.args.credential);
        if (!credential) {
          this.#refuse(id, "REQUEST_MALFORMED", "expected a credential's digest of 8 or 16 bytes");
          return;
        }
        const { connector } = request.args;
        unit.remoteStart(requestId(id), connector === undefined ? null : connectorId(connector), credential);
        return;
      }
    }
  }

  /** Whether the request has come before; then it gets the same answer again, once there is one. */
  #isKnown(id: string): boolean {
    const answer = this.#answers.get(id);
    if (answer === undefined) return false;
    if (answer) this.#tell(answer);
    return true;
  }

  #refuse(id: string, code: RequestError, message: string): void {
    this.#answer({ id, status: "Rejected", error: { code, message: message.slice(0, 500) } });
  }

  #answer(response: UpResponse): void {
    this.#remember(response.id, response);
    this.#tell(response);
  }

  #remember(id: string, answer: UpResponse | null): void {
    this.#answers.set(id, answer);
    if (this.#answers.size <= REMEMBERED) return;
    const [oldest] = this.#answers.keys();
    if (oldest !== undefined) {
      this.#answers.delete(oldest);
      this.#untold.delete(oldest);
    }
  }

  #tell(response: UpResponse): void {
    this.#untold.set(response.id, response);
    void this.#connection
      .publish(this.#topic, encodeMessage(upResponse, response), false)
      .then((taken) => taken && this.#untold.delete(response.id));
  }
}

/** The schema has checked that it is a whole number from 1 to 16; the brand says so. */
function connectorId(number: number): ConnectorId {
  return number as ConnectorId;
}

/** The brand tells the cloud's ids from other texts. */
function requestId(id: string): RequestId {
  return id as RequestId;
}
