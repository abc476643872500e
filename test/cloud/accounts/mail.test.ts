import { desc, isNull } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { MailSender, type SendMail } from "../../../cloud/accounts/mail-sender.ts";
import {
  confirmEmailMail,
  emailChangedMail,
  invitationMail,
  type MailText,
  passwordChangedMail,
  resetMail,
  transferMail,
} from "../../../cloud/accounts/mail-words.ts";
import { readOutbox } from "../../../cloud/accounts/outbox.ts";
import { type Mail, queueMail } from "../../../cloud/accounts/queue-mail.ts";
import { tidyAccounts } from "../../../cloud/accounts/tidy.ts";
import type { ChargerId, GroupId, InstallationId } from "../../../cloud/database/ids.ts";
import { mails } from "../../../cloud/database/schema/schema.ts";
import { Vault } from "../../../cloud/vault.ts";
import type { Language } from "../../../ui/language.ts";
import { idOf } from "../id-of.ts";
import { afterwards, endAll, until } from "../parts.ts";
import { Site } from "../site.ts";

const MINUTE = 60_000;
const MAIL: Mail = { to: "ann@example.org", subject: "Hello", body: "A link that lets somebody in.\n" };

describe("mail", () => {
  let site: Site;
  beforeAll(async () => {
    site = await Site.open();
  });
  beforeEach(() => site.empty());
  afterEach(endAll);
  afterAll(() => site.close());

  const queue = (change: Partial<Mail> = {}) => queueMail(site.db, site.parts, { ...MAIL, ...change });
  const first = async () =>
    (await site.db.select().from(mails).orderBy(mails.createdAt, desc(mails.tries)))[0];

  async function start(send: SendMail): Promise<MailSender> {
    const sender = await MailSender.start(site.parts, send);
    afterwards(() => sender.stop());
    return sender;
  }

  /** A mail server that can be told to refuse. */
  function server() {
    const sent: Mail[] = [];
    const state = { refuses: false, tries: 0 };
    const send: SendMail = (mail) => {
      state.tries += 1;
      if (state.refuses) return Promise.reject(new Error("550 mailbox is full"));
      sent.push(mail);
      return Promise.resolve();
    };
    return { sent, state, send };
  }

  /** Waits until so many tries were made, and their failure is written down. */
  async function failed(state: { readonly tries: number }, tries: number): Promise<void> {
    await until(() => state.tries >= tries);
    await expect.poll(async () => (await first())?.problem).not.toBeNull();
  }

  /** Tells the sender to look, as a mail to somebody else would. */
  const nudge = () => site.parts.notify(site.db, "chargegate_mail", "");

  test("is sent as soon as its transaction commits, once, and is marked as sent", async () => {
    const { sent, send } = server();
    await start(send);
    await site.db.transaction(async (tx) => {
      await queueMail(tx, site.parts, MAIL);
      expect(sent).toEqual([]);
    });
    await until(() => sent.length > 0);
    expect(sent).toEqual([MAIL]);
    await expect.poll(async () => (await first())?.sentAt).toBe(site.now());
    await site.time.advanceAsync(2 * MINUTE);
    await queue({ subject: "Second" });
    await until(() => sent.length > 1);
    expect(sent.map(({ subject }) => subject)).toEqual(["Hello", "Second"]);
  });

  test("of a transaction that fails is never sent", async () => {
    const { sent, send } = server();
    await start(send);
    await expect(
      site.db.transaction(async (tx) => {
        await queueMail(tx, site.parts, MAIL);
        throw new Error("no");
      }),
    ).rejects.toThrow("no");
    await queue({ subject: "Second" });
    await until(() => sent.length > 0);
    expect(sent.map(({ subject }) => subject)).toEqual(["Second"]);
  });

  test("that waited while nobody sent goes out at the start", async () => {
    await queue();
    const { sent, send } = server();
    await start(send);
    await until(() => sent.length > 0);
  });

  test("that a process was not told of goes out by the clock", async () => {
    const { sent, send } = server();
    const deaf = { ...site.parts, listen: () => Promise.resolve(() => Promise.resolve()) };
    const sender = await MailSender.start(deaf, send);
    afterwards(() => sender.stop());
    await site.time.advanceAsync(1);
    await queue();
    await expect
      .poll(async () => {
        await site.time.advanceAsync(30_000);
        return sent.length;
      })
      .toBe(1);
  });

  test("is tried again after a minute, then after twice as long each, ten times at most; the problem is kept", async () => {
    const { state, send } = server();
    state.refuses = true;
    await start(send);
    await queue();
    const pauses: number[] = [];
    for (let count = 1; count <= 9; count++) {
      await failed(state, count);
      const next = (await first())?.nextTryAt ?? Number.NaN;
      pauses.push((next - site.now()) / MINUTE);
      site.time.advance(next - site.now());
      await nudge();
    }
    await failed(state, 10);
    expect(pauses).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256]);
    await expect.poll(async () => (await first())?.nextTryAt).toBeNull();
    expect(await first()).toMatchObject({ tries: 10, sentAt: null, problem: "550 mailbox is full" });
    site.time.advance(24 * 60 * MINUTE);
    await nudge();
    expect(state.tries).toBe(10);
    expect(site.log.lines.at(-1)).toMatchObject({ message: "a mail could not be sent, it is given up" });
  });

  test("that is sent at the second try has no problem any more", async () => {
    const { sent, state, send } = server();
    state.refuses = true;
    await start(send);
    await queue();
    await failed(state, 1);
    state.refuses = false;
    site.time.advance(MINUTE);
    await nudge();
    await until(() => sent.length > 0);
    await expect.poll(first).toMatchObject({ tries: 2, problem: null, nextTryAt: null });
  });

  test("does not wait for a mail server that never answers", async () => {
    let asked = 0;
    await start(() => {
      asked += 1;
      return new Promise(() => {});
    });
    await queue();
    await until(() => asked === 1);
    await site.time.advanceAsync(30_000);
    await expect.poll(first).toMatchObject({ problem: "the mail server did not answer in time", tries: 1 });
  });

  test("is claimed by one of several processes", async () => {
    const { sent, send } = server();
    for (let count = 0; count < 20; count++) await queue({ subject: `${count}` });
    await Promise.all([start(send), start(send), start(send)]);
    await until(() => sent.length >= 20);
    await expect.poll(() => site.db.$count(mails, isNull(mails.sentAt))).toBe(0);
    expect(sent.map(({ subject }) => Number(subject)).toSorted((a, b) => a - b)).toEqual(
      Array.from({ length: 20 }, (_, index) => index),
    );
  });

  test("of a process that died while it sent is tried again", async () => {
    await queue();
    let asked = 0;
    const dying = await MailSender.start(site.parts, () => {
      asked += 1;
      return new Promise(() => {});
    });
    await until(() => asked === 1);
    // It never comes back from sending; another one begins.
    const { sent, send } = server();
    await start(send);
    expect(sent).toEqual([]);
    site.time.advance(MINUTE);
    await nudge();
    await until(() => sent.length === 1);
    await dying.stop();
  });

  test("that was sealed with another master key is a problem, not the end of all mail", async () => {
    const vault = new Vault(new Uint8Array(32).fill(7), site.parts.random);
    await queueMail(site.db, { ...site.parts, vault }, MAIL);
    site.time.advance(1);
    await queue({ subject: "Second" });
    const { sent, send } = server();
    await start(send);
    await until(() => sent.length === 1);
    expect(sent[0]?.subject).toBe("Second");
    await expect.poll(async () => (await first())?.problem).toContain("cannot be opened");
  });

  test("nothing more is sent after the stop, which waits for what is under way", async () => {
    const subjects: string[] = [];
    let finish = (): void => {};
    const sender = await start(({ subject }) => {
      subjects.push(subject);
      return new Promise((resolve) => {
        finish = resolve;
      });
    });
    await queue();
    await until(() => subjects.length === 1);
    await queue({ subject: "Second" });
    const stopped = sender.stop();
    finish();
    await stopped;
    expect((await first())?.sentAt).toBe(site.now());
    await site.time.advanceAsync(2 * MINUTE);
    await nudge();
    expect(subjects).toEqual(["Hello"]);
    const waiting = await site.db.select().from(mails).where(isNull(mails.sentAt));
    expect(waiting).toMatchObject([{ subject: "Second", tries: 0 }]);
  });

  test("that a process died over ten times is not tried again", async () => {
    await queue();
    await site.db.update(mails).set({ tries: 10 });
    await queue({ subject: "Second" });
    const { sent, send } = server();
    await start(send);
    await until(() => sent.length > 0);
    expect(sent.map(({ subject }) => subject)).toEqual(["Second"]);
  });

  test("stands in the outbox for the page of the development mode, the newest first", async () => {
    await queue();
    site.time.advance(1);
    await queue({ subject: "Second" });
    expect(await readOutbox(site.parts)).toMatchObject([
      { ...MAIL, subject: "Second", sentAt: null, tries: 0, problem: null },
      MAIL,
    ]);
    expect(await readOutbox(site.parts, 1)).toHaveLength(1);
  });

  test("is kept for 30 days", async () => {
    await queue();
    site.time.advance(30 * 86_400_000 - 1);
    await tidyAccounts(site.parts);
    expect(await site.db.$count(mails)).toBe(1);
    site.time.advance(1);
    await tidyAccounts(site.parts);
    expect(await site.db.$count(mails)).toBe(0);
  });
});

