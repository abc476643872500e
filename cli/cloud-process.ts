import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Hono } from "hono";
import { z } from "zod";
import { makeSetupInvitation } from "../cloud/accounts/first-account.ts";
import { MailSender } from "../cloud/accounts/mail-sender.ts";
import { tidyAccounts } from "../cloud/accounts/tidy.ts";
import { buildDue } from "../cloud/credentials/list-builder.ts";
import { verdictFor } from "../cloud/credentials/verdict-for.ts";
import type { OpenDatabase } from "../cloud/database/database.ts";
import { openPglite } from "../cloud/database/open-pglite.ts";
import { openPostgres } from "../cloud/database/open-postgres.ts";
import { sweepHistory } from "../cloud/history/sweep-history.ts";
import { takeRecords } from "../cloud/history/take-records.ts";
import type { CloudParts } from "../cloud/parts.ts";
import { createPortal } from "../cloud/portal/app.tsx";
import { joinApp } from "../cloud/sites/join-endpoint.ts";
import type { Clock } from "../cloud/surroundings.ts";
import { Conversation } from "../cloud/units/conversation.ts";
import { UnitDirectory } from "../cloud/units/unit-directory.ts";
import { Vault } from "../cloud/vault.ts";
import { isLoopback } from "../firmware/config/web.ts";
import { askOwner } from "../firmware/control/client.ts";
import { ControlServer, FolderTakenError } from "../firmware/control/server.ts";
import type { Log } from "../hal/log.ts";
import { type ServedPage, servePage } from "../ui/serve.ts";
import { openBroker } from "./cloud-broker.ts";
import { type CloudConfig, readSecret } from "./cloud-config.ts";
import { CommandError, EXIT } from "./exit-codes.ts";
import { masterKey } from "./master-key.ts";
import { requestSource } from "./request-source.ts";
import { systemClock } from "./system-clock.ts";

const TIDY_EVERY = 3_600_000;
const random = (bytes: number) => new Uint8Array(randomBytes(bytes));
const clock: Clock = { now: () => systemClock.wall(), after: (ms, run) => systemClock.after(ms, run) };

/** What other commands ask of a cloud that runs. */
const cloudRequest = z.discriminatedUnion("op", [
  z.strictObject({
    op: z.literal("invite"),
    name: z.string().max(1000),
    email: z.string().max(1000),
    support: z.boolean(),
  }),
]);
type CloudRequest = z.infer<typeof cloudRequest>;

/** A cloud's database and keys, without anything that runs on them. */
export interface OpenCloud {
  readonly parts: CloudParts;
  readonly close: () => Promise<void>;
}

/** Where a cloud is reached. */
export interface RunningCloud {
  readonly parts: CloudParts;
  readonly conversation: Conversation;
  /** Of the portal. */
  readonly origin: string;
  /** Where units find the broker. */
  readonly brokerAddress: string;
  stop(): Promise<void>;
}

/** How browsers reach the portal, as far as the configuration says. @throws CommandError */
export function originOf({ origin, web }: CloudConfig): string {
  if (origin !== undefined) return origin;
  const { host, port } = web.listen;
  if (host === "0.0.0.0" || host === "::")
    throw new CommandError(
      EXIT.usage,
      `origin: expected how browsers reach the portal, such as https://portal.example.org, because web.listen is every address`,
    );
  return `http${web.tls ? "s" : ""}://${host.includes(":") ? `[${host}]` : host}:${port}`;
}

/** Opens the database and the keys; makes both in an empty folder. @throws CommandError */
export async function openCloud(config: CloudConfig, log: Log): Promise<OpenCloud> {
  const { data, database, keyFile } = config;
  mkdirSync(data, { recursive: true, mode: 0o700 });
  const folder = join(data, "database");
  const embedded = database === "embedded";
  const key = await masterKey(data, keyFile ?? null, !embedded || !existsSync(folder));
  let opened: OpenDatabase;
  try {
    opened = embedded
      ? await openPglite({ folder })
      : await openPostgres({ url: readSecret(database, "database"), clock, log });
  } catch (error) {
    if (error instanceof CommandError) throw error;
    const why = error instanceof Error ? error.message : String(error);
    throw new CommandError(
      EXIT.data,
      `the database cannot be opened (${why}): ${embedded ? `is ${folder} whole? Else put it back from a backup` : "is the server there, and the address right?"}`,
    );
  }
  const { db, notify, listen } = opened;
  const vault = new Vault(key, random);
  const parts = { db, notify, listen, vault, clock, random, log, origin: originOf(config) };
  return { parts, close: () => opened.close() };
}

/** Serves the portal, which is a web application. */
type Serve = (portal: Hono) => Promise<Pick<ServedPage, "close">>;

/**
 * Runs a cloud: database, broker, conversation with units, mail, portal. Owns the data folder while it runs.
 * @param serve without it, on `web.listen`
 * @throws CommandError
 */
