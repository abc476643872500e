import { randomBytes } from "node:crypto";
import { describe, expect, test } from "vitest";
import type { BackupContent } from "../../../firmware/backup/backup-content.ts";
import { collectBackup } from "../../../firmware/backup/collect-backup.ts";
import { openBackup, sealBackup } from "../../../firmware/backup/seal.ts";
import { StoreError } from "../../../firmware/store/store-error.ts";
import { peopleNow } from "../../../firmware/whitelist/earlier-people.ts";
import { content as anothers } from "../backup/contents.ts";
import { PageBench } from "./page-bench.ts";

const AT = "/configuration/unit/backup";
const PASSPHRASE = "twelve chars";
const MINUTE = 60_000;

const heldIn = (page: string): string => /name="held" value="([^"]+)"/.exec(page)?.[1] ?? "";

/** A backup's file that costs next to nothing to open. */
async function fileOf(content: BackupContent): Promise<Blob> {
  const how = { unit: "CG-<7>", random: randomBytes, now: Date.UTC(2027, 0, 31, 12), N: 2 };
  const sealed = await sealBackup(content, PASSPHRASE, how);
  if (!sealed.ok) throw new Error(sealed.code);
  return new Blob([new Uint8Array(sealed.file)]);
}

const contentOf = async ({ unit: { store }, keyring }: PageBench) =>
  (await collectBackup({ store, keyring })).content;
const nobody: BackupContent = { settings: {}, access: null, people: [], identifications: [] };

