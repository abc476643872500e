/** @jsxRuntime automatic @jsxImportSource hono/jsx */
import { Badge } from "../../../ui/badge.tsx";
import { Button } from "../../../ui/button.tsx";
import { Field } from "../../../ui/field.tsx";
import { Icon } from "../../../ui/icon.tsx";
import { htmlOf } from "../../../ui/live.ts";
import { Panel } from "../../../ui/panel.tsx";
import type { SeenInstallation } from "../../sites/installations.ts";
import type { SeenCharger } from "../../sites/seen-chargers.ts";
import type { Visitor } from "../visitor.ts";
import { PlaceShell } from "./place-shell.tsx";
import { Csrf } from "./shell.tsx";
import { chargerPages, installationPages } from "./site-places.ts";
import { siteWords } from "./site-words-of.ts";
import { SettingsParts } from "./sub-parts.tsx";

/** What the page of the switch shows. */
export interface AccessPicture {
  readonly installation: SeenInstallation;
  readonly chargers: readonly SeenCharger[];
}

/** B5: Settings → Authentication → internal authentication, with what every charger has of it. */
export function AccessPage(props: {
  readonly visitor: Visitor;
  readonly picture: AccessPicture;
  /** What is wrong with the name that was typed to open it; empty: nothing. */
  readonly error: string;
}) {
  const { visitor, picture, error } = props;
  const { installation } = picture;
  const { access, settings } = siteWords(visitor);
  const at = installationPages(installation.id);
  const isOpen = installation.access === "open";
  return (
    <PlaceShell visitor={visitor} place={{ installation }} title={settings.title} here={at.settings}>
      <SettingsParts visitor={visitor} installation={installation} here={at.authentication} />
      <Panel id="authentication" title={access.title}>
        <p class="page-intro">{access.intro}</p>
        <div class={`access-now access-${installation.access}`}>
          <span class="access-sign">
            <Icon name={isOpen ? "lock-open" : "lock"} />
          </span>
          <div>
            <p class="access-word">{isOpen ? access.isOpen : access.isRestricted}</p>
            <p>{isOpen ? access.isOpenText : access.isRestrictedText}</p>
          </div>
        </div>
        <form method="post" action={at.authentication} class="form" novalidate>
          <Csrf visitor={visitor} />
          <input type="hidden" name="access" value={isOpen ? "restricted" : "open"} />
          {isOpen ? (
            <p class="panel-note">{access.restrictText}</p>
          ) : (
            <>
              <p class="panel-note">{access.openText(installation.name)}</p>
              <Field
                id="confirm"
                name="confirm"
                label={access.openName(installation.name)}
                hint={access.openHint}
                maxLength={80}
                error={error}
              />
            </>
          )}
          <div class="form-end">
            <Button tone={isOpen ? "primary" : "danger"} icon={isOpen ? "lock" : "lock-open"}>
              {isOpen ? access.restrict : access.open}
            </Button>
          </div>
        </form>
      </Panel>
      <Panel id="where" title={access.who}>
        <div data-live={`installations/${installation.id}/access`}>
          <Where visitor={visitor} picture={picture} />
        </div>
      </Panel>
    </PlaceShell>
  );
}

/** The parts of it that change by themselves. */
export function accessRegions(visitor: Visitor, picture: AccessPicture): ReadonlyMap<string, string> {
  return new Map([["access-where", htmlOf(<Where visitor={visitor} picture={picture} />)]]);
}

function Where({ visitor, picture }: { readonly visitor: Visitor; readonly picture: AccessPicture }) {
  const { chargers } = picture;
  const { access } = siteWords(visitor);
  return (
    <div id="access-where" role="status">
      {chargers.length === 0 ? <p class="quiet">{access.noChargers}</p> : null}
      <ul class="lines">
        {chargers.map((charger) => (
          <li class="line">
            <Icon name="ev-charger" />
            <a class="line-what" href={chargerPages(charger.id).overview}>
              {charger.name}
            </a>
            <span class="line-end">
              <Has visitor={visitor} charger={charger} />
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Has({ visitor, charger }: { readonly visitor: Visitor; readonly charger: SeenCharger }) {
  const { access } = siteWords(visitor);
  if (charger.joinedAt === null) return <Badge tone="plain">{access.waiting}</Badge>;
  if (charger.state?.access === charger.access && charger.reach === "online")
    return <Badge tone="good">{access.has}</Badge>;
  return <Badge tone="wait">{charger.reach === "online" ? access.asked : access.willGet}</Badge>;
}
