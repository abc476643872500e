import { and, count, eq, gt, isNull } from "drizzle-orm";
import { may } from "../access/may.ts";
import type { Actor } from "../access/role.ts";
import { insertInvitation } from "../accounts/invitations.ts";
import { LINKS } from "../accounts/links.ts";
import { transferMail } from "../accounts/mail-words.ts";
import { queueMail } from "../accounts/queue-mail.ts";
import type { Database } from "../database/database.ts";
import { type InstallationId, newId, type PersonId, type TransferId } from "../database/ids.ts";
import { chargers, installations, invitations, people, transfers } from "../database/schema/schema.ts";
import { type Forbidden, type NotFound, type Outcome, refused } from "../outcome.ts";
import type { CloudParts } from "../parts.ts";
import { auditName } from "../sites/audit-name.ts";
import { tokenHash } from "../vault.ts";
import { type AuditAction, writeAudit } from "./audit.ts";
import { GRANT_MAILS } from "./grant-mails.ts";
import { handOver, ownersOf } from "./hand-over.ts";
import { isMailSpent, readGuest } from "./invite.ts";
import { lockOwnership } from "./last-owner.ts";
import { mailLanguage } from "./mail-language.ts";

type Done = Record<never, never>;
type Row = typeof transfers.$inferSelect;

/** How long an offer stands, milliseconds. */
const TRANSFER_LIFE = 14 * 86_400_000;

/** What became of an offer that no longer stands. */
export type TransferEnd = "accepted" | "declined" | "withdrawn" | "expired";

/** An offer as its giver sees it. */
export interface OfferView {
  readonly id: TransferId;
  readonly name: string;
  readonly email: string;
  /** The name of who offers: an installation may have several owners. */
  readonly from: string;
  /** Whether the giver stays User. */
  readonly keepUser: boolean;
  readonly since: number;
  readonly until: number;
}

/** An offer as whoever has its link sees it. */
export interface OfferedView {
  readonly installation: string;
  /** How many there are in it. */
  readonly chargers: number;
  readonly from: string;
  readonly name: string;
  /** The address that it was sent to: the account that accepts has it, and one that is made for it gets it. */
  readonly email: string;
  readonly until: number;
}

/**
 * Ownership handed from one person to another. The token of an offer's link is an invitation to an account at the same time:
 * whoever has none signs up with it first (`SignUp`), and accepts then.
 */
export class Transfers {
  readonly #parts: CloudParts;

  constructor(parts: CloudParts) {
    this.#parts = parts;
  }

