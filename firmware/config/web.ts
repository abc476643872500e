import { isIP } from "node:net";
import { z } from "zod";

/** Where the unit's page listens. */
interface Listen {
  /** An IP address. */
  readonly host: string;
  /** 0: any that is free. */
  readonly port: number;
}

const LISTEN =
  "expected an address and a port: 127.0.0.1:8080 for this machine alone, 0.0.0.0:8080 for its whole network";

/** Where a page listens: `127.0.0.1:8080`. */
export const listen = z.string(LISTEN).transform((text, context): Listen => {
  const [, bracketed, plain, port] =
    /^(?:\[([0-9a-fA-F:.]+)\]|([0-9.]+|localhost)):(\d{1,5})$/.exec(text) ?? [];
  const host = plain === "localhost" ? "127.0.0.1" : (bracketed ?? plain ?? "");
  if (isIP(host) === 0 || (bracketed !== undefined) !== (isIP(host) === 6) || Number(port) > 65_535) {
    context.addIssue({ code: "custom", message: LISTEN });
    return z.NEVER;
  }
  return { host, port: Number(port) };
});

const hostName = z
  .string()
  .max(253)
  .regex(
    /^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/i,
    "expected a host name such as charger.local, without port",
  );

/** The unit's own page. */
export const webSchema = z.strictObject({
  listen: listen.prefault("127.0.0.1:8080"),
  hosts: z.array(hostName).max(16).default([]).describe("further names under which it is served"),
  tls: z
    .union(
      [
        z.literal("generated"),
        z.literal("off"),
        z.strictObject({ cert: z.string().min(1), key: z.string().min(1) }),
      ],
      { error: "expected generated, off, or { cert: cert.pem, key: key.pem }" },
    )
    .optional()
    .describe("default: off on this machine alone, generated beyond it"),
  metrics: z
    .boolean("expected true or false")
    .default(true)
    .describe("whether /metrics is served, to anybody"),
});

/** Whether nobody but this machine itself can reach the address. */
export function isLoopback(host: string): boolean {
  return host === "::1" || /^127\.\d+\.\d+\.\d+$/.test(host) || /^::ffff:127\./i.test(host);
}
