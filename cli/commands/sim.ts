import { createSimPage } from "../../sim/page/app.tsx";
import { PIN } from "../../sim/world/cards.ts";
import { type ServedPage, servePage } from "../../ui/serve.ts";
import { CommandError, EXIT } from "../exit-codes.ts";
import { mustBeFree, nextFree } from "../free-ports.ts";
import { SimTerminal } from "../sim-terminal.ts";
import { type SimulatedUnit, simulateUnit } from "../sim-unit.ts";
import { stderrLog } from "../stderr-log.ts";
import { version } from "../version.ts";

/** The ports: the page, the portal (not served yet), the unit's own page, the broker. */
const PORTS = 4;
const UNIT_PAGE = 2;
const BROKER = 3;

/** `chargegate sim`: a whole charger with its vehicle and its cloud, in a browser and in this terminal; leaves no files behind. */
export async function sim(options: { readonly port: string; readonly seed: string }): Promise<void> {
  const seed = wholeNumber("--seed", options.seed, 2 ** 31);
  const port = wholeNumber("--port", options.port, 65_536 - PORTS);
  const terminal = new SimTerminal();
  const told = new Promise<void>((resolve) => {
    for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) process.on(signal, () => resolve());
  });
  const brokerPort = port === 0 ? 0 : port + BROKER;
  const pagePort = port === 0 ? 0 : port + UNIT_PAGE;
  await orTaken(port, pagePort, () => mustBeFree(pagePort));
  const simulated = await orTaken(port, brokerPort, () =>
    simulateUnit({
      seed,
      brokerPort,
      pagePort,
      log: stderrLog("error"),
      announce: (happening, at) => terminal.tell(happening, at),
      changed: (state) => terminal.look(state),
    }),
  );
  const page = await orTaken(port, port, () => serve(simulated, port)).catch(async (error: unknown) => {
    await simulated.stop();
    throw error;
  });
  terminal.greet(addresses(page, simulated));
  await Promise.race([told, terminal.converse(simulated.world)]);
  await page.close();
  await simulated.stop();
  process.exit(EXIT.ok);
}

async function serve({ world, name, brokerUrl }: SimulatedUnit, port: number): Promise<ServedPage> {
  const allowedHosts: string[] = [];
  const app = createSimPage({
    world,
    allowedHosts,
    version: version(),
    brokerUrl,
    unitId: name,
    pin: PIN,
  });
  const page = await servePage(app, { port });
  allowedHosts.push(`127.0.0.1:${page.port}`, `localhost:${page.port}`);
  return page;
}

function addresses(page: ServedPage, { name, brokerUrl, pageUrl }: SimulatedUnit): string {
  const broker = new URL(brokerUrl);
  return [
    "",
    `  ChargeGate simulator: a whole charger, its vehicle and its cloud.`,
    "",
    `  Open in a browser   ${page.url}`,
    ...(pageUrl === null ? [] : [`  The unit's own page ${pageUrl}   (here, type code: it lets you in)`]),
    `  MQTT broker         ${brokerUrl}`,
    `                      mosquitto_sub -h ${broker.hostname} -p ${broker.port} -t 'chargegate/1/${name}/up/#' -F '%t %x'`,
    "",
    "  Or here: plug, then tap ann. help lists everything, quit ends it.",
    "",
  ].join("\n");
}

/** A taken port is an error that names the next free one. @param first the first of the simulator's ports */
async function orTaken<T>(first: number, port: number, open: () => Promise<T>): Promise<T> {
  try {
    return await open();
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EADDRINUSE")) throw error;
    const free = await nextFree(first + PORTS, PORTS);
    const remedy =
      free === null
        ? "free it, or choose another with --port"
        : `try --port ${free} (npm start -- --port ${free})`;
    throw new CommandError(EXIT.usage, `port ${port} is taken: ${remedy}`);
  }
}

function wholeNumber(option: string, text: string, end: number): number {
  const number = Number(text);
  if (!/^\d{1,10}$/.test(text) || number >= end)
    throw new CommandError(EXIT.usage, `${option} ${text}: expected a whole number from 0 to ${end - 1}`);
  return number;
}
