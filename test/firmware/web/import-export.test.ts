import { describe, expect, test } from "vitest";
import { peopleNow } from "../../../firmware/whitelist/earlier-people.ts";
import { type Browser, PageBench } from "./page-bench.ts";

const IMPORT = "/configuration/user/local-users/import";
const EXPORT = "/configuration/user/local-users/export";
const USERS = "/configuration/user/local-users";
const HEADER = "id,type,user,status,expires\n";
const MINUTE = 60_000;

/** The hidden field that a preview's form has. */
const heldIn = (page: string): string => /name="held" value="([^"]+)"/.exec(page)?.[1] ?? "";
const csv = (text: string) => new Blob([text], { type: "text/csv" });
const names = async (bench: PageBench) =>
  (await peopleNow(bench.unit.store)).people.map(({ firstName }) => firstName);
/** A page's facts, each with its value. */
const facts = (page: string) =>
  Array.from(page.matchAll(/<dt>([^<]*)<\/dt><dd>([^<]*)<\/dd>/g), ([, name, value]) => `${name} ${value}`);

async function looked(browser: Browser, text: string, replace = false): Promise<string> {
  return browser.follow(IMPORT, { file: csv(text), ...(replace && { replace: "on" }) });
}

describe("importing users on the page", () => {
  test("D3: shows what would change and changes nothing, until it is imported", async () => {
    const bench = await PageBench.start();
    const browser = await bench.visitor();
    const before = await peopleNow(bench.unit.store);
    const page = await looked(
      browser,
      `${HEADER}04A1B2C3,card,ann,blocked,\nDEADBEEF,card,Dora Dahl,active,\n`,
    );
    expect(facts(page)).toEqual(["Added 1", "Changed 1", "Removed 0"]);
    expect(await peopleNow(bench.unit.store)).toEqual(before);
    await bench.unit.do(bench.unit.board, "plug");
    await bench.unit.tap("DEADBEEF");
    expect(bench.unit.happenings.at(-1)).toMatchObject({ event: "denied", reason: "unknown" });
    const after = await browser.follow(`${IMPORT}/apply`, { held: heldIn(page) });
    expect(after).toContain("Imported: 1 added, 1 changed, 0 removed.");
    expect(after).toContain("Dora Dahl");
    await bench.unit.tap("DEADBEEF");
    await bench.unit.run(1_000);
    expect(bench.unit.board.snapshot().relay.closed).toBe(true);
  });

  test("D3: what is as it was does not count as changed; pasted text is as good as a file", async () => {
    const bench = await PageBench.start();
    const browser = await bench.visitor();
    const page = await browser.follow(IMPORT, { text: `${HEADER}04A1B2C3,card,ann,active,\r\n` });
    expect(facts(page)).toEqual(["Added 0", "Changed 0", "Removed 0"]);
  });

  test("D3: as the whole list, it names who goes; their session ends; and undo brings them back", async () => {
    const bench = await PageBench.start();
    const browser = await bench.visitor();
    const before = await peopleNow(bench.unit.store);
    await bench.unit.do(bench.unit.board, "plug");
    await bench.unit.tap("04A1B2C3");
    await bench.unit.run(1_000);
    expect(bench.unit.board.snapshot().relay.closed).toBe(true);
    const page = await looked(browser, `${HEADER}DEADBEEF,card,dora,active,\n`, true);
    expect(facts(page).slice(0, 3)).toEqual(["Added 1", "Changed 0", "Removed 3"]);
    for (const name of ["ann", "bo", "guest"]) expect(page).toContain(name);
    const after = await browser.follow(`${IMPORT}/apply`, { held: heldIn(page) });
    expect(after).toContain(`action="${IMPORT}/undo"`);
    expect(await browser.read("/configuration/user/local-users")).toContain(`action="${IMPORT}/undo"`);
    expect(await names(bench)).toEqual(["dora"]);
    await bench.unit.run(1_000);
    expect(bench.unit.board.snapshot().relay.closed).toBe(false);
    expect(await browser.follow(`${IMPORT}/undo`)).toContain("The import is undone.");
    expect(await peopleNow(bench.unit.store)).toEqual(before);
    expect(await browser.follow(`${IMPORT}/undo`)).toContain("cannot be undone any more");
  });

  test("D3: as the whole list, nobody is removed who was added after the look at it, before they are named", async () => {
    const bench = await PageBench.start();
    const browser = await bench.visitor();
    const page = await looked(browser, `${HEADER}DEADBEEF,card,dora,active,\n`, true);
    await bench.unit.list("CAFEBABE", "eve", "active");
    const again = await browser.follow(`${IMPORT}/apply`, { held: heldIn(page) });
    expect(again).toContain("Users were changed since you looked.");
    expect(await names(bench)).toContain("eve");
    expect(facts(again)).toContain("Removed 4");
    expect(again).toMatch(/<dt>Users removed<\/dt><dd>[^<]*eve/);
    await browser.follow(`${IMPORT}/apply`, { held: heldIn(again) });
    expect(await names(bench)).toEqual(["dora"]);
  });

  test("D4: a row that takes a card out of a blocked user, without a name or with an old one, is shown to unblock it", async () => {
    const bench = await PageBench.start();
    const browser = await bench.visitor();
    const { store } = bench.unit;
    const [ann] = [...store.people()].filter(({ firstName }) => firstName === "ann");
    await browser.follow(`${USERS}/${ann?.id}/edit`, { firstName: "Anna", blocked: "on" });
    const unnamed = await looked(browser, `${HEADER}04A1B2C3,card,,active,\n`);
    expect(facts(unnamed).slice(3)).toEqual([
      "Go to somebody else 04…C3 from Anna to nobody",
      "No longer blocked 04…C3 (nobody)",
    ]);
    const oldName = await looked(browser, `${HEADER}04A1B2C3,card,ann,active,\n`);
    expect(facts(oldName).slice(3)).toEqual([
      "Go to somebody else 04…C3 from Anna to ann",
      "No longer blocked 04…C3 (ann)",
    ]);
    expect(oldName).toContain("button-danger");
    const blocked = await looked(browser, `${HEADER}04A1B2C3,card,ann,blocked,\n`);
    expect(facts(blocked).slice(3)).toEqual(["Go to somebody else 04…C3 from Anna to ann"]);
    const same = await looked(browser, `${HEADER}04A1B2C3,card,Anna,active,\n11223344,card,bo,blocked,\n`);
    expect(facts(same).slice(3)).toEqual([]);
    const free = await looked(browser, `${HEADER}11223344,card,bo,active,\n`);
    expect(facts(free).slice(3)).toEqual(["No longer blocked 11…44 (bo)"]);
  });

  test("undo ends the session of a card that goes with it", async () => {
    const bench = await PageBench.start();
    const browser = await bench.visitor();
    const page = await looked(browser, `${HEADER}DEADBEEF,card,dora,active,\n`);
    await browser.follow(`${IMPORT}/apply`, { held: heldIn(page) });
    await bench.unit.do(bench.unit.board, "plug");
    await bench.unit.tap("DEADBEEF");
    await bench.unit.run(1_000);
    expect(bench.unit.board.snapshot().relay.closed).toBe(true);
    await browser.follow(`${IMPORT}/undo`);
    await bench.unit.run(1_000);
    expect(bench.unit.board.snapshot().relay.closed).toBe(false);
  });

  test("undo is not offered for ever, nor to somebody else, nor over what was edited since", async () => {
    const bench = await PageBench.start();
    const [browser, other] = [await bench.visitor(), await bench.visitor()];
    const load = async (card: string) => {
      const page = await looked(browser, `${HEADER}${card},card,${card},active,\n`);
      await browser.follow(`${IMPORT}/apply`, { held: heldIn(page) });
      return peopleNow(bench.unit.store);
    };
    const first = await load("DEADBEEF");
    expect(await other.follow(`${IMPORT}/undo`)).toContain("cannot be undone any more");
    bench.unit.clock.advance(11 * MINUTE);
    expect(await browser.follow(`${IMPORT}/undo`)).toContain("cannot be undone any more");
    expect(await peopleNow(bench.unit.store)).toEqual(first);
    await load("DEADBEE0");
    await bench.unit.list("DEADBEE1", "eve", "active");
    expect(await browser.follow(`${IMPORT}/undo`)).toContain("cannot be undone any more");
    expect(await names(bench)).toContain("eve");
  });

  test("what somebody else looks at cannot be imported, nor what was looked at too long ago", async () => {
    const bench = await PageBench.start();
    const [browser, other] = [await bench.visitor(), await bench.visitor()];
    const before = await peopleNow(bench.unit.store);
    const held = heldIn(await looked(browser, `${HEADER}DEADBEEF,card,dora,active,\n`));
    const gone = "What you looked at is no longer there";
    expect(await other.follow(`${IMPORT}/apply`, { held })).toContain(gone);
    expect((await other.get(`${IMPORT}/preview`)).headers.get("location")).toBe(IMPORT);
    expect(await browser.follow(`${IMPORT}/apply`, { held: "0".repeat(32) })).toContain(gone);
    bench.unit.clock.advance(11 * MINUTE);
    expect(await browser.follow(`${IMPORT}/apply`, { held })).toContain(gone);
    expect(await peopleNow(bench.unit.store)).toEqual(before);
  });

  test.each<[string, string | Uint8Array<ArrayBuffer>, string]>([
    ["nothing", "", "Choose a file, or paste its text."],
    ["only spaces", " \n ", "line 1: header: expected id,type,user,status,expires"],
    ["another header", "name,card\n", "line 1: header: expected id,type,user,status,expires"],
    ["binary", new Uint8Array([0x50, 0x4b, 3, 4, 0xff, 0xfe]), "expected UTF-8"],
    [
      "bad rows",
      `${HEADER}0411AA22,card,ann,on,\nXY,card,bo,active,never\n`,
      "line 3: expires: expected a date",
    ],
    ["a quote that is not closed", `${HEADER}"04A1B2C3,card,ann,active,\n`, "expected a closing quote"],
    [
      "too many rows",
      `${HEADER}${"04A1B2C3,card,ann,active,\n".repeat(20_000)}`,
      "chargegate whitelist import FILE",
    ],
    [
      "too many PINs",
      HEADER + Array.from({ length: 501 }, (_, n) => `#${10_000 + n},pin,p,active,\n`).join(""),
      "501 of them PINs",
    ],
    [
      "script",
      `${HEADER}04A1B2C3,card,ann,active,<script>alert(1)</script>\n`,
      "line 2: expires: expected a date",
    ],
  ])("a file with %s is refused by name, and changes nothing", async (_, content, expected) => {
    const bench = await PageBench.start();
    const browser = await bench.visitor();
    const before = await peopleNow(bench.unit.store);
    const answer = await browser.submit(IMPORT, { file: new Blob([content]), replace: "on" });
    const page = await answer.text();
    expect(answer.status).toBe(422);
    expect(page).toContain(expected);
    expect(page).not.toMatch(/<script>alert|0411AA22/);
    expect(await peopleNow(bench.unit.store)).toEqual(before);
  });

  test("what was pasted is there to be mended, and harmless", async () => {
    const bench = await PageBench.start();
    const browser = await bench.visitor();
    const answer = await browser.submit(IMPORT, { text: `${HEADER}XY,card,</textarea><b>,active,\n` });
    expect(answer.status).toBe(422);
    expect(await answer.text()).toContain("XY,card,&lt;/textarea&gt;&lt;b&gt;,active,");
  });

  test("D3: formulas in names are taken as they are, and disarmed when they are written", async () => {
    const bench = await PageBench.start();
    const browser = await bench.visitor();
    const formulas = ['=HYPERLINK("http://x";"y")', "+1+1", "-2+3", "@SUM(A1)", "'=1"];
    const rows = formulas.map((name, n) => `DEADBEE${n},card,"${name.replaceAll('"', '""')}",active,\n`);
    const page = await looked(browser, HEADER + rows.join(""), true);
    await browser.follow(`${IMPORT}/apply`, { held: heldIn(page) });
    const users = [...bench.unit.store.localUsers()];
    expect(new Set(users.map(({ entry }) => entry.user))).toEqual(
      // One apostrophe before what a spreadsheet would run stands for itself no longer.
      new Set(formulas.map((name) => (name === "'=1" ? "=1" : name))),
    );
    const download = await browser.get(`${EXPORT}/download`);
    const text = await download.text();
    for (const line of text.split("\r\n")) expect(line).not.toMatch(/(^|,)"?[=+\-@\t]/);
    expect(text).toContain(`"'=HYPERLINK(""http://x"";""y"")"`);
  });

  test("a name with a tab before a formula is refused", async () => {
    const bench = await PageBench.start();
    const browser = await bench.visitor();
    const answer = await browser.submit(IMPORT, { file: csv(`${HEADER}DEADBEEF,card,"\t=1+1",active,\n`) });
    expect(answer.status).toBe(422);
    expect(await answer.text()).toContain("line 2: user: expected a name without line breaks, tabs");
  });
});

describe("exporting users on the page", () => {
  test("D3: says what is in it and what is not, and is a file of the unit's name", async () => {
    const bench = await PageBench.start();
    const browser = await bench.visitor();
    const page = await browser.read(EXPORT);
    expect(page).toContain("2 cards");
    expect(page).toContain("1 PIN: a backup keeps them");
    expect(page).not.toContain("04A1B2C3");
    const answer = await browser.get(`${EXPORT}/download`);
    expect(answer.headers.get("content-disposition")).toBe('attachment; filename="users-CG-0001.csv"');
    expect(answer.headers.get("content-type")).toBe("text/csv; charset=utf-8");
    expect(answer.headers.get("cache-control")).toBe("no-store");
    expect(await answer.text()).toBe(
      "id,type,user,status,expires\r\n04A1B2C3,card,ann,active,\r\n11223344,card,bo,blocked,\r\n",
    );
  });

  test("is for nobody who is not logged in", async () => {
    const bench = await PageBench.start();
    for (const path of [EXPORT, `${EXPORT}/download`, IMPORT, `${IMPORT}/preview`]) {
      const answer = await bench.stranger().get(path);
      expect([answer.status, await answer.text()]).toEqual([303, ""]);
    }
  });
});

describe("what is sent to the page", () => {
  const MiB = 1024 * 1024;
  /** A body of unknown length; tells how much of it was read. */
  function endless(most: number) {
    const read = { bytes: 0 };
    const chunk = new Uint8Array(16 * 1024).fill(65);
    const body = new ReadableStream<Uint8Array<ArrayBuffer>>(
      {
        pull(controller) {
          read.bytes += chunk.length;
          controller.enqueue(chunk);
          if (read.bytes >= most) controller.close();
        },
      },
      { highWaterMark: 0 },
    );
    return { body, read };
  }
  const form = { "content-type": "multipart/form-data; boundary=x" };

  test.each([IMPORT, "/configuration/unit/backup/restore", USERS, "/logout", "/login"])(
    "by a stranger is not read beyond a small form: %s",
    async (path) => {
      const bench = await PageBench.start();
      const { body, read } = endless(20 * MiB);
      const answer = await bench.stranger().post(path, body, form);
      expect([303, 413]).toContain(answer.status);
      expect(read.bytes).toBeLessThanOrEqual(32 * 1024);
    },
  );

  test.each([
    [USERS, 32 * 1024],
    [`${IMPORT}/apply`, 32 * 1024],
    [IMPORT, 2 * MiB + 64 * 1024],
    ["/configuration/unit/backup/restore", 16 * MiB + 64 * 1024],
  ])("by somebody who is logged in is read as far as its page takes it: %s", async (path, most) => {
    const bench = await PageBench.start();
    const browser = await bench.visitor();
    const { body, read } = endless(20 * MiB);
    expect((await browser.post(path, body, form)).status).toBe(413);
    expect(read.bytes).toBeLessThanOrEqual(most);
    expect(read.bytes).toBeGreaterThan(most - 64 * 1024);
  });

  test("with a file is taken from few at a time, and from the next when they are done", async () => {
    const bench = await PageBench.start();
    const browser = await bench.visitor();
    const stalled = [1, 2].map(() => {
      const { readable, writable } = new TransformStream<Uint8Array<ArrayBuffer>>();
      return { answer: browser.post(IMPORT, readable, form), writable };
    });
    expect((await browser.submit(IMPORT, { text: HEADER })).status).toBe(429);
    for (const { answer, writable } of stalled) {
      await writable.close();
      expect((await answer).status).toBe(400);
    }
    expect((await browser.submit(IMPORT, { text: HEADER })).status).toBe(303);
  });

  test("without the session's own secret is refused, whatever it is", async () => {
    const bench = await PageBench.start();
    const browser = await bench.visitor();
    const before = await peopleNow(bench.unit.store);
    const held = heldIn(await looked(browser, `${HEADER}DEADBEEF,card,dora,active,\n`));
    for (const csrf of ["", "x".repeat(43)]) {
      for (const [path, fields] of [
        [IMPORT, { file: csv(HEADER) }],
        [`${IMPORT}/apply`, { held }],
        [`${IMPORT}/undo`, {}],
      ] as const)
        expect((await browser.send(path, { csrf, ...fields })).status).toBe(403);
    }
    expect(await peopleNow(bench.unit.store)).toEqual(before);
  });

  test("and is no form is refused", async () => {
    const bench = await PageBench.start();
    const browser = await bench.visitor();
    expect((await browser.post(IMPORT, "nonsense", form)).status).toBe(400);
    expect((await browser.post(IMPORT, "{}", { "content-type": "application/json" })).status).toBe(403);
  });
});
