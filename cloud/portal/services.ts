import { actorOf } from "../access/actor-of.ts";
import { type Accounts, makeAccounts } from "../accounts/accounts.ts";
import { GroupMembers } from "../grants/group-members.ts";
import { GroupPrograms } from "../grants/group-programs.ts";
import { Groups } from "../grants/groups.ts";
import { Partners } from "../grants/lookup.ts";
import { Permissions } from "../grants/permissions.ts";
import { SupportCases } from "../grants/support-cases.ts";
import { Transfers } from "../grants/transfers.ts";
import type { CloudParts } from "../parts.ts";
import { makeSiteServices, type SiteServices, type UnitsPort } from "./site-services.ts";
import type { SignedIn } from "./visitor.ts";

/** What the pages call. Each service asks `may` itself. */
export interface Services {
  readonly accounts: Accounts;
  readonly permissions: Permissions;
  readonly partners: Partners;
  readonly groups: Groups;
  readonly groupMembers: GroupMembers;
  readonly groupPrograms: GroupPrograms;
  readonly transfers: Transfers;
  readonly cases: SupportCases;
  readonly sites: SiteServices;
  /** Whose session that is, and what counts for them now; null: nobody's. @param token of the cookie; empty: none */
  signedIn(token: string): Promise<SignedIn | null>;
}

/** All services on one database. @param accounts tests alone give others, whose passwords cost less */
export function makeServices(
  parts: CloudParts,
  units: UnitsPort,
  accounts: Accounts = makeAccounts(parts),
): Services {
  return {
    accounts,
    permissions: new Permissions(parts),
    partners: new Partners(parts, accounts.attempts),
    groups: new Groups(parts),
    groupMembers: new GroupMembers(parts),
    groupPrograms: new GroupPrograms(parts),
    transfers: new Transfers(parts),
    cases: new SupportCases(parts),
    sites: makeSiteServices(parts, units),
    async signedIn(token) {
      if (token === "") return null;
      const session = await accounts.sessions.find(token);
      if (!session) return null;
      const [person, actor] = await Promise.all([
        accounts.profile.read({ person: session.person }),
        actorOf(parts.db, session.person, parts.clock.now()),
      ]);
      return person && actor && { person: { id: session.person, ...person }, actor, session: session.id };
    },
  };
}
