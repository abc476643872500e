import type { NavPlace } from "../../../ui/nav.tsx";
import type { CaseId, ChargerId, GroupId, InstallationId } from "../../database/ids.ts";
import type { Place } from "../../grants/place.ts";
import type { Visitor } from "../visitor.ts";

/** Where each page is. */
export const AT = {
  home: "/",
  installations: "/installations",
  charging: "/charging",
  groups: "/groups",
  support: "/support",
  supportDesk: "/support/desk",
  groupDesk: "/support/groups",
  profile: "/profile",
  email: "/profile/email",
  password: "/profile/password",
  endSession: "/profile/sessions/end",
  endOtherSessions: "/profile/sessions/end-others",
  endAllSessions: "/profile/sessions/end-all",
  login: "/login",
  logout: "/logout",
  forgotten: "/forgotten",
  outbox: "/outbox",
} as const;

/** Pages of one thing. */
export const installationAt = (id: InstallationId) => `${AT.installations}/${id}`;
export const transferAt = (id: InstallationId) => `${installationAt(id)}/transfer`;
export const chargerAt = (id: ChargerId) => `/chargers/${id}`;
export const groupAt = (id: GroupId) => `${AT.groups}/${id}`;
export const caseAt = (id: CaseId) => `${AT.supportDesk}/${id}`;

/** Where the permissions of an installation or a charger are. */
export function permissionsAt(place: Place): string {
  return `${place.kind === "installation" ? installationAt(place.id) : chargerAt(place.id)}/permissions`;
}

/** The navigation of somebody who is logged in: what they can use, and nothing else. */
export function places({ words: { nav }, signedIn }: Visitor): readonly NavPlace[] {
  const { actor } = signedIn ?? {};
  return [
    { href: AT.home, label: nav.home, icon: "house" },
    { href: AT.installations, label: nav.installations, icon: "plug" },
    { href: AT.charging, label: nav.charging, icon: "credit-card" },
    ...(actor && actor.groups.length > 0
      ? [{ href: AT.groups, label: nav.groups, icon: "users" } as const]
      : []),
    ...(actor?.support ? [{ href: AT.supportDesk, label: nav.supportDesk, icon: "shield" } as const] : []),
    { href: AT.profile, label: nav.profile, icon: "settings" },
  ];
}
