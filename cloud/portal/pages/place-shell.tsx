/** @jsxRuntime automatic @jsxImportSource hono/jsx */
import type { Child } from "hono/jsx";
import { Crumbs, type Place as Link, Tabs } from "../../../ui/nav.tsx";
import { PageHead } from "../../../ui/page-head.tsx";
import { may } from "../../access/may.ts";
import type { Actor, Resource } from "../../access/role.ts";
import type { ChargerId, InstallationId } from "../../database/ids.ts";
import type { Visitor } from "../visitor.ts";
import { AT, chargerAt, installationAt } from "./places.ts";
import { Shell } from "./shell.tsx";

/** An installation, or a charger in it, that a page belongs to. */
export interface ShownPlace {
  readonly installation: {
    readonly id: InstallationId;
    readonly name: string;
  };
  readonly charger?: { readonly id: ChargerId; readonly name: string } | undefined;
}

/** A page of an installation or a charger: the way down to it, its name, and the parts of it that this person may open. */
export function PlaceShell(props: {
  readonly visitor: Visitor;
  readonly place: ShownPlace;
  /** What this part is called. */
  readonly title: string;
  /** The `href` of the part that is shown. */
  readonly here: string;
  readonly intro?: Child;
  /** Beside the name. */
  readonly aside?: Child;
  readonly children?: Child;
}) {
  const { visitor, place, title, here } = props;
  const { installation, charger } = place;
  const { name } = charger ?? installation;
  const tabs = partsOf(visitor, place);
  const [first] = tabs;
  return (
    <Shell visitor={visitor} title={title === name ? name : `${title} – ${name}`} here={AT.installations}>
      <Crumbs
        language={visitor.language}
        trail={[
          { href: AT.installations, label: visitor.words.nav.installations },
          ...(charger && visitor.signedIn && maySeeInstallation(visitor.signedIn.actor, installation.id)
            ? [{ href: installationAt(installation.id), label: installation.name }]
            : []),
          ...(here === first?.href ? [] : [{ href: first?.href ?? AT.installations, label: name }]),
        ]}
        here={here === first?.href ? name : title}
      />
      <PageHead title={name} intro={props.intro} aside={props.aside} />
      <Tabs label={name} tabs={tabs} here={here} />
      {props.children}
    </Shell>
  );
}

function maySeeInstallation(actor: Actor, id: InstallationId): boolean {
  return may(actor, "installation.view", { kind: "installation", id });
}

/** The parts of a place that somebody may open, each a page of its own. */
function partsOf({ words, signedIn }: Visitor, { installation, charger }: ShownPlace): readonly Link[] {
  if (!signedIn) return [];
  const { actor } = signedIn;
  const { parts } = words.place;
  if (charger) {
    const at = chargerAt(charger.id);
    // Of a charger's owner nothing here depends.
    const it = { kind: "charger", id: charger.id, installation: installation.id, owner: null } as const;
    return [
      { href: at, label: parts.overview },
      ...(may(actor, "charger.history", it) ? [{ href: `${at}/history`, label: parts.history }] : []),
      ...(may(actor, "charger.health", it) ? [{ href: `${at}/health`, label: parts.health }] : []),
      ...(may(actor, "charger.permissions.view", it)
        ? [{ href: `${at}/permissions`, label: parts.permissions }]
        : []),
      // Everybody is told there where the charger PIN is, or where to turn (B9).
      { href: `${at}/settings`, label: parts.settings },
    ];
  }
  const at = installationAt(installation.id);
  const it = { kind: "installation", id: installation.id } as const satisfies Resource;
  return [
    { href: at, label: parts.overview },
    ...(may(actor, "installation.permissions.view", it)
      ? [{ href: `${at}/permissions`, label: parts.permissions }]
      : []),
    ...(may(actor, "installation.credentials", it)
      ? [{ href: `${at}/credentials`, label: parts.credentials }]
      : []),
    ...(may(actor, "installation.history", it) ? [{ href: `${at}/history`, label: parts.history }] : []),
    ...(may(actor, "installation.health", it) ? [{ href: `${at}/health`, label: parts.health }] : []),
    ...(may(actor, "installation.settings", it) ? [{ href: `${at}/settings`, label: parts.settings }] : []),
    ...(may(actor, "installation.audit", it) ? [{ href: `${at}/log`, label: parts.log }] : []),
  ];
}