export async function runCloud(
  config: CloudConfig,
  log: Log,
  serve: Serve = (portal) => servePortal(config, portal),
): Promise<RunningCloud> {
  const undo: (() => Promise<unknown>)[] = [];
  const stop = async (): Promise<void> => {
    for (const end of undo.splice(0).toReversed())
      await end().catch((error: unknown) =>
        log.error("not everything could be closed", { error: String(error) }),
      );
  };
  try {
    mkdirSync(config.data, { recursive: true, mode: 0o700 });
    // Asked before there is anything to invite to: then it waits.
    let answer = (_request: CloudRequest): ReturnType<typeof answered> =>
      Promise.resolve({ error: { code: "STARTING", message: "the cloud is just starting: try again" } });
    const control = await owned(config.data, (request) => answer(request), log);
    undo.push(() => control.close());
    const { parts, close } = await openCloud(config, log);
    undo.push(close);
    const directory = new UnitDirectory(parts);
    const broker = await openBroker(config, parts, directory);
    undo.push(broker.close);
    const conversation = new Conversation({
      cloud: parts,
      brokerUrl: broker.url,
      takeRecords,
      verdictFor,
      buildDue,
    });
    await conversation.start();
    undo.push(() => conversation.stop());
    if (config.mail !== "outbox") {
      const { mailBySmtp } = await import("./cloud-mail.ts");
      const send = mailBySmtp(readSecret(config.mail.smtp, "mail"), config.mail.from);
      const mails = await MailSender.start(parts, send);
      undo.push(() => mails.stop());
    }
    undo.push(tidyNowAndThen(parts));
    const page = await serve(portalApp(config, parts, conversation, broker.address));
    undo.push(() => page.close());
    answer = (request) => answered(parts, request);
    return { parts, conversation, origin: parts.origin, brokerAddress: broker.address, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Asks the cloud that runs on the data folder; when none does, opens its database for this alone. @throws CommandError */
export async function askCloud(config: CloudConfig, request: CloudRequest, log: Log): Promise<unknown> {
  const running = await askOwner(config.data, request).catch((error: unknown) => {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  });
  const answer = running ?? (await askDatabase());
  if ("ok" in answer) return answer.ok;
  throw new CommandError(EXIT.usage, answer.error.message);

  async function askDatabase() {
    const { parts, close } = await openCloud(config, log);
    try {
      return await answered(parts, request);
    } finally {
      await close();
    }
  }
}

async function answered(
  parts: CloudParts,
  request: CloudRequest,
): Promise<
  { readonly ok: unknown } | { readonly error: { readonly code: string; readonly message: string } }
> {
  switch (request.op) {
    case "invite": {
      const { name, email, support } = request;
      const made = await makeSetupInvitation(parts, { name, email, support });
      return made
        ? { ok: made }
        : {
            error: {
              code: "BAD_INPUT",
              message: "expected a name, and an e-mail address such as ann@example.org",
            },
          };
    }
  }
}

async function owned(
  folder: string,
  answer: (request: CloudRequest) => ReturnType<typeof answered>,
  log: Log,
): Promise<ControlServer> {
  try {
    return await ControlServer.listenAs({ what: "cloud", requests: cloudRequest }, folder, answer, log);
  } catch (error) {
    if (error instanceof FolderTakenError) throw new CommandError(EXIT.taken, error.message);
    throw error;
  }
}

function portalApp(
  { web, mail }: CloudConfig,
  parts: CloudParts,
  { requests, access }: Pick<Conversation, "requests" | "access">,
  brokerUrl: string,
): Hono {
  const { host, port } = web.listen;
  const allowedHosts = new Set([new URL(parts.origin).host]);
  if (isLoopback(host)) for (const name of ["127.0.0.1", "localhost"]) allowedHosts.add(`${name}:${port}`);
  if (!web.tls && !web.proxy && !isLoopback(host))
    parts.log.warn("the portal is served without TLS: whoever listens in the network reads passwords");
  const app = new Hono();
  // Units are no browsers: none of the pages' guards concern them.
  app.route("/", joinApp(parts, { brokerUrl, source: (context) => requestSource(context, web.proxy) }));
  app.route(
    "/",
    createPortal({
      cloud: parts,
      allowedHosts: () => [...allowedHosts],
      source: (context) => requestSource(context, web.proxy).address,
      development: mail === "outbox",
      units: { ask: (charger, op, args) => requests.request(charger, op, args), access },
    }),
  );
  return app;
}

async function servePortal({ web }: CloudConfig, app: Hono): Promise<ServedPage> {
  const { host, port } = web.listen;
  const tls = web.tls && { cert: readFileSync(web.tls.cert, "utf8"), key: readFileSync(web.tls.key, "utf8") };
  try {
    return await servePage(app, { host, port, ...(tls && { tls }) });
  } catch (error) {
    const taken = error instanceof Error && "code" in error && error.code === "EADDRINUSE";
    const why = taken
      ? 'is taken: stop what listens there, or choose another in cloud.yaml: web: { listen: "127.0.0.1:8411" }'
      : String(error);
    throw new CommandError(EXIT.usage, `the portal's port ${port} ${why}`);
  }
}

function tidyNowAndThen(parts: CloudParts): () => Promise<void> {
  let cancel = (): void => {};
  const again = (): void => {
    cancel = parts.clock.after(TIDY_EVERY, () => {
      Promise.all([tidyAccounts(parts), sweepHistory(parts)])
        .catch((error: unknown) =>
          parts.log.warn("what is over could not be tidied", { error: String(error) }),
        )
        .finally(again);
    });
  };
  again();
  return () => {
    cancel();
    return Promise.resolve();
  };
}
