import type { Visitor as CameFrom } from "../accounts/visitor.ts";
import type { Portal } from "./portal.ts";
import type { PortalContext } from "./visitor.ts";

/** Where a request comes from and with what, as log-ins count it and the list of sessions shows it. */
export function cameFrom({ source }: Pick<Portal, "source">, context: PortalContext): CameFrom {
  return { address: source(context), agent: context.req.header("user-agent") ?? "" };
}

/** Minutes until an instant, at least one. @param now milliseconds since 1970, as is `until` */
export function minutesUntil(until: number, now: number): number {
  return Math.max(1, Math.ceil((until - now) / 60_000));
}
