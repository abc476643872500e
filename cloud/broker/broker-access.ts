import { BlockList, isIP } from "node:net";

/** Who is connected to the broker, as far as it knows. */
export interface BrokerClient {
  /** Chosen by the client: proves nothing. */
  readonly id: string;
  /** Where it comes from. */
  readonly address: string;
  /** The name it gave; null: none. Proved if `connect` was allowed on the strength of its password. */
  readonly user: string | null;
}

export type BrokerAction =
  | { readonly kind: "connect"; readonly password: Uint8Array | null }
  /** Its last will included, which is asked about when it is published. */
  | { readonly kind: "publish"; readonly topic: string }
  /** @property topic may hold wildcards */
  | { readonly kind: "subscribe"; readonly topic: string };

/** Whether a client may do something: the broker's whole access rule in one place. A rejection means that nobody can say now. */
export type Authorize = (client: BrokerClient, action: BrokerAction) => boolean | Promise<boolean>;

const loopback = new BlockList();
loopback.addSubnet("127.0.0.0", 8, "ipv4");
loopback.addAddress("::1", "ipv6");

/** No credentials exist yet: whoever comes from this machine may do all, others nothing. */
export const loopbackOnly: Authorize = ({ address }) => {
  const version = isIP(address);
  return version !== 0 && loopback.check(address, version === 6 ? "ipv6" : "ipv4");
};
