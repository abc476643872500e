/** @jsxRuntime automatic @jsxImportSource hono/jsx */
import type { Child } from "hono/jsx";
import { Crumbs, Tabs } from "../../../ui/nav.tsx";
import { PageHead } from "../../../ui/page-head.tsx";
import { may } from "../../access/may.ts";
import type { Actor } from "../../access/role.ts";
import type { ChargerId, InstallationId, PersonId } from "../../database/ids.ts";
import type { Visitor } from "../visitor.ts";
import { AT } from "./places.ts";
import { chargerPages, installationPages } from "./site-places.ts";
import { siteWords } from "./site-words-of.ts";

/** An installation as the head of its pages names it. */
export interface NamedInstallation {
  readonly id: InstallationId;
  readonly name: string;
}

/** A charger as the head of its pages names it. */
export interface NamedCharger {
  readonly id: ChargerId;
  readonly name: string;
  readonly installation: NamedInstallation;
  readonly owner: PersonId | null;
}

/** What every page of an installation begins with: its name, and its parts as far as the viewer may open them. */
export function InstallationHead(props: {
  readonly visitor: Visitor;
  readonly installation: NamedInstallation;
  /** The `href` of the part that is shown. */
  readonly here: string;
  readonly intro?: Child;
  readonly aside?: Child;
}) {
  const { visitor, installation, here } = props;
  const { installation: words, installations } = siteWords(visitor);
  const at = installationPages(installation.id);
  const on = { kind: "installation", id: installation.id } as const;
  const actor = actorOf(visitor);
  const tabs = [
    { href: at.overview, label: words.overview, open: true },
    { href: at.cards, label: words.credentials, open: may(actor, "installation.credentials", on) },
    { href: at.history, label: words.history, open: may(actor, "installation.history", on) },
    { href: at.health, label: words.health, open: may(actor, "installation.health", on) },
    { href: at.permissions, label: words.permissions, open: may(actor, "installation.permissions.view", on) },
    { href: at.settings, label: words.settings, open: may(actor, "installation.settings", on) },
  ].filter(({ open }) => open);
  return (
    <>
      <Crumbs
        language={visitor.language}
        trail={[{ href: AT.installations, label: installations.title }]}
        here={installation.name}
      />
      <PageHead title={installation.name} intro={props.intro} aside={props.aside} />
      {tabs.length > 1 ? <Tabs label={installation.name} tabs={tabs} here={here} /> : null}
    </>
  );
}

/** What every page of a charger begins with. */
export function ChargerHead(props: {
  readonly visitor: Visitor;
  readonly charger: NamedCharger;
  readonly here: string;
  readonly intro?: Child;
  readonly aside?: Child;
}) {
  const { visitor, charger, here } = props;
  const { installation: words, installations } = siteWords(visitor);
  const at = chargerPages(charger.id);
  const on = {
    kind: "charger",
    id: charger.id,
    installation: charger.installation.id,
    owner: charger.owner,
  } as const;
  const actor = actorOf(visitor);
  const seesInstallation = may(actor, "installation.view", {
    kind: "installation",
    id: charger.installation.id,
  });
  const tabs = [
    { href: at.overview, label: words.overview, open: true },
    { href: at.history, label: words.history, open: may(actor, "charger.history", on) },
    { href: at.health, label: words.health, open: may(actor, "charger.health", on) },
    { href: at.permissions, label: words.permissions, open: may(actor, "charger.permissions.view", on) },
    // Everybody is told there where the charger PIN is, or where to turn.
    { href: at.settings, label: words.settings, open: true },
  ].filter(({ open }) => open);
  return (
    <>
      <Crumbs
        language={visitor.language}
        trail={[
          { href: AT.installations, label: installations.title },
          ...(seesInstallation
            ? [
                {
                  href: installationPages(charger.installation.id).overview,
                  label: charger.installation.name,
                },
              ]
            : []),
        ]}
        here={charger.name}
      />
      <PageHead title={charger.name} intro={props.intro} aside={props.aside} />
      <Tabs label={charger.name} tabs={tabs} here={here} />
    </>
  );
}

/** Whoever is logged in, as `may` knows them; nobody may do anything. */
export function actorOf({ signedIn }: Visitor): Actor {
  if (!signedIn) throw new Error("a page behind the door has been asked for by nobody");
  return signedIn.actor;
}