  /** Offers what one owns to somebody by mail, whether they have an account or not: the answer is the same. */
  offer(
    actor: Actor,
    installation: InstallationId,
    to: { readonly name: string; readonly email: string; readonly keepUser: boolean },
  ): Promise<
    Outcome<
      { readonly transfer: TransferId },
      NotFound | Forbidden | "bad-name" | "bad-email" | "own-email" | "open-offer" | "too-many-mails"
    >
  > {
    const { db, clock, origin, random } = this.#parts;
    return db.transaction(async (tx) => {
      const found = await ownedInstallation(tx, actor, installation, clock.now());
      if (!found.ok) return found;
      const read = readGuest(to);
      if (!read.ok) return read;
      const { name, email } = read.guest;
      const now = clock.now();
      const by = await auditName(tx, actor.person);
      const [giver] = await tx.select().from(people).where(eq(people.id, actor.person));
      if (giver?.email === email) return refused("own-email");
      if (await readStanding(tx, installation, now)) return refused("open-offer");
      if (await isMailSpent(tx, { installation }, now)) return refused("too-many-mails");
      const { link } = await insertInvitation(tx, this.#parts, {
        name,
        email,
        gift: { kind: "account", support: false },
        by: actor.person,
      });
      const token = link.slice(link.lastIndexOf("/") + 1);
      const id = newId<TransferId>(random);
      const expiresAt = now + TRANSFER_LIFE;
      await tx.insert(transfers).values({
        id,
        tokenHash: tokenHash(token),
        installationId: installation,
        fromId: actor.person,
        name,
        email,
        keepRole: to.keepUser ? "user" : null,
        createdAt: now,
        expiresAt,
      });
      const language = await mailLanguage(tx, email, actor.person);
      await queueMail(tx, this.#parts, {
        to: email,
        ...transferMail(language, {
          name,
          from: by.name,
          installation: found.name,
          link: LINKS.transfer(origin, token),
          expiresAt,
        }),
      });
      await this.#audit(tx, by, "transfer-offered", installation, { to: name, keepUser: to.keepUser });
      return { ok: true, transfer: id };
    });
  }

  /** The offer that stands; null: none. */
  async standing(
    actor: Actor,
    installation: InstallationId,
  ): Promise<Outcome<{ readonly offer: OfferView | null }, NotFound | Forbidden>> {
    const { db, clock } = this.#parts;
    const resource = { kind: "installation", id: installation } as const;
    if (!may(actor, "installation.view", resource)) return refused("not-found");
    if (!may(actor, "installation.transfer", resource)) return refused("forbidden");
    const row = await readStanding(db, installation, clock.now());
    if (!row) return { ok: true, offer: null };
    const { id, name, email, keepRole, createdAt, expiresAt } = row;
    const { name: from } = await auditName(db, row.fromId);
    const keepUser = keepRole === "user";
    return { ok: true, offer: { id, name, email, from, keepUser, since: createdAt, until: expiresAt } };
  }

  /** Any Owner may: an offer is theirs to see. */
  withdraw(actor: Actor, transfer: TransferId): Promise<Outcome<Done, NotFound | Forbidden | TransferEnd>> {
    return this.#parts.db.transaction(async (tx) => {
      const [seen] = await tx.select().from(transfers).where(eq(transfers.id, transfer));
      if (!seen) return refused("not-found");
      const found = await ownedInstallation(tx, actor, seen.installationId, this.#parts.clock.now());
      if (!found.ok) return found;
      const row = await reread(tx, seen);
      if (!row) return refused("not-found");
      const ended = endOf(row, this.#parts.clock.now());
      if (ended) return refused(ended);
      await this.#end(tx, row, "withdrawn");
      const by = await auditName(tx, actor.person);
      await this.#audit(tx, by, "transfer-withdrawn", row.installationId, { to: row.name });
      return { ok: true };
    });
  }

  /** What a link offers: for the page before the log-in, and for the sign-up of somebody without an account. */
  async offered(token: string): Promise<Outcome<{ readonly offer: OfferedView }, NotFound | TransferEnd>> {
    const { db, clock } = this.#parts;
    const row = await readByToken(db, token);
    if (!row) return refused("not-found");
    const ended = endOf(row, clock.now());
    if (ended) return refused(ended);
    const [home] = await db
      .select({ name: installations.name, chargers: count(chargers.id) })
      .from(installations)
      .leftJoin(chargers, eq(chargers.installationId, installations.id))
      .where(eq(installations.id, row.installationId))
      .groupBy(installations.id);
    if (!home) return refused("not-found");
    const { name: from } = await auditName(db, row.fromId);
    const { name, email, expiresAt } = row;
    return {
      ok: true,
      offer: { installation: home.name, chargers: home.chargers, from, name, email, until: expiresAt },
    };
  }

  /** Makes whoever is logged in the owner, if theirs is the address that it was offered to. */
  accept(
    actor: Actor,
    token: string,
  ): Promise<Outcome<{ readonly installation: InstallationId }, NotFound | TransferEnd | "wrong-account">> {
    const { db, clock } = this.#parts;
    return db.transaction(async (tx) => {
      const found = await this.#take(tx, token);
      if (!found.ok) return found;
      const { row } = found;
      const [taker] = await tx.select().from(people).where(eq(people.id, actor.person));
      if (!taker || taker.email !== row.email || taker.id === row.fromId) return refused("wrong-account");
      // Another owner may have taken it from them since, or support.
      const owners = await ownersOf(tx, row.installationId, clock.now());
      if (!owners.includes(row.fromId)) return refused("withdrawn");
      await this.#end(tx, row, "accepted");
      await handOver(tx, this.#parts, row.installationId, {
        from: [row.fromId],
        to: taker.id,
        keepUser: row.keepRole === "user",
        by: row.fromId,
      });
      const giver = await auditName(tx, row.fromId);
      await this.#audit(tx, taker, "transfer-accepted", row.installationId, {
        from: giver.name,
        to: taker.name,
        keepUser: row.keepRole === "user",
      });
      await this.#tellGiver(tx, row, "transferAccepted", taker.name);
      return { ok: true, installation: row.installationId };
    });
  }

  /** The link suffices: who does not want it need not sign up. */
  decline(token: string): Promise<Outcome<Done, NotFound | TransferEnd>> {
    return this.#parts.db.transaction(async (tx) => {
      const found = await this.#take(tx, token);
      if (!found.ok) return found;
      const { row } = found;
      await this.#end(tx, row, "declined");
      await this.#audit(tx, null, "transfer-declined", row.installationId, { to: row.name });
      await this.#tellGiver(tx, row, "transferDeclined", row.name);
      return { ok: true };
    });
  }

  /** An offer that stands, with its installation locked. */
  async #take(tx: Database, token: string): Promise<Outcome<{ readonly row: Row }, NotFound | TransferEnd>> {
    const seen = await readByToken(tx, token);
    if (!seen) return refused("not-found");
    await lockOwnership(tx, [seen.installationId]);
    const row = await reread(tx, seen);
    if (!row) return refused("not-found");
    const ended = endOf(row, this.#parts.clock.now());
    return ended ? refused(ended) : { ok: true, row };
  }

  /** Its link is good for nothing any more, nor for an account. */
  async #end(tx: Database, row: Row, outcome: "accepted" | "declined" | "withdrawn"): Promise<void> {
    const endedAt = this.#parts.clock.now();
    await tx.update(transfers).set({ outcome, endedAt }).where(eq(transfers.id, row.id));
    await tx
      .delete(invitations)
      .where(and(eq(invitations.tokenHash, row.tokenHash), isNull(invitations.acceptedAt)));
    await this.#parts.notify(tx, "chargegate_changed", row.installationId);
  }

  async #tellGiver(
    tx: Database,
    row: Row,
    mail: "transferAccepted" | "transferDeclined",
    to: string,
  ): Promise<void> {
    const [giver] = await tx.select().from(people).where(eq(people.id, row.fromId));
    const [home] = await tx.select().from(installations).where(eq(installations.id, row.installationId));
    if (!giver || !home) return;
    const text = GRANT_MAILS[giver.language][mail]({ installation: home.name, to });
    await queueMail(tx, this.#parts, { to: giver.email, ...text });
  }

  async #audit(
    tx: Database,
    actor: { readonly id: PersonId; readonly name: string } | null,
    action: AuditAction,
    installation: InstallationId,
    details: Readonly<Record<string, string | boolean>>,
  ): Promise<void> {
    await writeAudit(tx, { at: this.#parts.clock.now(), actor, action, installation, details });
    await this.#parts.notify(tx, "chargegate_changed", installation);
  }
}

/** An installation that somebody owns at this moment, locked. */
async function ownedInstallation(
  tx: Database,
  actor: Actor,
  id: InstallationId,
  now: number,
): Promise<Outcome<{ readonly name: string }, NotFound | Forbidden>> {
  const resource = { kind: "installation", id } as const;
  if (!may(actor, "installation.view", resource)) return refused("not-found");
  if (!may(actor, "installation.transfer", resource)) return refused("forbidden");
  await lockOwnership(tx, [id]);
  const [found] = await tx.select().from(installations).where(eq(installations.id, id));
  if (!found) return refused("not-found");
  // Who waited for the lock may be the owner no more.
  const owners = await ownersOf(tx, id, now);
  return owners.includes(actor.person) ? { ok: true, name: found.name } : refused("forbidden");
}

async function readStanding(db: Database, installation: InstallationId, now: number): Promise<Row | null> {
  const [row] = await db
    .select()
    .from(transfers)
    .where(
      and(
        eq(transfers.installationId, installation),
        isNull(transfers.outcome),
        gt(transfers.expiresAt, now),
      ),
    );
  return row ?? null;
}

async function readByToken(db: Database, token: string): Promise<Row | null> {
  const [row] = await db
    .select()
    .from(transfers)
    .where(eq(transfers.tokenHash, tokenHash(token)));
  return row ?? null;
}

/** As it is now that its installation is locked. */
async function reread(tx: Database, { id }: Row): Promise<Row | null> {
  const [row] = await tx.select().from(transfers).where(eq(transfers.id, id));
  return row ?? null;
}

/** What became of it; null: it stands. */
function endOf(row: Row, now: number): TransferEnd | null {
  return row.outcome ?? (now >= row.expiresAt ? "expired" : null);
}
