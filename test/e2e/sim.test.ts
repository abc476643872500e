import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { decodeMessage } from "../../protocol/codec.ts";
import { upState } from "../../protocol/state.ts";
import { Child } from "./charger.ts";
import { launch } from "./page/browser.ts";
import { tools } from "./tools.ts";

/** A simulator as a process, with a temporary folder of its own. */
class Simulator extends Child {
  readonly folder: string;

  private constructor(folder: string, args: readonly string[]) {
    super(["sim", ...args], { TMPDIR: folder });
    this.folder = folder;
  }

  static run(...args: readonly string[]): Simulator {
    return new Simulator(mkdtempSync(join(tmpdir(), "chargegate-e2e-sim-")), args);
  }

  /** The addresses that it prints. */
  async addresses(): Promise<{ page: string; broker: string }> {
    const page = await this.next((line) => /(http:\S+)/.exec(line)?.[1] ?? null, "the page's address");
    const broker = await this.next((line) => /(mqtt:\S+)/.exec(line)?.[1] ?? null, "the broker's address");
    return { page, broker };
  }

  async end(): Promise<void> {
    await this.kill("SIGTERM");
    expect(readdirSync(this.folder).filter((name) => !name.startsWith("tsx-"))).toEqual([]);
    rmSync(this.folder, { recursive: true });
  }
}

const seen = (locator: Locator) => locator.waitFor({ state: "visible", timeout: 15_000 });
const heading = (page: Page, name: string) => seen(page.getByRole("heading", { level: 1, name }));
const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });

describe.skipIf(tools.missing("chromium"))("chargegate sim in a browser", () => {
  let browser: Browser;
  let simulator: Simulator;
  let page: Page;
  let broker: string;

  beforeAll(async () => {
    browser = await launch();
    simulator = Simulator.run("--port", "0");
    const addresses = await simulator.addresses();
    broker = addresses.broker;
    page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    page.setDefaultTimeout(15_000);
    await page.goto(addresses.page);
  });

  afterAll(async () => {
    await browser.close();
    await simulator.end();
  });

  test("F2, A4, A5, A7: plug, yellow, card, blue and closed, the same card stops", async () => {
    await heading(page, "Ready");
    await button(page, "Plug in").click();
    await heading(page, "Awaiting authorization");
    await button(page, "Tap Ann").click();
    await heading(page, "Charging");
    await seen(page.getByText("Contactor closed", { exact: true }));
    await seen(page.getByText("Session started for Ann."));
    await button(page, "Tap Ann").click();
    await heading(page, "Finished");
    await seen(page.getByText("Contactor open", { exact: true }));
    await button(page, "Unplug").click();
    await heading(page, "Ready");
  });

  test("A2, A6: with the link cut a PIN still charges; the records wait, and are at the cloud when it is back", async () => {
    await page.getByRole("switch", { name: "Link between unit and cloud" }).click();
    await seen(page.getByText("The cloud is out of reach. Cards and PINs still work."));
    await button(page, "Plug in").click();
    await heading(page, "Awaiting authorization");
    for (const key of ["Hash: begins and ends a PIN", "4", "7", "1", "1", "Hash: begins and ends a PIN"])
      await page
        .getByRole("region", { name: "Keypad" })
        .getByRole("button", { name: key, exact: true })
        .click();
    await heading(page, "Charging");
    const waiting = page
      .locator("dt", { hasText: "Still in the unit" })
      .locator("xpath=following-sibling::dd[1]");
    expect(Number(await waiting.textContent())).toBeGreaterThan(0);
    // What the unit would say of a card is what its own list says, whatever the cloud has changed meanwhile.
    await button(page, "Unblock Bo (11 22 33 44)").click();
    await seen(page.getByText(/– waiting/));
    await seen(page.getByRole("listitem").filter({ hasText: "Tap Bo" }).getByText("Blocked"));
    await button(page, "Stop").click();
    await seen(page.getByText(/the unit cannot be reached: restore the link/).first());
    await button(page, "Unplug").click();
    await heading(page, "Ready");
    await page.getByRole("switch", { name: "Link between unit and cloud" }).click();
    await seen(waiting.filter({ hasText: /^0$/ }));
  });

  test("I11: a card left on the reader and tapped again stops; a welded contactor is a fault that says so", async () => {
    await button(page, "Plug in").click();
    await button(page, "Leave Ann on reader").click();
    await heading(page, "Charging");
    await button(page, "Tap Ann").click();
    await heading(page, "Finished");
    await button(page, "Tap Ann").click();
    await heading(page, "Charging");
    await page.locator("summary", { hasText: "Make trouble" }).click();
    await button(page, "Weld (welded contactor)").click();
    await button(page, "Tap Ann").click();
    await heading(page, "Contactor welded");
    await button(page, "Replace (welded contactor)").click();
    await heading(page, "Finished");
    await button(page, "Unplug").click();
    await heading(page, "Ready");
  });

  test("B7, B8: a stranger's card is put on the list, and starts from afar and by hand", async () => {
    await button(page, "Plug in").click();
    await heading(page, "Awaiting authorization");
    await button(page, "Tap Stranger").click();
    await seen(page.getByText(/it is on no list/).first());
    await page.getByLabel("Card number or #PIN").fill("DE:AD:BE:EF");
    await page.getByLabel("User", { exact: true }).fill("Stella");
    await button(page, "Add to list").click();
    await seen(page.getByText(/the unit has version 3 – in step/));
    await page.getByLabel("Start in the name of").selectOption({ label: "Stella" });
    await button(page, "Start").click();
    await heading(page, "Charging");
    await button(page, "Stop").click();
    await heading(page, "Finished");
    await button(page, "Tap Stranger").click();
    await heading(page, "Charging");
    // Blocked in mid-session: it ends, and somebody else is asked for.
    await button(page, "Block Stella (DE AD BE EF)").click();
    await heading(page, "Awaiting authorization");
    await button(page, "Unplug").click();
    await heading(page, "Ready");
  });

  test.skipIf(tools.missing("mosquitto_sub"))(
    "mosquitto's client reads the unit's state from the simulator's broker",
    async () => {
      const { hostname, port } = new URL(broker);
      const hex = execFileSync(
        "mosquitto_sub",
        ["-h", hostname, "-p", port, "-t", "chargegate/1/CG-SIM/up/state", "-C", "1", "-W", "10", "-F", "%x"],
        { encoding: "utf8" },
      );
      const state = decodeMessage(upState, Buffer.from(hex.trim(), "hex"));
      expect(state.ok && state.message).toMatchObject({
        online: true,
        connectors: [{ id: 1, state: "available" }],
      });
    },
  );
});

