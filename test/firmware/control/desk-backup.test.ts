import { describe, expect, test } from "vitest";
import { z } from "zod";
import { previewShape } from "../../../firmware/backup/preview-json.ts";
import { parseUnitConfig } from "../../../firmware/config/parse.ts";
import { Desk } from "../../../firmware/control/desk.ts";
import { type ControlRequest, controlRequest } from "../../../firmware/control/message.ts";
import { Settings } from "../../../firmware/settings/settings.ts";
import { MemoryStore } from "../../../firmware/store/memory-store.ts";
import { silentLog } from "../../../hal/log.ts";
import { VirtualClock } from "../../../sim/virtual-clock.ts";
import { cardOf, keyring, person } from "../store/people.ts";

const passphrase = "twelve chars";
const ann = person(1, "Ann Ångström");

function deskOf(store: MemoryStore, canChange = true): Desk {
  const parsed = parseUnitConfig(
    "unit: CG-0001\nconnectors: [{ id: 1, board: { driver: openevse, path: ./b } }]",
    "charger.yaml",
  );
  if (!parsed.ok) throw new Error(parsed.problems.join());
  const settings = new Settings({
    file: parsed.config,
    managed: false,
    store,
    access: () => store.saved().access ?? "restricted",
    apply: { rules: () => {}, access: () => {}, changed: () => {} },
    clock: new VirtualClock(),
    log: silentLog,
  });
  return new Desk({
    store,
    keyring,
    clock: new VirtualClock(),
    config: parsed.config,
    settings: () => ({ zone: settings.zone(), rules: settings.rules() }),
    ...(canChange && { changeable: settings }),
    unit: null,
  });
}

/** As it comes over the socket. */
const ask = (desk: Desk, request: ControlRequest) =>
  desk.answer(controlRequest.parse(JSON.parse(JSON.stringify(request))), () => {});

async function fileOf(desk: Desk): Promise<string> {
  const answer = await ask(desk, { op: "backup", passphrase });
  return z.object({ ok: z.object({ file: z.base64() }) }).parse(answer).ok.file;
}

describe("a backup by the control socket's desk", () => {
  test("is made, looked at without a change, and restored", async () => {
    const before = new MemoryStore();
    await before.changeLocalUsers({ people: { set: [ann] }, set: [cardOf(1, ann)] });
    await before.commit({ settings: { "rules.pinTries": 3 } });
    const file = await fileOf(deskOf(before));
    const store = new MemoryStore();
    const desk = deskOf(store);
    const told = {
      unit: "CG-0001",
      people: 1,
      cards: 1,
      pins: 0,
      settings: [{ key: "rules.pinTries", from: expect.any(Number), to: 3 }],
    };
    const looked = await ask(desk, { op: "restore-preview", file, passphrase });
    expect(looked).toMatchObject({ ok: told });
    expect("ok" in looked && previewShape.safeParse(looked.ok).success).toBe(true);
    expect([...store.people()]).toEqual([]);
    expect(await ask(desk, { op: "restore", file, passphrase })).toMatchObject({
      ok: { ...told, restartNeeded: [], settingsProblem: null },
    });
    expect([...store.people()]).toEqual([ann]);
    expect(store.saved().settings).toEqual({ "rules.pinTries": 3 });
  });

  test("is refused with what to do, and what was given is not repeated", async () => {
    const store = new MemoryStore();
    const desk = deskOf(store);
    const file = await fileOf(desk);
    const refused = [
      await ask(desk, { op: "backup", passphrase: "short" }),
      await ask(desk, { op: "restore", file, passphrase: "another passphrase" }),
      await ask(desk, { op: "restore-preview", file: "AAAA", passphrase }),
    ];
    for (const answer of refused) expect(answer).toMatchObject({ error: { code: "BAD_INPUT" } });
    expect(JSON.stringify(refused)).not.toMatch(/"short|another passphrase|twelve/);
    expect(await ask(deskOf(store, false), { op: "restore", file, passphrase })).toMatchObject({
      error: { code: "FAILED" },
    });
  });
});
