import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { hostname, networkInterfaces } from "node:os";
import { isLoopback } from "../firmware/config/web.ts";
import type { DeskPage } from "../firmware/control/desk.ts";
import type { Happening } from "../firmware/core/happening.ts";
import type { Certificate } from "../firmware/web/certificate.ts";
import type { UnitWeb, UnitWebParts } from "../firmware/web/unit-web.ts";
import type { ServedPage } from "../ui/serve.ts";
import { systemClock } from "./system-clock.ts";
import { version } from "./version.ts";

/** Milliseconds. */
const TIMES = {
  /** Readers and boards come first; the page waits for them no longer than this. */
  devicesFirst: 3_000,
  /** A port that is taken is tried again after this, and then after twice as long, */
  retry: 1_000,
  /** up to this. */
  longestRetry: 60_000,
} as const;

/** What happened before the page was there is counted when it is; more than that is not kept. */
const MOST_UNTOLD = 1_000;

/** What a page is made of, but for what is found out here. */
export type PageParts = Omit<
  UnitWebParts,
  "software" | "allowedHosts" | "secure" | "port" | "source" | "random"
>;

/** A unit's page that is on its way, or served. */
export interface ComingPage {
  /** Told everything that happens in the unit; a defect of the page's is logged, and nobody else's. */
  tell(happening: Happening): void;
  /** Resolves when it is served; null: it is not to be, or cannot be. */
  readonly served: Promise<DeskPage | null>;
  /** What keeps it from being served, for now; null: nothing. */
  readonly problem: string | null;
  stop(): Promise<void>;
}

/**
 * Serves the unit's page once its devices are in use. What it needs is loaded then, and what fails in it is logged: the
 * unit works without. A port that is taken is tried again.
 *
 * @param inUse resolves when the unit's devices are in use
 */
export function pageLater(parts: PageParts, inUse: Promise<unknown>): ComingPage {
  const { web } = parts.config;
  const untold: Happening[] = [];
  let page: UnitWeb | null = null;
  let server: ServedPage | null = null;
  let problem: string | null = null;
  let stopping = false;
  const tell = (to: UnitWeb, happening: Happening): void => {
    try {
      to.tell(happening);
    } catch (error) {
      parts.log.error("a defect in the unit's page: the unit goes on without it having heard", {
        event: happening.event,
        error: String(error),
      });
    }
  };
  let wake = (): void => {};
  const pause = (ms: number) =>
    new Promise<void>((resolve) => {
      const cancel = systemClock.after(ms, resolve);
      wake = () => {
        cancel();
        resolve();
      };
    });

  const begin = async (): Promise<DeskPage | null> => {
    if (!web) return null;
    await Promise.race([inUse.catch(() => undefined), pause(TIMES.devicesFirst)]);
    if (stopping) return null;
    // Loaded only when needed: the unit's start waits for none of it.
    const [{ UnitWeb }, { servePage }, { getConnInfo }, { servedNames }, { urlsToOpen }] = await Promise.all([
      import("../firmware/web/unit-web.ts"),
      import("../ui/serve.ts"),
      import("@hono/node-server/conninfo"),
      import("../firmware/web/served-names.ts"),
      import("../firmware/web/urls-to-open.ts"),
    ]);
    const { host } = web.listen;
    const machine = () => ({ hostname: hostname(), addresses: addresses() });
    const names = (port: number) => servedNames({ host, port, tls: secure }, web.hosts, machine());
    const secure = (web.tls ?? (isLoopback(host) ? "off" : "generated")) !== "off";
    const tls = secure ? await certificateOf(parts, names(0)) : null;
    if (!secure && !isLoopback(host))
      parts.log.warn(
        "the unit's page is served without TLS: whoever listens in the network reads its password",
      );
    let port = web.listen.port;
    page = new UnitWeb({
      ...parts,
      random: (bytes) => randomBytes(bytes),
      software: `chargegate ${version()}`,
      allowedHosts: () => names(port),
      secure,
      port: () => port,
      source: (context) => getConnInfo(context).remote.address ?? "unknown",
    });
    for (const happening of untold.splice(0)) tell(page, happening);
    for (let wait: number = TIMES.retry; !stopping; wait = Math.min(2 * wait, TIMES.longestRetry)) {
      try {
        server = await servePage(page.app, { host, port, ...(tls && { tls }) });
        problem = null;
        break;
      } catch (error) {
        problem = problemOf(error, `${host}:${port}`);
        parts.log.error("the unit's page cannot be served: is its port taken? It is tried again", {
          listen: `${host}:${port}`,
          error: String(error),
        });
        await pause(wait);
      }
    }
    if (!server) return null;
    port = server.port;
    const { fingerprintOf } = tls ? await import("../firmware/web/certificate.ts") : { fingerprintOf: null };
    const fingerprint = tls && fingerprintOf ? fingerprintOf(tls.cert) : null;
    const urls = () => urlsToOpen({ host, port, tls: secure }, web.hosts, machine());
    parts.log.info("the unit's page is served", { url: urls()[0], ...(fingerprint && { fingerprint }) });
    const { gate } = page;
    return { urls, fingerprint, issueCode: () => gate.issueCode() };
  };

  const served = begin().catch((error: unknown) => {
    parts.log.error("there is no page: the unit works by itself", { error: String(error) });
    return null;
  });
  return {
    tell: (happening) => {
      if (page) tell(page, happening);
      else if (web && untold.length < MOST_UNTOLD) untold.push(happening);
    },
    served,
    get problem() {
      return problem;
    },
    async stop() {
      stopping = true;
      wake();
      await served;
      await server?.close();
    },
  };
}

/** Why it cannot be served, and what to do. */
function problemOf(error: unknown, listen: string): string {
  const at = `the unit's page cannot be served at ${listen}`;
  return error instanceof Error && "code" in error && error.code === "EADDRINUSE"
    ? `${at}, which is taken: it is tried again. See which program has it, or give the page another port`
    : `${at} (${String(error)}): it is tried again. Check \`web.listen\` in the unit's configuration`;
}

function addresses(): string[] {
  return Object.values(networkInterfaces()).flatMap((each) => (each ?? []).map(({ address }) => address));
}

async function certificateOf({ config, clock }: PageParts, names: readonly string[]): Promise<Certificate> {
  const tls = config.web?.tls;
  if (typeof tls === "object")
    return { cert: readFileSync(tls.cert, "utf8"), key: readFileSync(tls.key, "utf8") };
  const { ownCertificate } = await import("../firmware/web/certificate.ts");
  const plain = [...new Set(names.map((name) => name.replace(/:0$/, "").replaceAll(/[[\]]/g, "")))];
  return ownCertificate(config.data, config.unit, plain, clock.wall());
}
