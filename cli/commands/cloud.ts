import { z } from "zod";
import { hasAccounts, makeSetupInvitation } from "../../cloud/accounts/first-account.ts";
import { loadCloudConfig } from "../cloud-config.ts";
import { askCloud, runCloud } from "../cloud-process.ts";
import { CommandError, EXIT, type ExitCode } from "../exit-codes.ts";
import { logLevel, stderrLog } from "../stderr-log.ts";

/** SIGTERM to exit takes no longer than this, milliseconds. */
const STOP_WITHIN = 10_000;

const invitation = z.object({ link: z.string(), expiresAt: z.number() });

/** Who an account is to be for. */
export interface Invited {
  readonly name?: string;
  readonly email?: string;
}

/** `chargegate cloud`: the other end of units, and the portal, until it is told to stop. */
export async function cloud(configFile: string | null, first: Invited): Promise<void> {
  const config = loadCloudConfig(configFile);
  const log = stderrLog(logLevel());
  const end = endAsked();
  const running = await runCloud(config, log);
  process.stdout.write(
    `ChargeGate portal   ${running.origin}/\nbroker for units    ${running.brokerAddress}\n`,
  );
  if (config.mail === "outbox")
    process.stdout.write(`mail                none is sent: it is shown at ${running.origin}/outbox\n`);
  if (!(await hasAccounts(running.parts))) process.stdout.write(await wayIn());
  process.stdout.write("ready\n");
  const code = await end;
  log.info("stopping");
  const late = setTimeout(() => {
    log.error("not everything could be closed in time");
    process.exit(EXIT.failed);
  }, STOP_WITHIN);
  await running.stop();
  clearTimeout(late);
  process.exit(code);

  /** How the first account is made. */
  async function wayIn(): Promise<string> {
    const { name, email } = first;
    if (name === undefined || email === undefined)
      return 'there is no account yet; the first one\'s link: chargegate cloud invite --name "Ann Berg" --email ann@example.org\n';
    const made = await makeSetupInvitation(running.parts, { name, email, support: true });
    if (!made)
      throw new CommandError(EXIT.usage, "expected a name, and an e-mail address such as ann@example.org");
    return `sign up at          ${made.link}\n`;
  }
}

/** `chargegate cloud invite`: a link with which somebody makes an account. */
export async function invite(configFile: string | null, who: Invited & { support: boolean }): Promise<void> {
  const { name, email, support } = who;
  if (name === undefined || email === undefined)
    throw new CommandError(EXIT.usage, "expected --name and --email of whoever is invited");
  const config = loadCloudConfig(configFile);
  const made = invitation.parse(
    await askCloud(config, { op: "invite", name, email, support }, stderrLog(logLevel())),
  );
  process.stdout.write(`${made.link}\ngood until ${new Date(made.expiresAt).toISOString()}\n`);
}

function endAsked(): Promise<ExitCode> {
  return new Promise((resolve) => {
    for (const signal of ["SIGTERM", "SIGINT", "SIGHUP", "SIGQUIT"] as const)
      process.on(signal, () => resolve(EXIT.ok));
  });
}