describe("the simulator's ports", () => {
  const servers: Server[] = [];
  afterEach(() => {
    for (const server of servers.splice(0)) server.close();
  });

  const occupy = (port: number) =>
    new Promise<number>((resolve, reject) => {
      const server = createServer();
      servers.push(server);
      server.once("error", reject);
      server.listen(port, "127.0.0.1", () => {
        const address = server.address();
        resolve(typeof address === "object" && address ? address.port : 0);
      });
    });

  test.each([0, 2, 3])(
    "a taken port is an error that names the next free one (port + %i)",
    async (offset) => {
      const taken = await occupy(0);
      const first = taken - offset;
      const simulator = Simulator.run("--port", String(first));
      expect(await simulator.exited).toBe(2);
      const [, named, free] = /^port (\d+) is taken: try --port (\d+) /m.exec(simulator.stderr) ?? [];
      expect(Number(named)).toBe(taken);
      expect(Number(free)).toBeGreaterThan(taken);
      const second = Simulator.run("--port", String(free));
      expect((await second.addresses()).page).toBe(`http://127.0.0.1:${free}/`);
      await second.end();
      await simulator.end();
    },
  );

  test("a port that is none is told, and so is a seed", async () => {
    for (const args of [
      ["--port", "x"],
      ["--port", "70000"],
      ["--seed", "-1"],
    ]) {
      const simulator = Simulator.run(...args);
      expect(await simulator.exited).toBe(2);
      expect(simulator.stderr).toContain("expected a whole number");
      await simulator.end();
    }
  });
});
