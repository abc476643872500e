import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join as path } from "node:path";
import type { Hono } from "hono";
import type { JoinProblem } from "../cloud/sites/join.ts";
import type { Log } from "../hal/log.ts";
import { type ServedPage, servePage } from "../ui/serve.ts";
import type { RunningCloud } from "./cloud-process.ts";
import type { JoinedPortal } from "./sim-cloud.ts";
import { version } from "./version.ts";

/** Whoever opens the simulator's portal first. */
const OWNER = { name: "Olivia Owner", email: "olivia@example.org", support: true } as const;

const WHY: Readonly<Record<JoinProblem, string>> = {
  "token-unknown": "The portal knows no such token. Copy it from the charger's page there.",
  "token-used": "That token was used. Make another on the charger's page of the portal.",
  "token-expired": "That token is too old. Make another on the charger's page of the portal.",
  "wrong-unit": "That token is for a charger with another serial number.",
};

interface Started {
  readonly cloud: RunningCloud;
  readonly app: Hono;
}

/**
 * The real cloud and portal beside the simulated charger, in a temporary folder. Its port listens from the start; what is
 * behind it takes seconds and much memory to begin, so it begins when somebody first asks.
 */
export class SimPortal {
  readonly url: string;
  readonly #page: ServedPage;
  readonly #log: Log;
  readonly #folder: string;
  readonly #wayIn: (signUp: string | null) => void;
  #signUp: string | null = null;
  #starting: Promise<Started> | null = null;
  #stopped = false;

  private constructor(page: ServedPage, folder: string, log: Log, wayIn: (signUp: string | null) => void) {
    this.#page = page;
    this.url = page.url;
    this.#folder = folder;
    this.#log = log;
    this.#wayIn = wayIn;
  }

  /**
   * @param port 0: any that is free
   * @param wayIn told the link of the first account, and null when that account is made
   * @throws an error with code `EADDRINUSE`
   */
  static async open(port: number, log: Log, wayIn: (signUp: string | null) => void): Promise<SimPortal> {
    let portal: SimPortal | null = null;
    const page = await servePage(
      {
        fetch: async (request, env) => {
          return portal ? portal.#answer(request, env) : new Response("Try again.", { status: 503 });
        },
      },
      { port },
    );
    const folder = mkdtempSync(path(tmpdir(), "chargegate-portal-"));
    process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
    portal = new SimPortal(page, folder, log, wayIn);
    return portal;
  }

  /** The portal; begun if it was not. Tried again at the next call when it fails. */
  start(): Promise<Started> {
    this.#starting ??= this.#start().catch((error: unknown) => {
      this.#starting = null;
      this.#log.error("the portal could not start", { error: String(error) });
      throw error;
    });
    return this.#starting;
  }

  /** What the simulated unit is given for a registration token, or why not. */
  async join(unit: string, token: string): Promise<JoinedPortal | { readonly problem: string }> {
    const [{ cloud }, { join }] = await Promise.all([this.start(), import("../cloud/sites/join.ts")]);
    const publicKey = generateKeyPairSync("ed25519").publicKey.export({ type: "spki", format: "der" });
    const software = `chargegate ${version()}`;
    const outcome = await join(cloud.parts, cloud.brokerAddress, { token, unit, publicKey, software });
    if (!outcome.ok) return { problem: WHY[outcome.problem] };
    const { installation, secret, broker } = outcome.joined;
    return { brokerUrl: broker.url, login: broker, installation, secret, url: this.url };
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#page.close();
    const started = await this.#starting?.catch(() => null);
    await started?.cloud.stop();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  async #answer(request: Request, env: unknown): Promise<Response> {
    const { app, cloud } = await this.start();
    const { host, pathname } = new URL(request.url);
    // Whoever opens a portal where nobody has an account wants the first one. Only under its own name: the link is a secret.
    const lost = request.method === "GET" && (pathname === "/" || pathname === "/login");
    if (lost && this.#signUp !== null && host === new URL(this.url).host)
      return Response.redirect(this.#signUp, 303);
    const answer = await app.fetch(request, env);
    if (this.#signUp !== null && request.method === "POST") {
      const { hasAccounts } = await import("../cloud/accounts/first-account.ts");
      if (await hasAccounts(cloud.parts)) this.#tell(null);
    }
    return answer;
  }

  #tell(signUp: string | null): void {
    this.#signUp = signUp;
    this.#wayIn(signUp);
  }

  async #start(): Promise<Started> {
    const origin = this.url.slice(0, -1);
    const { cloudConfigSchema } = await import("./cloud-config.ts");
    const { runCloud } = await import("./cloud-process.ts");
    const { makeSetupInvitation } = await import("../cloud/accounts/first-account.ts");
    const config = cloudConfigSchema.parse({
      data: this.#folder,
      origin,
      web: { listen: new URL(origin).host },
      broker: { listen: "127.0.0.1:0" },
    });
    let app: Hono | null = null;
    const cloud = await runCloud(config, this.#log, (portal) => {
      app = portal;
      return Promise.resolve({ close: () => Promise.resolve() });
    });
    const invitation = await makeSetupInvitation(cloud.parts, OWNER);
    if (!app || !invitation || this.#stopped) {
      await cloud.stop();
      throw new Error("the portal was stopped before it had begun");
    }
    this.#tell(invitation.link);
    return { cloud, app };
  }
}
