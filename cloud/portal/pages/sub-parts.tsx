/** @jsxRuntime automatic @jsxImportSource hono/jsx */
import { SubTabs } from "../../../ui/nav.tsx";
import { may } from "../../access/may.ts";
import type { Actor } from "../../access/role.ts";
import type { InstallationId } from "../../database/ids.ts";
import type { Visitor } from "../visitor.ts";
import { installationPages, OWN } from "./site-places.ts";
import { siteWords } from "./site-words-of.ts";

/** Whoever is logged in, as `may` knows them. */
export function actorOf({ signedIn }: Visitor): Actor {
  if (!signedIn) throw new Error("a page behind the door was asked for by nobody");
  return signedIn.actor;
}

/** The parts of an installation's settings. */
export function SettingsParts(props: {
  readonly visitor: Visitor;
  readonly installation: { readonly id: InstallationId };
  readonly here: string;
}) {
  const { visitor, installation, here } = props;
  const { settings } = siteWords(visitor);
  const at = installationPages(installation.id);
  const mayRetain = may(actorOf(visitor), "installation.retention", {
    kind: "installation",
    id: installation.id,
  });
  return (
    <SubTabs
      label={settings.title}
      here={here}
      tabs={[
        { href: at.settings, label: settings.general },
        { href: at.authentication, label: settings.authentication },
        { href: at.circuits, label: settings.circuits },
        ...(mayRetain ? [{ href: at.retention, label: settings.retention }] : []),
      ]}
    />
  );
}

/** What people identify themselves with at an installation, part by part. */
export function CredentialsParts(props: {
  readonly visitor: Visitor;
  readonly installation: { readonly id: InstallationId };
  readonly here: string;
}) {
  const { visitor, installation, here } = props;
  const { credentials } = siteWords(visitor);
  const at = installationPages(installation.id);
  return (
    <SubTabs
      label={credentials.title}
      here={here}
      tabs={[
        { href: at.cards, label: credentials.cards },
        { href: at.pins, label: credentials.pins },
        { href: at.guests, label: credentials.guests },
        { href: at.groups, label: credentials.groups },
      ]}
    />
  );
}

/** One's own charges and cards. */
export function OwnParts(props: { readonly visitor: Visitor; readonly here: string }) {
  const { visitor, here } = props;
  const { history, cards } = siteWords(visitor);
  return (
    <SubTabs
      label={visitor.words.nav.charging}
      here={here}
      tabs={[
        { href: OWN.history, label: history.title },
        { href: OWN.cards, label: cards.title },
      ]}
    />
  );
}