describe("the words of mails", () => {
  const link = "https://portal.example.org/invitation/abc";
  const base = { name: "Bob", link, expiresAt: Date.UTC(2026, 11, 5, 23) };
  const installation = { kind: "installation", id: idOf<InstallationId>(1), name: "Fjordgata 1" } as const;
  const charger = {
    kind: "charger",
    id: idOf<ChargerId>(2),
    name: "left",
    installation: "Fjordgata 1",
  } as const;
  const group = { kind: "group", id: idOf<GroupId>(3), name: "Volt" } as const;
  const origin = "https://portal.example.org";
  const all = (language: Language): readonly MailText[] => [
    invitationMail(language, { ...base, from: null, gift: { kind: "account" } }),
    ...(["owner", "user", "service"] as const).flatMap((role) => [
      invitationMail(language, { ...base, from: "Ann", gift: { ...installation, role } }),
      invitationMail(language, { ...base, from: "Ann", gift: { ...charger, role } }),
    ]),
    ...[true, false].map((admin) =>
      invitationMail(language, { ...base, from: "Ann", gift: { ...group, admin } }),
    ),
    transferMail(language, { ...base, from: "Ann", installation: "Fjordgata 1" }),
    resetMail(language, base),
    confirmEmailMail(language, base),
    passwordChangedMail(language, { name: "Bob", origin }),
    emailChangedMail(language, { name: "Bob", origin }),
  ];

  test("B3: an invitation says who gives what, until when, and has its link on a line of its own", () => {
    const gift = { ...charger, role: "user" } as const;
    expect(invitationMail("en", { ...base, from: "Ann", gift })).toEqual({
      subject: "Ann gives you access to the charger “left” at “Fjordgata 1”",
      body: expect.stringContaining("You will be a user: you may charge there"),
    });
    const norwegian = invitationMail("no", { ...base, from: "Ann", gift }).body;
    expect(norwegian).toContain("Du blir bruker");
    expect(norwegian.split("\n")).toContain(link);
    expect(norwegian).toContain("5. desember 2026");
  });

  test("every one is in both languages, its own in each, with a greeting and a way out", () => {
    const [english, norwegian] = [all("en"), all("no")];
    expect(new Set(english.map(({ body }) => body)).size).toBe(english.length);
    for (const [index, mail] of norwegian.entries()) {
      const other = english[index];
      expect(mail.subject).not.toBe(other?.subject);
      expect(mail.body).toMatch(/^Hei, Bob!\n\n/);
      expect(other?.body).toMatch(/^Hello Bob,\n\n/);
      expect(mail.body).not.toMatch(/\b(the|your|you|is|was|and|to accept)\b/i);
      expect(`${mail.subject}${other?.subject}`).not.toMatch(/undefined|\n/);
      // A link is no link any more with a sign right after it.
      for (const line of mail.body.split("\n").filter((text) => text.includes("https://")))
        expect(line).toMatch(/^https:\/\/\S+$/);
    }
  });
});
