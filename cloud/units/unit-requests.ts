import { eq } from "drizzle-orm";
import type { ChargerId } from "../database/ids.ts";
import { chargers } from "../database/schema/schema.ts";
import type { CloudParts } from "../parts.ts";
import type { RequestArgs, RequestOp, RequestOutcome, Requests } from "./requests.ts";

/**
 * Requests to chargers' units. Judges no rights: whoever asks on behalf of a person asks `may` first, and writes down what
 * is to be written down.
 */
export class UnitRequests {
  readonly #db: CloudParts["db"];
  readonly #requests: Pick<Requests, "request">;

  constructor({ db }: Pick<CloudParts, "db">, requests: Pick<Requests, "request">) {
    this.#db = db;
    this.#requests = requests;
  }

  /**
   * Asks a charger's unit for something. Always answered, at `deadline` milliseconds at the latest (default 10 s); never
   * rejects but for a lost database.
   * @returns besides what the unit says: `UNIT_OFFLINE`, `CLOUD_OFFLINE`, `NO_ANSWER`, `REQUEST_MALFORMED`
   */
  async request<Op extends RequestOp>(
    charger: ChargerId,
    op: Op,
    args: RequestArgs<Op>,
    deadline?: number,
  ): Promise<RequestOutcome> {
    const [found] = await this.#db
      .select({ unit: chargers.unit, reach: chargers.reach })
      .from(chargers)
      .where(eq(chargers.id, charger));
    if (found?.reach !== "online" && found?.reach !== "unknown")
      return {
        status: "Error",
        code: "UNIT_OFFLINE",
        message: "the unit is not connected: nothing was sent",
      };
    return this.#requests.request(found.unit, op, args, deadline);
  }
}