describe("a backup on the page", () => {
  test("is a file of the unit's name and the day, which the passphrase opens; restored, it is as it was", async () => {
    const bench = await PageBench.start();
    const browser = await bench.visitor();
    await bench.settings.change({ "rules.pinTries": 3 });
    const before = await peopleNow(bench.unit.store);
    const answer = await browser.submit(AT, { passphrase: PASSPHRASE, again: PASSPHRASE });
    expect(answer.status).toBe(200);
    expect(answer.headers.get("content-disposition")).toBe(
      'attachment; filename="chargegate-CG-0001-2026-06-01.backup"',
    );
    expect(answer.headers.get("cache-control")).toBe("no-store");
    const file = new Uint8Array(await answer.arrayBuffer());
    expect(await openBackup(file, PASSPHRASE)).toMatchObject({ ok: true, content: await contentOf(bench) });
    await bench.unit.store.changeLocalUsers({ replace: true });
    await bench.settings.change({ "rules.pinTries": 9 });
    const page = await browser.follow(`${AT}/restore`, { file: new Blob([file]), passphrase: PASSPHRASE });
    expect(page).toContain("Made by unit CG-0001");
    expect((await peopleNow(bench.unit.store)).people).toEqual([]);
    expect(bench.settings.rules().pinTries).toBe(9);
    const after = await browser.follow(`${AT}/restore/apply`, { held: heldIn(page), confirm: "on" });
    expect(after).toContain("Restored: 3 users.");
    expect(await peopleNow(bench.unit.store)).toEqual(before);
    expect(bench.settings.rules().pinTries).toBe(3);
    await bench.unit.do(bench.unit.board, "plug");
    await bench.unit.tap("04A1B2C3");
    await bench.unit.run(1_000);
    expect(bench.unit.board.snapshot().relay.closed).toBe(true);
  });

  test.each([
    ["twelve chars", "twelve char5", "This is not the same as above"],
    ["eleven char", "eleven char", "A passphrase has at least 12 characters."],
    ["", "", "A passphrase has at least 12 characters."],
    ["x".repeat(1_001), "x".repeat(1_001), "A passphrase has at most 1000 characters."],
  ])("is not made with %s and %s", async (passphrase, again, expected) => {
    const browser = await (await PageBench.start()).visitor();
    const answer = await browser.submit(AT, { passphrase, again });
    expect(answer.status).toBe(422);
    const page = await answer.text();
    expect(page).toContain(expected);
    if (passphrase !== "") expect(page).not.toContain(passphrase);
  });

  test("restoring ends the session of a card that is not in it; undo brings people and settings back", async () => {
    const bench = await PageBench.start();
    const browser = await bench.visitor();
    await bench.settings.change({ "rules.pinTries": 3 });
    const before = await peopleNow(bench.unit.store);
    await bench.unit.do(bench.unit.board, "plug");
    await bench.unit.tap("04A1B2C3");
    await bench.unit.run(1_000);
    expect(bench.unit.board.snapshot().relay.closed).toBe(true);
    const page = await browser.follow(`${AT}/restore`, {
      file: await fileOf(nobody),
      passphrase: PASSPHRASE,
    });
    expect(page).toContain("3 users with 3 cards and PINs");
    const after = await browser.follow(`${AT}/restore/apply`, { held: heldIn(page), confirm: "on" });
    expect(after).toContain("Undo the restore");
    await bench.unit.run(1_000);
    expect(bench.unit.board.snapshot().relay.closed).toBe(false);
    expect(bench.settings.rules().pinTries).not.toBe(3);
    expect(await browser.follow(`${AT}/restore/undo`)).toContain("The restore is undone.");
    expect(await peopleNow(bench.unit.store)).toEqual(before);
    expect(bench.settings.rules().pinTries).toBe(3);
  });

  describe("undone", () => {
    /** Somebody who has restored a backup over a setting. */
    async function restored() {
      const bench = await PageBench.start();
      const browser = await bench.visitor();
      await bench.settings.change({ "rules.pinTries": 3, "rules.askTimeout": "4s" });
      const sent = { file: await fileOf(nobody), passphrase: PASSPHRASE };
      const held = heldIn(await browser.follow(`${AT}/restore`, sent));
      await browser.follow(`${AT}/restore/apply`, { held, confirm: "on" });
      return { bench, browser };
    }

    test("it can be for ten minutes, however often the page is opened", async () => {
      const { bench, browser } = await restored();
      for (let time = 0; time < 2; time++) expect(await browser.read(AT)).toContain("Undo the restore");
      expect(await browser.read("/configuration/user/local-users")).not.toContain("Undo the restore");
      expect(await (await bench.visitor()).read(AT)).not.toContain("Undo the restore");
      bench.unit.clock.advance(11 * MINUTE);
      expect(await browser.read(AT)).not.toContain("Undo the restore");
    });

    test("a setting that was changed since stays as it is, and that is said", async () => {
      const { bench, browser } = await restored();
      await bench.settings.change({ "rules.pinTries": 7 });
      const page = await browser.follow(`${AT}/restore/undo`);
      expect(page).toContain("The restore is undone. Settings that were changed since stay as they are.");
      expect(page).not.toContain("Undo the restore");
      expect(bench.settings.rules()).toMatchObject({ pinTries: 7, askTimeout: 4_000 });
    });

    test("settings that cannot be saved are not said to be undone", async () => {
      const { bench, browser } = await restored();
      bench.unit.store.commit = () => Promise.reject(new StoreError("STORE_FULL"));
      const page = await browser.follow(`${AT}/restore/undo`);
      expect(page).toContain("The users are as they were before. The settings could not be saved");
      expect(page).not.toContain("The restore is undone.");
    });

    test("what the disk did not take can be tried again", async () => {
      const { bench, browser } = await restored();
      const { store } = bench.unit;
      const change = store.changeLocalUsers.bind(store);
      store.changeLocalUsers = () => Promise.reject(new StoreError("STORE_FULL"));
      expect((await browser.submit(`${AT}/restore/undo`)).status).toBe(503);
      store.changeLocalUsers = change;
      expect(await browser.follow(`${AT}/restore/undo`)).toContain("The restore is undone.");
    });
  });

  test("of another unit: cards come along, and whose PINs do not is named, in text and not in markup", async () => {
    const bench = await PageBench.start();
    const browser = await bench.visitor();
    const [first] = anothers.people;
    if (!first) throw new Error("there is one");
    const content: BackupContent = {
      ...anothers,
      settings: {},
      people: [{ ...first, lastName: "<b>" }],
      identifications: anothers.identifications.map((one) => ({
        ...one,
        person: first.id,
        keyring: "0".repeat(16),
      })),
    };
    const page = await browser.follow(`${AT}/restore`, {
      file: await fileOf(content),
      passphrase: PASSPHRASE,
    });
    expect(page).toContain("Made by unit CG-&lt;7&gt;");
    expect(page).toContain("One PIN was made with the keys of another unit");
    expect(page).toContain("Ann &lt;b&gt;: 0 cards, 1 PIN");
    await browser.follow(`${AT}/restore/apply`, { held: heldIn(page), confirm: "on" });
    expect([...bench.unit.store.localUsers()].map(({ card }) => card)).toEqual([
      anothers.identifications[0]?.card,
    ]);
  });

  test("is not restored before that is confirmed, nor opens the charger before that is, too", async () => {
    const bench = await PageBench.start();
    const browser = await bench.visitor();
    const before = await peopleNow(bench.unit.store);
    const file = await fileOf({ ...nobody, access: "open" });
    const held = heldIn(await browser.follow(`${AT}/restore`, { file, passphrase: PASSPHRASE }));
    for (const [fields, expected] of [
      [{}, "Tick this to replace them."],
      [{ confirm: "on" }, "Tick this to open the charger for everyone."],
      [{ confirmOpen: "on" }, "Tick this to replace them."],
    ] as const) {
      const answer = await browser.submit(`${AT}/restore/apply`, { held, ...fields });
      expect([answer.status, await answer.text()]).toEqual([422, expect.stringContaining(expected)]);
    }
    expect(await peopleNow(bench.unit.store)).toEqual(before);
    expect(bench.unit.unit.state.access).toBe("restricted");
    await browser.follow(`${AT}/restore/apply`, { held, confirm: "on", confirmOpen: "on" });
    expect(bench.unit.unit.state.access).toBe("open");
  });

  test("that somebody else has opened, or too long ago, cannot be restored", async () => {
    const bench = await PageBench.start();
    const [browser, other] = [await bench.visitor(), await bench.visitor()];
    const before = await peopleNow(bench.unit.store);
    const sent = { file: await fileOf(nobody), passphrase: PASSPHRASE };
    const held = heldIn(await browser.follow(`${AT}/restore`, sent));
    const gone = "What you looked at is no longer there";
    expect(await other.follow(`${AT}/restore/apply`, { held, confirm: "on" })).toContain(gone);
    expect(await other.follow(`${AT}/restore/undo`)).toContain("cannot be undone any more");
    bench.unit.clock.advance(11 * MINUTE);
    expect(await browser.follow(`${AT}/restore/apply`, { held, confirm: "on" })).toContain(gone);
    expect((await browser.get(`${AT}/restore/preview`)).status).toBe(303);
    expect(await peopleNow(bench.unit.store)).toEqual(before);
  });

  test("with a wrong passphrase, or that is none, is refused at its field", async () => {
    const bench = await PageBench.start();
    const browser = await bench.visitor();
    const good = await fileOf(nobody);
    for (const [fields, expected] of [
      [{ passphrase: PASSPHRASE }, "Choose the backup file."],
      [
        { file: good, passphrase: "another passphrase" },
        "The passphrase is not right, or the file is damaged.",
      ],
      [{ file: good }, "The passphrase is not right, or the file is damaged."],
      [
        { file: good.slice(0, -9), passphrase: PASSPHRASE },
        "The passphrase is not right, or the file is damaged.",
      ],
      [{ file: new Blob(["id,type"]), passphrase: PASSPHRASE }, "This is not a backup of ChargeGate."],
      [
        {
          file: new Blob([(await good.text()).replace('"N":2,', '"N":1073741824,')]),
          passphrase: PASSPHRASE,
        },
        "This file asks for more work",
      ],
    ] as const) {
      const answer = await browser.submit(`${AT}/restore`, fields);
      const page = await answer.text();
      expect([answer.status, page]).toEqual([422, expect.stringContaining(expected)]);
      expect(page).not.toContain("another passphrase");
    }
  });

  test("is neither made nor taken from whoever is not logged in, or does not send the page's own form", async () => {
    const bench = await PageBench.start();
    const before = await peopleNow(bench.unit.store);
    const browser = await bench.visitor();
    const restore = { file: await fileOf(nobody), passphrase: PASSPHRASE };
    const held = heldIn(await browser.follow(`${AT}/restore`, restore));
    for (const [path, fields] of [
      [AT, { passphrase: PASSPHRASE, again: PASSPHRASE }],
      [`${AT}/restore`, restore],
      [`${AT}/restore/apply`, { held, confirm: "on" }],
      [`${AT}/restore/undo`, {}],
    ] as const) {
      const answer = await bench.stranger().send(path, fields);
      expect([answer.status, answer.headers.get("location")]).toEqual([303, "/login?said=ended"]);
      expect((await browser.send(path, fields)).status).toBe(403);
      expect((await browser.send(path, { ...fields, csrf: "x".repeat(43) })).status).toBe(403);
    }
    expect(await peopleNow(bench.unit.store)).toEqual(before);
  });
});
