import { readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { connect } from "node:tls";
import { afterEach, describe, expect, test } from "vitest";
import { Charger } from "../charger.ts";
import { launch } from "../page/browser.ts";
import { tools } from "../tools.ts";
import { UnitPage } from "./unit-page.ts";

describe("D1: how the unit serves its page", () => {
  const ends: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const end of ends.splice(0)) await end();
  });

  test("without `web` there is none, and asking for a code says what to do", async () => {
    const charger = await Charger.start();
    ends.push(() => charger.end());
    expect(await charger.cli("web-code")).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("start it with `chargegate run`"),
    });
    await charger.unit();
    expect(await charger.cli("web-code")).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("add `web: {}` to its configuration and restart it"),
    });
  });

  test("a port that is taken keeps no unit from working, and is tried again", async () => {
    const taken = createServer();
    const port = await new Promise<number>((resolve) =>
      taken.listen(0, "127.0.0.1", () => {
        const address = taken.address();
        resolve(typeof address === "object" && address ? address.port : 0);
      }),
    );
    const charger = await Charger.start("{}", [`web: { listen: "127.0.0.1:${port}" }`]);
    ends.push(() => charger.end());
    const unit = await charger.unit();
    await charger.board.do("plug");
    await unit.event("awaiting-authorization");
    await charger.tap("04A1B2C3");
    await charger.contactor("closed");
    await charger.until(
      async () => unit.stderr.includes("the unit's page cannot be served"),
      "told in the log",
    );
    taken.close();
    await charger.until(
      async () => (await fetch(`http://127.0.0.1:${port}/healthz`).catch(() => null))?.status === 200,
      "served",
    );
    expect(await charger.contactorIs()).toBe("closed");
  });

  test("beyond this machine it is served by TLS only, with a certificate whose fingerprint `web-code` shows", async () => {
    const page = await UnitPage.start('{ listen: "0.0.0.0:0" }');
    ends.push(() => page.end());
    const { url, shown } = await page.code();
    expect(url).toMatch(/^https:\/\/(?!0\.0\.0\.0)/);
    const { port } = new URL(url);
    const fingerprint = await new Promise<string>((resolve, reject) => {
      const socket = connect(
        // Nobody vouches for the unit's own certificate: it is compared below.
        { host: "127.0.0.1", port: Number(port), servername: "localhost", rejectUnauthorized: false },
        () => {
          resolve(socket.getPeerCertificate().fingerprint256);
          socket.destroy();
        },
      );
      socket.once("error", reject);
    });
    expect(shown).toContain(fingerprint);
    await expect(fetch(`http://127.0.0.1:${port}/login`)).rejects.toThrow();
    const before = (await page.code()).shown;
    await page.restart();
    expect((await page.code()).shown).toContain(fingerprint);
    expect(before).toContain(fingerprint);
  });

  test.skipIf(tools.missing("chromium"))(
    "under a name of the network, without TLS, where browsers keep Sec-Fetch-Site to themselves: forms are taken",
    async () => {
      const page = await UnitPage.start('{ listen: "127.0.0.1:0", hosts: [garage.test] }');
      ends.push(() => page.end());
      const browser = await launch(["--host-resolver-rules=MAP garage.test 127.0.0.1"]);
      ends.push(() => browser.close());
      page.url = page.url.replace("127.0.0.1", "garage.test");
      const { tab } = await page.visitLoggedIn(browser);
      await tab.goto(`${page.url}configuration/user/local-users/new`);
      await tab.getByLabel("First name").fill("Kari");
      await tab.getByRole("button", { name: "Save" }).click();
      await tab.getByText("Kari is added. Now add a PIN or a card.").waitFor();
    },
  );

  test("a port that is taken is told to whoever asks for a code, who does not wait for ever", async () => {
    const taken = createServer();
    const port = await new Promise<number>((resolve) =>
      taken.listen(0, "127.0.0.1", () => {
        const address = taken.address();
        resolve(typeof address === "object" && address ? address.port : 0);
      }),
    );
    const charger = await Charger.start("{}", [`web: { listen: "127.0.0.1:${port}" }`]);
    ends.push(
      () => charger.end(),
      () => new Promise((resolve) => taken.close(resolve)),
    );
    await charger.unit();
    expect(await charger.cli("web-code")).toMatchObject({
      code: 1,
      stderr: expect.stringContaining(`cannot be served at 127.0.0.1:${port}, which is taken`),
    });
  });

  test("metrics count what a start itself tells: the session of a connector that it has no more", async () => {
    const charger = await Charger.start("{}", ['web: { listen: "127.0.0.1:0" }']);
    ends.push(() => charger.end());
    const first = await charger.unit();
    await charger.board.do("plug");
    await first.event("awaiting-authorization");
    await charger.tap("04A1B2C3");
    await first.event("session-started");
    await charger.contactor("closed");
    await first.kill("SIGKILL");
    const written = readFileSync(charger.config, "utf8");
    writeFileSync(
      charger.config,
      written.replace("{ id: 1, board", "{ id: 2, board").replaceAll("connectors: [1]", "connectors: [2]"),
    );
    const unit = charger.launch();
    await unit.event("session-stopped", { reason: "PowerLoss" });
    await charger.until(async () => unit.stderr.includes("the unit's page is served"), "served");
    const { stdout } = await charger.cli("web-code");
    const url = /http:\S+/.exec(stdout)?.[0] ?? "";
    const metrics = await (await fetch(new URL("/metrics", url))).text();
    expect(metrics).toContain('chargegate_sessions_stopped_total{reason="PowerLoss"} 1');
  });

  test("what programs watch is served to anybody: health, and metrics that tell of nobody", async () => {
    const page = await UnitPage.start();
    ends.push(() => page.end());
    await page.charger.board.do("plug");
    await page.charger.tap("04A1B2C3");
    await page.unit.event("session-started");
    const health = await fetch(`${page.url}healthz`);
    expect([health.status, (await health.json()) as unknown]).toMatchObject([200, { status: "ok" }]);
    const metrics = await (await fetch(`${page.url}metrics`)).text();
    expect(metrics).toContain(
      'chargegate_decisions_total{verdict="Accepted",reason="local-user",credential="card"} 1',
    );
    expect(metrics).toContain("chargegate_sessions_started_total 1");
    expect(metrics).not.toMatch(/ann|04…C3|04A1B2C3/);
  });
});
