import { and, eq } from "drizzle-orm";
import type { Actor } from "../access/role.ts";
import { personName } from "../accounts/person-name.ts";
import { type GroupId, newId, type RowId } from "../database/ids.ts";
import { groupCredentials, groupReturnUrls } from "../database/schema/schema.ts";
import { type Forbidden, type NotFound, type Outcome, refused } from "../outcome.ts";
import type { CloudParts } from "../parts.ts";
import { auditGroup, editGroup } from "./edit-group.ts";
import { readReturnUrl } from "./return-url.ts";

type Done = Record<never, never>;

export const RETURN_URLS_AT_MOST = 20;
export const CREDENTIALS_AT_MOST = 20;

/** What a user group's own programs work with: where access requests return to, and what they log in with. */
export class GroupPrograms {
  readonly #parts: CloudParts;

  constructor(parts: CloudParts) {
    this.#parts = parts;
  }

  /** `https`, or `http` on this very machine for those who develop; without user, password or fragment; matched exactly. */
  addReturnUrl(
    actor: Actor,
    group: GroupId,
    url: string,
  ): Promise<
    Outcome<{ readonly id: RowId }, NotFound | Forbidden | "bad-url" | "known-url" | "too-many-urls">
  > {
    return editGroup(this.#parts, actor, group, "group.return-urls", async (tx) => {
      const written = readReturnUrl(url);
      if (written === null) return refused("bad-url");
      const known = await tx.select().from(groupReturnUrls).where(eq(groupReturnUrls.groupId, group));
      if (known.some((one) => one.url === written)) return refused("known-url");
      if (known.length >= RETURN_URLS_AT_MOST) return refused("too-many-urls");
      const id = newId<RowId>(this.#parts.random);
      await tx.insert(groupReturnUrls).values({ id, groupId: group, url: written });
      await auditGroup(tx, this.#parts, actor, group, "group-changed", { returnUrl: written, added: true });
      return { ok: true, id };
    });
  }

  removeReturnUrl(actor: Actor, group: GroupId, url: RowId): Promise<Outcome<Done, NotFound | Forbidden>> {
    return editGroup(this.#parts, actor, group, "group.return-urls", async (tx) => {
      const [gone] = await tx
        .delete(groupReturnUrls)
        .where(and(eq(groupReturnUrls.id, url), eq(groupReturnUrls.groupId, group)))
        .returning({ url: groupReturnUrls.url });
      if (!gone) return refused("not-found");
      await auditGroup(tx, this.#parts, actor, group, "group-changed", { returnUrl: gone.url, added: false });
      return { ok: true };
    });
  }

  /** @returns the secret, which is shown this once: only its hash is kept */
  makeCredential(
    actor: Actor,
    group: GroupId,
    name: string,
  ): Promise<
    Outcome<
      { readonly id: RowId; readonly secret: string },
      NotFound | Forbidden | "bad-credential-name" | "too-many-credentials"
    >
  > {
    const { clock, random, vault } = this.#parts;
    return editGroup(this.#parts, actor, group, "group.credentials", async (tx) => {
      const written = personName(name);
      if (written === null) return refused("bad-credential-name");
      const there = await tx.$count(groupCredentials, eq(groupCredentials.groupId, group));
      if (there >= CREDENTIALS_AT_MOST) return refused("too-many-credentials");
      const id = newId<RowId>(random);
      const { token, hash } = vault.newToken();
      await tx
        .insert(groupCredentials)
        .values({ id, groupId: group, name: written, secretHash: hash, createdAt: clock.now() });
      await auditGroup(tx, this.#parts, actor, group, "group-credential-made", { name: written });
      return { ok: true, id, secret: token };
    });
  }

  withdrawCredential(
    actor: Actor,
    group: GroupId,
    credential: RowId,
  ): Promise<Outcome<Done, NotFound | Forbidden>> {
    return editGroup(this.#parts, actor, group, "group.credentials", async (tx) => {
      const [gone] = await tx
        .delete(groupCredentials)
        .where(and(eq(groupCredentials.id, credential), eq(groupCredentials.groupId, group)))
        .returning({ name: groupCredentials.name });
      if (!gone) return refused("not-found");
      await auditGroup(tx, this.#parts, actor, group, "group-credential-withdrawn", { name: gone.name });
      return { ok: true };
    });
  }
}
