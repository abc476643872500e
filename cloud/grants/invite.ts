import { and, count, eq, gt, inArray, isNull, or, type SQL } from "drizzle-orm";
import { emailAddress } from "../accounts/email-address.ts";
import { namedGift } from "../accounts/gift.ts";
import { type Gift, insertInvitation } from "../accounts/invitations.ts";
import { invitationMail } from "../accounts/mail-words.ts";
import { personName } from "../accounts/person-name.ts";
import { queueMail } from "../accounts/queue-mail.ts";
import type { Database } from "../database/database.ts";
import type { GroupId, InstallationId, InvitationId, PersonId } from "../database/ids.ts";
import { audit, chargers, invitations } from "../database/schema/schema.ts";
import { type NotFound, type Outcome, refused } from "../outcome.ts";
import type { CloudParts } from "../parts.ts";
import { writeAudit } from "./audit.ts";
import { mailLanguage } from "./mail-language.ts";

/** Why nobody was invited. */
export type InviteProblem =
  | "bad-name"
  | "bad-email"
  | "bad-role"
  /** Not later than now; or of an Owner, which has no end. */
  | "bad-expiry"
  /** As many invitations wait as an installation or a group may have. */
  | "too-many-pending"
  /** As many mails went out for this installation or group as may in 24 hours. */
  | "too-many-mails";

/** Invitations of an installation, or a group, that wait at the same time. */
export const PENDING_AT_MOST = 50;
/** Mails that an installation, or a group, causes in 24 hours: nobody is to be flooded by invitations made and withdrawn. */
export const MAILS_PER_DAY = 100;
const DAY = 86_400_000;

/** Whom an invitation is for: name and address as they are kept. */
export interface Guest {
  readonly name: string;
  readonly email: string;
}

/** Name and address as they are kept, or what is wrong with them. */
export function readGuest(typed: {
  readonly name: string;
  readonly email: string;
}): Outcome<{ readonly guest: Guest }, "bad-name" | "bad-email"> {
  const name = personName(typed.name);
  if (name === null) return refused("bad-name");
  const email = emailAddress(typed.email);
  if (email === null) return refused("bad-email");
  return { ok: true, guest: { name, email } };
}

/** Whose invitations and mails are counted together. */
export type Counted = { readonly installation: InstallationId } | { readonly group: GroupId };

/** Whether so many mails went out in the last 24 hours that no more may. The installation or group is locked. */
export async function isMailSpent(tx: Database, counted: Counted, now: number): Promise<boolean> {
  const [mailed] = await tx
    .select({ count: count() })
    .from(audit)
    .where(
      and(
        "group" in counted
          ? eq(audit.groupId, counted.group)
          : eq(audit.installationId, counted.installation),
        inArray(audit.action, ["person-invited", "transfer-offered"]),
        gt(audit.at, now - DAY),
      ),
    );
  return (mailed?.count ?? 0) >= MAILS_PER_DAY;
}

/**
 * Invites somebody, in the transaction of whoever has asked `may` and locked the installation or group. An invitation of the
 * same address to the same thing is replaced, so that only the newest link is good. Nothing tells whether there is an account.
 */
export async function inviteGuest(
  tx: Database,
  parts: CloudParts,
  invitation: {
    readonly guest: Guest;
    readonly gift: Gift;
    readonly counted: Counted;
    readonly by: { readonly id: PersonId; readonly name: string };
  },
): Promise<Outcome<{ readonly invitation: InvitationId }, NotFound | "too-many-pending" | "too-many-mails">> {
  const { guest, gift, counted, by } = invitation;
  const named = await namedGift(tx, gift);
  if (!named) return refused("not-found");
  const now = parts.clock.now();
  if (await isMailSpent(tx, counted, now)) return refused("too-many-mails");
  await tx
    .delete(invitations)
    .where(and(eq(invitations.email, guest.email), isNull(invitations.acceptedAt), isFor(gift)));
  if ((await pending(tx, counted, now)) >= PENDING_AT_MOST) return refused("too-many-pending");
  const { id, link, expiresAt } = await insertInvitation(tx, parts, { ...guest, gift, by: by.id });
  const language = await mailLanguage(tx, guest.email, by.id);
  await queueMail(tx, parts, {
    to: guest.email,
    ...invitationMail(language, { name: guest.name, from: by.name, gift: named, link, expiresAt }),
  });
  return { ok: true, invitation: id };
}

/** Invites a member to a group, which is locked, in the transaction of whoever has asked `may`; and writes it down. */
export async function inviteToGroup(
  tx: Database,
  parts: CloudParts,
  invitation: {
    readonly group: GroupId;
    readonly guest: Guest;
    readonly admin: boolean;
    readonly by: { readonly id: PersonId; readonly name: string };
  },
): ReturnType<typeof inviteGuest> {
  const { group, guest, admin, by } = invitation;
  const invited = await inviteGuest(tx, parts, {
    guest,
    gift: { kind: "group", id: group, admin },
    counted: { group },
    by,
  });
  if (invited.ok)
    await writeAudit(tx, {
      at: parts.clock.now(),
      actor: by,
      action: "person-invited",
      group,
      details: { to: guest.name, admin },
    });
  return invited;
}

/** The invitations to the very same thing. */
function isFor(gift: Gift): SQL | undefined {
  switch (gift.kind) {
    case "installation":
      return eq(invitations.installationId, gift.id);
    case "charger":
      return eq(invitations.chargerId, gift.id);
    case "group":
      return eq(invitations.groupId, gift.id);
    case "account":
      return and(
        isNull(invitations.installationId),
        isNull(invitations.chargerId),
        isNull(invitations.groupId),
      );
  }
}

async function pending(tx: Database, counted: Counted, now: number): Promise<number> {
  const [waiting] = await tx
    .select({ count: count() })
    .from(invitations)
    .leftJoin(chargers, eq(chargers.id, invitations.chargerId))
    .where(
      and(
        isNull(invitations.acceptedAt),
        gt(invitations.expiresAt, now),
        "group" in counted
          ? eq(invitations.groupId, counted.group)
          : or(
              eq(invitations.installationId, counted.installation),
              eq(chargers.installationId, counted.installation),
            ),
      ),
    );
  return waiting?.count ?? 0;
}
