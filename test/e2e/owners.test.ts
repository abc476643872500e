import { and, eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { GrantId, PersonId } from "../../cloud/database/ids.ts";
import { grants, groupMembers } from "../../cloud/database/schema/schema.ts";
import { GroupMembers } from "../../cloud/grants/group-members.ts";
import { Permissions } from "../../cloud/grants/permissions.ts";
import { Transfers } from "../../cloud/grants/transfers.ts";
import { done } from "../cloud/grants/outcomes.ts";
import { Site } from "../cloud/site.ts";
import { PostgresServer } from "./postgres.ts";

/** Transactions that really run at the same time, which the embedded database has none of. */
describe.skipIf(PostgresServer.missing())("on a PostgreSQL server", () => {
  let server: PostgresServer;
  let site: Site;
  const ROUNDS = 10;
  const OWNERS = 4;

  beforeAll(async () => {
    server = await PostgresServer.start();
    site = await Site.open(await server.open());
  });
  afterAll(async () => {
    await site?.close();
    await server?.stop();
  });

  test("B2: of owners who all step down or remove each other at once, one stays", async () => {
    const permissions = new Permissions(site.parts);
    for (let round = 0; round < ROUNDS; round++) {
      const home = await site.installation(`home ${round}`);
      const owners: { readonly grant: GrantId; readonly person: PersonId }[] = [];
      for (let n = 0; n < OWNERS; n++) {
        const person = await site.person(`Owner ${round} ${n}`);
        owners.push({ grant: await site.grant(person, "owner", home), person });
      }
      const actors = await Promise.all(owners.map(({ person }) => site.actor(person)));
      const next = (n: number) => owners[(n + round) % OWNERS]?.grant;
      await Promise.all(
        actors.map((actor, n) => {
          const grant = next(n);
          if (!grant) throw new Error("expected a grant");
          return n % 2 ? permissions.withdraw(actor, grant) : permissions.changeRole(actor, grant, "user");
        }),
      );
      const left = await site.db.$count(
        grants,
        and(eq(grants.installationId, home), eq(grants.role, "owner")),
      );
      expect(left).toBeGreaterThanOrEqual(1);
      // Somebody did get their way: they do not all wait for each other.
      expect(left).toBeLessThan(OWNERS);
    }
  });

  test("B6: of administrators who all step down at once, one stays", async () => {
    const members = new GroupMembers(site.parts);
    for (let round = 0; round < ROUNDS; round++) {
      const people = [];
      for (let n = 0; n < OWNERS; n++) people.push(await site.person(`Admin ${round} ${n}`));
      const group = await site.group("Installer AS", `AA${String(round).padStart(2, "0")}`, people);
      await site.db.update(groupMembers).set({ admin: true }).where(eq(groupMembers.groupId, group));
      const actors = await Promise.all(people.map((person) => site.actor(person)));
      await Promise.all(actors.map((actor) => members.setAdmin(actor, group, actor.person, false)));
      const left = await site.db.$count(
        groupMembers,
        and(eq(groupMembers.groupId, group), eq(groupMembers.admin, true)),
      );
      expect(left).toBe(1);
    }
  });

  test("an offer is accepted or withdrawn, not both, and there is one owner", async () => {
    const transfers = new Transfers(site.parts);
    for (let round = 0; round < ROUNDS; round++) {
      const giver = await site.person(`Giver ${round}`);
      const taker = await site.person(`Taker ${round}`, { email: `taker${round}@example.org` });
      const home = await site.installation(`given ${round}`, { owner: giver });
      const [gives, takes] = [await site.actor(giver), await site.actor(taker)];
      const to = { name: "Taker", email: `taker${round}@example.org`, keepUser: false };
      const { transfer } = done(await transfers.offer(gives, home, to));
      const token = await site.mailedToken(to.email);
      const outcomes = await Promise.all([
        transfers.accept(takes, token),
        transfers.withdraw(gives, transfer),
        transfers.decline(token),
        transfers.accept(takes, token),
      ]);
      expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
      expect(await site.db.$count(grants, eq(grants.installationId, home))).toBe(1);
    }
  });
});
