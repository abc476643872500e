import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openFolder } from "../../cli/open-folder.ts";
import { explanation } from "../../firmware/explain/explanation.ts";
import { silentLog } from "../../hal/log.ts";
import { Charger } from "./charger.ts";

describe("settings that were made at the unit", () => {
  let charger: Charger;
  beforeAll(async () => {
    charger = await Charger.start("{ identification: [card] }");
    const { store } = await openFolder(join(charger.folder, "data"), silentLog);
    const settings = { "rules.identification": ["pin"], zone: "Asia/Tokyo", "rules.later": 1 };
    await store.commit({ settings });
    await store.close();
  });
  afterAll(() => charger.end());

  async function explained(): Promise<void> {
    const { stdout } = await charger.cli("explain", "--card", "04A1B2C3", "--json");
    const told = explanation.parse(JSON.parse(stdout));
    expect(told.unit.zone).toBe("Asia/Tokyo");
    expect(told.outcome.decisions).toMatchObject([{ verdict: "Invalid", reason: "type-not-enabled" }]);
  }

  test("go before those of the file, for explain and for a unit that starts", async () => {
    await explained();
    const unit = await charger.unit();
    await charger.tap("04A1B2C3");
    await unit.event("denied", { reason: "type-not-enabled" });
    await explained();
    expect(unit.stderr).toContain('"keys":["zone","rules.identification"]');
    expect(unit.stderr).toContain('"key":"rules.later"');
    await unit.kill("SIGTERM");
  });
});
