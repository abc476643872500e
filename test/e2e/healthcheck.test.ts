import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { health } from "../../firmware/health.ts";
import { Charger, type RunningUnit } from "./charger.ts";

describe("chargegate healthcheck", () => {
  let charger: Charger;
  beforeAll(async () => {
    charger = await Charger.start();
  });
  afterAll(() => charger.end());

  test("with no unit running: exit code 1, and how to start it", async () => {
    const told = await charger.cli("healthcheck");
    expect(told).toMatchObject({ code: 1, stdout: "" });
    expect(told.stderr).toContain("no unit is running");
    expect(told.stderr).toContain(`chargegate run --config ${charger.config}`);
  });

  test("well, degraded when its reader is gone, hung, and killed", async () => {
    const unit: RunningUnit = await charger.unit();
    expect(await charger.cli("healthcheck")).toEqual({
      code: 0,
      stdout: "ok: all is in order\n",
      stderr: "",
    });
    await charger.reader.kill("SIGKILL");
    await unit.event("reader-lost");
    const degraded = await charger.cli("healthcheck");
    expect(degraded.code).toBe(0);
    expect(degraded.stdout).toBe(
      [
        "degraded: reader front: it does not answer: check its cable and its power",
        "degraded: 1 of 6 checks",
        "",
      ].join("\n"),
    );
    const { stdout } = await charger.cli("healthcheck", "--json");
    const checks = health.parse(JSON.parse(stdout)).checks.filter(({ status }) => status !== "ok");
    expect(checks).toEqual([{ name: "reader", id: "front", status: "degraded", code: "reader-lost" }]);
    unit.process.kill("SIGSTOP");
    const hung = await charger.cli("healthcheck");
    expect(hung).toMatchObject({ code: 1, stdout: "" });
    expect(hung.stderr).toContain("does not answer within 5 s");
    await unit.kill("SIGKILL");
    expect((await charger.cli("healthcheck")).code).toBe(1);
  });
});
