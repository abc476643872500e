import type { LightName } from "../../ui/light-looks.ts";
import type { StatusFacts } from "../../ui/status-words.ts";
import { faultOf } from "../core/condition.ts";
import { lightOf } from "../core/light.ts";
import { isKeypadLocked, stateName } from "../core/view.ts";
import type { LastRefusals } from "./last-refusals.ts";
import type { WebParts } from "./parts.ts";

/** A connector as the overview shows it. */
export interface ConnectorPicture {
  readonly id: number;
  readonly light: LightName;
  readonly facts: StatusFacts;
  /** Null: nobody charges here. */
  readonly session: {
    /** Null: nobody in particular, since access is open. */
    readonly who: string | null;
    /** Watt-hours; null: not known. */
    readonly energyWh: number | null;
    /** Wall clock, milliseconds since 1970. */
    readonly startedAt: number;
  } | null;
}

/** What the overview shows of what is stored. */
interface StoredPicture {
  /** Records that the cloud does not have yet. */
  readonly waiting: number;
  /** Null: none is held. */
  readonly list: { readonly version: number; readonly count: number; readonly stale: boolean } | null;
  readonly people: number;
  readonly identifications: number;
}

/** Everything that the overview shows. */
export interface OverviewPicture {
  readonly connectors: readonly ConnectorPicture[];
  readonly access: "open" | "restricted";
  readonly cloud: "none" | "up" | "down";
  /** What the store tells; null: it cannot be read. */
  readonly stored: StoredPicture | null;
  readonly clock: "synchronized" | "unknown" | "unsynchronized";
  readonly devices: readonly {
    readonly kind: "board" | "reader" | "keypad";
    readonly name: string;
    readonly works: boolean;
  }[];
  readonly storeWorks: boolean;
  readonly software: string;
}

/** The unit as it is now; what the store cannot tell is left out, and the rest is shown all the same. */
export function overviewOf(parts: WebParts, refusals: LastRefusals): OverviewPicture {
  const { unit, facts, clockQuality } = parts;
  const { state } = unit;
  const lost = (kind: "reader" | "keypad") => unit.lost.filter((device) => device.kind === kind);
  return {
    connectors: state.connectors.map((connector) => {
      const { id, use, pluggedAt } = connector;
      const session = use.kind === "session" ? use.session : null;
      const light = lightOf(state, connector);
      return {
        id,
        light,
        facts: {
          state: stateName(state, connector),
          light,
          access: state.access,
          plugged: pluggedAt !== null,
          readerLost: facts.readers.length === 0 || lost("reader").length === facts.readers.length,
          keypadLost: facts.keypads.length === 0 || lost("keypad").length === facts.keypads.length,
          keypadLocked: facts.keypads.some((keypad) => isKeypadLocked(state, keypad)),
          enough: {
            card: state.rules.identification.includes("card"),
            pin: state.rules.identification.includes("pin"),
          },
          owned: session !== null && session.credential !== null,
          fault: faultOf(connector),
          refusal: refusals.at(id),
        },
        session: session && {
          who: session.user ?? session.credential?.label ?? null,
          energyWh: session.energyWh,
          startedAt: session.startedAt,
        },
      };
    }),
    access: state.access,
    cloud: !facts.cloud ? "none" : state.cloud === "up" ? "up" : "down",
    stored: storedPicture(parts),
    clock: clockQuality(),
    devices: [
      ...state.connectors.map(({ id, link }) => ({
        kind: "board" as const,
        name: String(id),
        works: link === "up",
      })),
      ...facts.readers.map((name) => ({
        kind: "reader" as const,
        name,
        works: !lost("reader").some(({ id }) => id === name),
      })),
      ...facts.keypads.map((name) => ({
        kind: "keypad" as const,
        name,
        works: !lost("keypad").some(({ id }) => id === name),
      })),
    ],
    storeWorks: unit.storeWorks,
    software: facts.software,
  };
}

function storedPicture({ store, count: counted, facts, clock, log }: WebParts): StoredPicture | null {
  try {
    const { version, count, goodUntil } = store.cloudList();
    const { last, acknowledged } = store.journalState();
    const stale = goodUntil !== undefined && goodUntil <= clock.wall();
    return {
      waiting: facts.cloud ? last - acknowledged : 0,
      list: version === 0 ? null : { version, count, stale },
      ...counted.now(),
    };
  } catch (error) {
    log.error("the store cannot be read for the overview", { error: String(error) });
    return null;
  }
}
