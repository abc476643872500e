import type { Happening } from "../../firmware/core/happening.ts";
import type { ReservationEnd } from "../../firmware/core/reservation.ts";
import type { ConnectorId } from "../../firmware/core/session.ts";
import type { Reason, Verdict } from "../../firmware/core/verdict.ts";
import type { DeviceKind } from "../scenario/vocabulary.ts";

/** A decision about a credential. */
export interface Decision {
  /** Null: tied to none. */
  readonly connector: ConnectorId | null;
  readonly verdict: Verdict;
  readonly reason: Reason;
}

/** What the unit has told, as far as a scenario may ask for it. */
export class Told {
  readonly #decisions: Decision[] = [];
  readonly #reservations = new Map<number, ReservationEnd>();
  readonly #lost = new Set<string>();

  /** The newest decision that belongs to the connector or is tied to none; null: there was none. */
  decision(connector: number): Decision | null {
    const own = (decision: Decision) => decision.connector === null || decision.connector === connector;
    return this.#decisions.findLast(own) ?? null;
  }

  /** How a reservation ended; null: it has not. */
  endOf(reservation: number): ReservationEnd | null {
    return this.#reservations.get(reservation) ?? null;
  }

  /** Whether any device of that kind is lost. */
  isLost(kind: (typeof DEVICES)[number]): boolean {
    return [...this.#lost].some((device) => device.startsWith(`${kind} `));
  }

  /** The unit begins anew and finds its devices as they are. */
  restarted(): void {
    this.#lost.clear();
  }

  hear(happening: Happening): void {
    const { event } = happening;
    if (event === "authorized" || event === "denied") {
      const { connector = null, verdict, reason } = happening;
      this.#decisions.push({ connector, verdict, reason });
    }
    if (event === "reservation-ended") this.#reservations.set(happening.reservation, happening.status);
    const kind = DEVICES.find((each) => event === `${each}-lost` || event === `${each}-back`);
    if (kind === undefined) return;
    const device = `${kind} ${deviceId(happening)}`;
    if (event === `${kind}-lost`) this.#lost.add(device);
    else this.#lost.delete(device);
  }
}

/** Devices that are told to be lost and back. */
const DEVICES = ["reader", "keypad", "board", "store"] as const satisfies readonly DeviceKind[];

/** Which of its kind; there is one store. */
function deviceId(happening: Happening): string | number {
  if ("reader" in happening) return happening.reader ?? "";
  return "connector" in happening ? (happening.connector ?? "") : "";
}
