import { randomBytes } from "node:crypto";
import { EmbeddedBroker } from "../cloud/broker/embedded-broker.ts";
import { Cloud } from "../cloud/cloud.ts";
import type { CloudLink } from "../firmware/link/cloud-link.ts";
import type { UnitStore } from "../firmware/store/unit-store.ts";
import type { Log } from "../hal/log.ts";
import { SECRET_BYTES } from "../protocol/digest.ts";
import { FIRST_LIST } from "../sim/world/cards.ts";
import { CloudDesk } from "../sim/world/cloud-desk.ts";
import type { CloudSide } from "../sim/world/cloud-side.ts";
import type { CuttableLine } from "../sim/world/cuttable-line.ts";
import { PortalDesk } from "../sim/world/portal-desk.ts";
import { systemClock } from "./system-clock.ts";

/** The cloud that the simulated unit belongs to. */
export interface SimCloud {
  /** `mqtt://127.0.0.1:8403` */
  readonly brokerUrl: string;
  /** What the unit logs in with; null: nothing. */
  readonly login: { readonly username: string; readonly password: string } | null;
  /** 32 lower-case hex digits. */
  readonly installation: string;
  /** The installation's, 32 bytes. */
  readonly secret: Uint8Array;
  /** As the faces of the simulator see it. */
  side(
    parts: {
      readonly link: CloudLink;
      readonly line: CuttableLine;
      readonly store: UnitStore;
      readonly name: string;
    },
    changed: () => void,
  ): CloudSide;
  start(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * A cloud of the simulator's own, in memory, with its broker and a first list.
 * @param port of its broker; 0: any that is free
 * @throws BrokerError when the port is taken
 */
export async function ownSimCloud(port: number, log: Log): Promise<SimCloud> {
  const clock = {
    now: () => systemClock.wall(),
    after: (ms: number, run: () => void) => systemClock.after(ms, run),
  };
  const broker = await EmbeddedBroker.open({ port, clock, log });
  const installation = randomBytes(16).toString("hex");
  const secret = randomBytes(SECRET_BYTES);
  const cloud = new Cloud({ url: broker.url, installation, secret, clock, random: randomBytes, log });
  return {
    brokerUrl: broker.url,
    login: null,
    installation,
    secret,
    side: ({ link, line, name }, changed) => new CloudDesk({ cloud, link, line, name }, changed),
    async start() {
      await cloud.list.change(FIRST_LIST);
      cloud.start();
    },
    async stop() {
      await cloud.stop();
      await broker.close();
    },
  };
}

/** What a unit was given when it joined, and where people open the portal. */
export type JoinedPortal = Pick<SimCloud, "brokerUrl" | "installation" | "secret"> & {
  readonly login: { readonly username: string; readonly password: string };
  readonly url: string;
};

/** The portal, which runs by itself. */
export function portalSimCloud(joined: JoinedPortal): SimCloud {
  const { brokerUrl, login, installation, secret, url } = joined;
  return {
    brokerUrl,
    login,
    installation,
    secret,
    side: ({ link, line, store }) => new PortalDesk({ link, line, store, url }),
    start: () => Promise.resolve(),
    stop: () => Promise.resolve(),
  };
}
