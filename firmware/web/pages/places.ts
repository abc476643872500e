import type { NavPlace } from "../../../ui/nav.tsx";
import type { PageWords } from "../words/page-words.ts";

/** Where each page is. */
export const AT = {
  overview: "/",
  history: "/history",
  authorization: "/configuration/user/charging-authorization",
  users: "/configuration/user/local-users",
  import: "/configuration/user/local-users/import",
  export: "/configuration/user/local-users/export",
  unit: "/configuration/unit/rules",
  backup: "/configuration/unit/backup",
  restore: "/configuration/unit/backup/restore",
  password: "/configuration/unit/password",
  login: "/login",
} as const;

/** The pages of one local user. */
export const userAt = (person: string) => `${AT.users}/${person}`;
export const identificationAt = (person: string, id: string) => `${userAt(person)}/identifications/${id}`;

/** Where one card or PIN that belongs to nobody is given to somebody. */
export const namelessAt = (id: string) => `${AT.users}/nameless/${id}`;

/** The navigation. */
export function places({ nav }: PageWords): readonly NavPlace[] {
  return [
    { href: AT.overview, label: nav.overview, icon: "house" },
    { href: AT.history, label: nav.history, icon: "history" },
    {
      href: "/configuration",
      label: nav.configuration,
      icon: "settings",
      places: [
        {
          href: "/configuration/user",
          label: nav.user,
          places: [
            { href: AT.authorization, label: nav.chargingAuthorization },
            { href: AT.users, label: nav.localUsers },
          ],
        },
        {
          href: "/configuration/unit",
          label: nav.unitSettings,
          places: [
            { href: AT.unit, label: nav.rules },
            { href: AT.backup, label: nav.backup },
            { href: AT.password, label: nav.password },
          ],
        },
      ],
    },
  ];
}
