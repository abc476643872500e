import { Command, Option } from "commander";
import { CommandError, EXIT } from "./exit-codes.ts";
import { version } from "./version.ts";

const program = new Command("chargegate")
  .description(
    "The authorization core of an electric-vehicle charger: card, PIN, contactor, on real serial lines",
  )
  .version(version())
  .showHelpAfterError("(add --help for what is possible)")
  .exitOverride();

const withConfig = (command: Command) =>
  command.addOption(new Option("--config <file>", "the unit's configuration").default("./charger.yaml"));

withConfig(program.command("run"))
  .description(
    "the unit, on real serial devices; happenings on standard output as JSON lines, the log on standard error",
  )
  .action(async (options: { config: string }) => (await import("./commands/run.ts")).run(options.config));

withConfig(program.command("provision"))
  .option("--token <token>", "the one-time registration token that the portal shows")
  .option("--cloud <url>", "the portal's address")
  .option("--drop-pins", "give up local PINs, which cannot be carried over", false)
  .description(
    "this unit joins its cloud: it gets its installation's keys and list, and its own password at the broker",
  )
  .action(async (options: { config: string; token?: string; cloud?: string; dropPins: boolean }) =>
    (await import("./commands/provision.ts")).provision(options),
  );

withConfig(program.command("healthcheck"))
  .option("--json", "the checks as one JSON object (docs/health.md)", false)
  .description(
    "asks the running unit how it is; exit code 1 when it cannot do its job or does not answer within 5 s",
  )
  .action(async (options: { config: string; json: boolean }) =>
    (await import("./commands/healthcheck.ts")).healthcheck(options.config, options.json),
  );

withConfig(program.command("web-code"))
  .description(
    "a code that lets one person into the unit's page, good for 10 minutes; for whoever can read the data folder",
  )
  .action(async (options: { config: string }) =>
    (await import("./commands/web-code.ts")).webCode(options.config),
  );

withConfig(program.command("withdraw"))
  .description("opens every contactor and exits; for the service manager, when the unit died")
  .option("--if-dead", "does nothing while a unit is running: for ExecStopPost", false)
  .action(async (options: { config: string; ifDead: boolean }) =>
    (await import("./commands/withdraw.ts")).withdraw(options.config, options.ifDead),
  );

withConfig(program.command("access"))
  .argument("<mode>", "open (plug in and charge) or restricted (power only for those authorized)")
  .description("switches the access of the running unit, also in mid-session")
  .action(async (mode: string, options: { config: string }) =>
    (await import("./commands/access.ts")).access(mode, options.config),
  );

program
  .command("emulate")
  .description("a device emulator on a pty; prints its path, then obeys commands on standard input")
  .argument("<device>", "pn532, openevse or keypad")
  .option(
    "--link <path>",
    "a symbolic link to the pty, which stays the same when the device is unplugged and back",
  )
  .option("--pace", "pn532: bytes and answers take as long as on a real line")
  .action(async (device: string, options: { link?: string; pace?: boolean }) => {
    const { EMULATED, emulate } = await import("./commands/emulate.ts");
    const what = EMULATED.find((name) => name === device);
    if (!what)
      throw new CommandError(EXIT.usage, `no emulator of "${device}": expected ${EMULATED.join(", ")}`);
    await emulate(what, options);
  });

const whitelist = program.command("whitelist").description("local users: cards and PINs that need no cloud");
withConfig(whitelist.command("import"))
  .argument("<file>", "CSV with the header id,type,user,status,expires; - for standard input")
  .option("--replace", "make the file the whole list", false)
  .description("adds or updates by id; with any bad row nothing changes")
  .action(async (file: string, options: { config: string; replace: boolean }) =>
    (await import("./commands/whitelist.ts")).importFile(file, options.replace, options.config),
  );
withConfig(whitelist.command("export"))
  .description("prints the local cards as CSV; PINs are left out and counted on standard error")
  .action(async (options: { config: string }) =>
    (await import("./commands/whitelist.ts")).exportAll(options.config),
  );
withConfig(whitelist.command("add"))
  .argument(
    "<id>",
    "a card number, a #PIN, or - to read it from standard input, which keeps a PIN out of the process list",
  )
  .option("--user <name>", "whose it is", "")
  .option("--status <status>", "active or blocked", "active")
  .option("--expires <time>", "an ISO time, or a date (valid to its end)", "")
  .description("adds or updates one card or PIN")
  .action(async (id: string, options: { config: string; user: string; status: string; expires: string }) =>
    (await import("./commands/whitelist.ts")).add(id, options),
  );
withConfig(whitelist.command("remove"))
  .argument("<id>", "a card number, a #PIN, or - to read it from standard input")
  .description("removes one card or PIN")
  .action(async (id: string, options: { config: string }) =>
    (await import("./commands/whitelist.ts")).remove(id, options.config),
  );
