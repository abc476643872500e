import { createSimPage } from "../../sim/page/app.tsx";
import { PIN } from "../../sim/world/cards.ts";
import { ChangingWorld } from "../../sim/world/changing-world.ts";
import type { World } from "../../sim/world/gesture.ts";
import { type ServedPage, servePage } from "../../ui/serve.ts";
import { CommandError, EXIT } from "../exit-codes.ts";
import { mustBeFree, nextFree } from "../free-ports.ts";
import { type JoinedPortal, ownSimCloud, portalSimCloud } from "../sim-cloud.ts";
import { SimPortal } from "../sim-portal.ts";
import { SimTerminal } from "../sim-terminal.ts";
import { SIM_UNIT, type SimulatedUnit, simulateUnit } from "../sim-unit.ts";
import { stderrLog } from "../stderr-log.ts";
import { version } from "../version.ts";

/** The ports: the page, the portal, the unit's own page, the broker. */
const PORTS = 4;
const PORTAL = 1;
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
  const portOf = (which: number) => (port === 0 ? 0 : port + which);
  const log = stderrLog("error");
  await orTaken(port, portOf(UNIT_PAGE), () => mustBeFree(portOf(UNIT_PAGE)));
  let signUp: string | null = null;
  let current: SimulatedUnit | null = null;
  const portal = await orTaken(port, portOf(PORTAL), () =>
    SimPortal.open(portOf(PORTAL), log, (link) => {
      signUp = link;
      if (link !== null) terminal.say(`  The portal has begun. Make the first account: ${link}`);
      current?.world.changed();
    }),
  );
  const simulate = async (joined: JoinedPortal | null): Promise<SimulatedUnit> => {
    const cloud = joined
      ? portalSimCloud(joined)
      : await orTaken(port, portOf(BROKER), () => ownSimCloud(portOf(BROKER), log));
    return simulateUnit({
      seed,
      cloud,
      portal: () => ({ url: portal.url, signUp, joined: joined !== null }),
      pagePort: portOf(UNIT_PAGE),
      log,
      announce: (happening, at) => terminal.tell(happening, at),
      changed: (state) => terminal.look(state),
    });
  };
  const first = await simulate(null).catch(async (error: unknown) => {
    await portal.stop();
    throw error;
  });
  current = first;
  const world = new ChangingWorld(first.world, async (change) => {
    const joined = change.do === "join" ? await portal.join(SIM_UNIT, change.token) : null;
    if (joined && "problem" in joined)
      return { outcome: { ok: false, code: "NOT_JOINED", text: joined.problem }, world: null };
    await current?.stop();
    current = await simulate(joined);
    const text = joined ? "The charger has joined the portal" : "The charger has the simulator's cloud again";
    return { outcome: { ok: true, text }, world: current.world };
  });
  const stop = async () => {
    await current?.stop();
    await portal.stop();
  };
  const page = await orTaken(port, port, () => serve(world, first, port)).catch(async (error: unknown) => {
    await stop();
    throw error;
  });
  terminal.greet(addresses(page, first, portal));
  await Promise.race([told, terminal.converse(world)]);
  await page.close();
  await stop();
  process.exit(EXIT.ok);
}

async function serve(world: World, { name, brokerUrl }: SimulatedUnit, port: number): Promise<ServedPage> {
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

function addresses(page: ServedPage, { name, brokerUrl, pageUrl }: SimulatedUnit, portal: SimPortal): string {
  const broker = new URL(brokerUrl);
  return [
    "",
    `  ChargeGate simulator: a whole charger, its vehicle and its cloud.`,
    "",
    `  Open in a browser   ${page.url}`,
    ...(pageUrl === null ? [] : [`  The unit's own page ${pageUrl}   (here, type code: it lets you in)`]),
    `  The portal          ${portal.url}   (owners, people, cards; takes some seconds when first opened)`,
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
