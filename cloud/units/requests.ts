import { decodeMessage, encodeMessage } from "../../protocol/codec.ts";
import {
  type DownRequest,
  downRequest,
  REQUEST_LIFE,
  type UpResponse,
  upResponse,
} from "../../protocol/request.ts";
import { UNIT_ID, unitTopics } from "../../protocol/topics.ts";
import type { BrokerLink } from "../broker/broker-link.ts";
import { type Clock, type Random, randomHex } from "../surroundings.ts";
import type { Malformed } from "./malformed.ts";
import type { Reach } from "./units.ts";

/** Milliseconds in which a unit is to answer. */
const ANSWER_DEADLINE = 10_000;

export type RequestOp = DownRequest["op"];
export type RequestArgs<Op extends RequestOp> = Extract<DownRequest, { op: Op }>["args"];

/** Why there is no answer; stable. A unit's own errors have codes of their own (`RequestError`). */
type NoAnswerCode =
  /** Not sent: what was asked is no request. */
  | "REQUEST_MALFORMED"
  /** Not sent: the unit said good-bye, or its broker did in its name. */
  | "UNIT_OFFLINE"
  /** Not sent: the cloud has no broker at the moment. */
  | "CLOUD_OFFLINE"
  /** Sent, perhaps received, perhaps obeyed: nobody knows. From its expiry on it is not obeyed any more. */
  | "NO_ANSWER";

type Considered = Extract<UpResponse, { data: unknown }>;

/** What became of a request. */
export type RequestOutcome =
  | {
      /** `Accepted`, or how it was refused; all but `Accepted` and `Rejected` are refusals of a reservation. */
      readonly status: Considered["status"];
      /** What the unit says of it: verdict, reason, session. */
      readonly data: Considered["data"];
    }
  | { readonly status: "Error"; readonly code: string; readonly message: string };

export interface RequestsParts {
  readonly link: Pick<BrokerLink, "up" | "publish">;
  /** What is known of a unit. */
  readonly reach: (unit: string) => Reach;
  readonly clock: Clock;
  readonly random: Random;
  readonly malformed: Malformed;
}

interface Pending {
  readonly unit: string;
  readonly settle: (outcome: RequestOutcome) => void;
}

/** Requests to units and their answers, which may come late, twice, from others, or never. */
export class Requests {
  readonly #parts: RequestsParts;
  readonly #pending = new Map<string, Pending>();

  constructor(parts: RequestsParts) {
    this.#parts = parts;
  }

  /**
   * Asks a unit for something. Always answered: at `deadline` milliseconds (at most `REQUEST_LIFE`) with `NO_ANSWER`. That
   * also when the link goes down meanwhile, because the answer may still come when it is back. Never rejects.
   */
  request<Op extends RequestOp>(
    unit: string,
    op: Op,
    args: RequestArgs<Op>,
    deadline = ANSWER_DEADLINE,
  ): Promise<RequestOutcome> {
    const { link, reach, clock, random } = this.#parts;
    const life = Math.min(deadline, REQUEST_LIFE);
    const id = randomHex(random, 12);
    const iat = clock.now();
    const message = downRequest.schema.safeParse({ id, iat, exp: iat + life, op, args });
    if (!message.success || !UNIT_ID.test(unit)) {
      const [issue] = message.error?.issues ?? [];
      const where = issue ? `${issue.path.join(".")}: ${issue.message}` : "expected a unit's id";
      return Promise.resolve(failure("REQUEST_MALFORMED", where));
    }
    if (!link.up)
      return Promise.resolve(
        failure("CLOUD_OFFLINE", "the cloud has no connection to its broker: try again"),
      );
    if (reach(unit) === "offline")
      return Promise.resolve(failure("UNIT_OFFLINE", "the unit is not connected: nothing was sent"));
    return new Promise((resolve) => {
      const cancel = clock.after(life, () =>
        settle(failure("NO_ANSWER", "the unit did not answer in time: see its state before trying again")),
      );
      const settle = (outcome: RequestOutcome): void => {
        cancel();
        this.#pending.delete(id);
        resolve(outcome);
      };
      this.#pending.set(id, { unit, settle });
      void link.publish(unitTopics(unit).request, encodeMessage(downRequest, message.data));
    });
  }

  /** A payload of `up/response`. One that answers nothing outstanding changes nothing. */
  take(unit: string, payload: Uint8Array): void {
    const decoded = decodeMessage(upResponse, payload);
    if (!decoded.ok) {
      this.#parts.malformed.note(unit, upResponse.name, decoded, payload.length);
      return;
    }
    const response = decoded.message;
    const pending = this.#pending.get(response.id);
    if (pending?.unit !== unit) return;
    pending.settle(
      "error" in response
        ? { status: "Error", ...response.error }
        : { status: response.status, data: response.data },
    );
  }

  /** Answers everything outstanding: nobody waits any longer. */
  stop(): void {
    for (const { settle } of this.#pending.values())
      settle(failure("NO_ANSWER", "the cloud was stopped before the unit answered"));
  }
}

function failure(code: NoAnswerCode, message: string): RequestOutcome {
  return { status: "Error", code, message };
}
