/** @jsxRuntime automatic @jsxImportSource hono/jsx */
import { may } from "../../access/may.ts";
import type { Visitor } from "../visitor.ts";
import { actorOf, type NamedInstallation } from "./site-heads.tsx";
import { installationPages } from "./site-places.ts";
import { siteWords } from "./site-words-of.ts";

/** The parts of an installation's settings. */
export function SettingsTabs(props: {
  readonly visitor: Visitor;
  readonly installation: NamedInstallation;
  readonly here: string;
}) {
  const { visitor, installation, here } = props;
  const { settings } = siteWords(visitor);
  const at = installationPages(installation.id);
  const mayRetain = may(actorOf(visitor), "installation.retention", {
    kind: "installation",
    id: installation.id,
  });
  const parts = [
    { href: at.settings, label: settings.general },
    { href: at.authentication, label: settings.authentication },
    { href: at.circuits, label: settings.circuits },
    ...(mayRetain ? [{ href: at.retention, label: settings.retention }] : []),
  ];
  return (
    <nav class="subtabs" aria-label={settings.title}>
      <ul>
        {parts.map(({ href, label }) => (
          <li>
            <a class="subtab" href={href} aria-current={href === here ? "page" : undefined}>
              {label}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