withConfig(whitelist.command("list"))
  .description("shows the local users, ids redacted")
  .action(async (options: { config: string }) =>
    (await import("./commands/whitelist.ts")).list(options.config),
  );

withConfig(program.command("backup"))
  .argument("<file>", "the file to be made; one that exists is left alone")
  .description(
    "local users with their cards and PINs, and settings made at the unit, in a file that only its passphrase opens; the passphrase is asked for, or read from standard input",
  )
  .action(async (file: string, options: { config: string }) =>
    (await import("./commands/backup.ts")).backup(file, options.config),
  );

withConfig(program.command("restore"))
  .argument("<file>", "a backup's file")
  .option("--yes", "restores without asking", false)
  .description(
    "shows what a backup would change, asks, and makes local users and settings those of the file; the passphrase is asked for, or read from standard input",
  )
  .action(async (file: string, options: { config: string; yes: boolean }) =>
    (await import("./commands/restore.ts")).restore(file, options.yes, options.config),
  );

withConfig(program.command("explain"))
  .option("--card <number>", "a card's number; - to read it from standard input")
  .option("--pin <pin>", "a #PIN; - to read it from standard input, which keeps it out of the process list")
  .option("--offline", "as if the link to the cloud were down", false)
  .option(
    "--at <time>",
    "as if the clock showed this: an ISO time, by the unit's zone if it names none, or a date",
  )
  .option("--connector <n>", "shown at this connector only")
  .option("--json", "the same as one JSON object (docs/explain.md)", false)
  .description("what would happen if this card or PIN were shown now, and why; nothing is done or recorded")
  .action(
    async (options: {
      config: string;
      card?: string;
      pin?: string;
      offline: boolean;
      at?: string;
      connector?: string;
      json: boolean;
    }) => (await import("./commands/explain.ts")).explain(options),
  );

const journal = program.command("journal").description("what happened");
withConfig(journal.command("export"))
  .option("--from <seq>", "the first sequence number", "1")
  .description("prints the records as JSON lines")
  .action(async (options: { config: string; from: string }) =>
    (await import("./commands/journal.ts")).exportRecords(options.from, options.config),
  );

program
  .command("sim")
  .description(
    "a whole charger with its vehicle and its cloud, all simulated around the real unit code: a page on loopback, and this terminal; needs no files",
  )
  .option(
    "--port <n>",
    "where the page is served; the three ports after it belong to the simulator, too, the last one to its MQTT broker",
    "8400",
  )
  .option("--seed <n>", "repeats the devices' random choices", "1")
  .action(async (options: { port: string; seed: string }) =>
    (await import("./commands/sim.ts")).sim(options),
  );

const cloud = program
  .command("cloud")
  .description(
    "broker, database and portal in one process (docs/cloud.md); without a configuration, for this machine alone, with its data in ./cloud-data",
  );
const withCloudConfig = (command: Command) =>
  command
    .option("--config <file>", "the cloud's configuration (default: ./cloud.yaml, if there is one)")
    .option("--name <name>", "of whoever gets an account")
    .option("--email <address>", "of whoever gets an account");
withCloudConfig(cloud.command("run", { isDefault: true }))
  .description("runs the cloud; with --name and --email prints the link of the first account")
  .action(async (options: { config?: string; name?: string; email?: string }) =>
    (await import("./commands/cloud.ts")).cloud(options.config ?? null, options),
  );
withCloudConfig(cloud.command("invite"))
  .option("--support", "works for the operator of this cloud: decides support cases", false)
  .description("prints a link with which somebody makes an account, also while the cloud runs")
  .action(async (options: { config?: string; name?: string; email?: string; support: boolean }) =>
    (await import("./commands/cloud.ts")).invite(options.config ?? null, options),
  );

program
  .command("bench")
  .argument("<files...>", "scenario files (docs/bench.md), or directories of them")
  .description("runs scenarios on simulated units, in virtual time; exit code 1 when one has failed")
  .option("--junit <file>", "writes the results as JUnit XML, too")
  .option("--rig <file>", "the real devices to run on")
  .option("--filter <text>", "only scenarios with each of these words in their name, file or requirements")
  .option("--verbose", "every failure with all that happened", false)
  .action(
    async (files: string[], options: { junit?: string; rig?: string; filter?: string; verbose: boolean }) =>
      (await import("./commands/bench.ts")).bench(files, options),
  );

process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  // Whoever read it has seen enough (`… | head`).
  process.exit(error.code === "EPIPE" ? EXIT.ok : EXIT.failed);
});

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = report(error);
}

/** Tells the person, and answers the exit code. */
function report(error: unknown): number {
  if (error instanceof CommandError) {
    process.stderr.write(`${error.message}\n`);
    return error.exitCode;
  }
  if (
    error instanceof Error &&
    "exitCode" in error &&
    "code" in error &&
    String(error.code).startsWith("commander.")
  ) {
    return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
  }
  process.stderr.write(
    `chargegate: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  );
  return EXIT.failed;
}
