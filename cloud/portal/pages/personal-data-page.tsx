/** @jsxRuntime automatic @jsxImportSource hono/jsx */
import { Button } from "../../../ui/button.tsx";
import { Field } from "../../../ui/field.tsx";
import { Icon } from "../../../ui/icon.tsx";
import { Crumbs } from "../../../ui/nav.tsx";
import { PageHead } from "../../../ui/page-head.tsx";
import { Banner, Panel } from "../../../ui/panel.tsx";
import type { InstallationId } from "../../database/ids.ts";
import type { Visitor } from "../visitor.ts";
import { AT } from "./places.ts";
import { Csrf, Shell } from "./shell.tsx";
import { installationPages, OWN } from "./site-places.ts";
import { siteWords } from "./site-words-of.ts";

/** What is kept of somebody, for them to have and to erase. */
export function PersonalDataPage(props: {
  readonly visitor: Visitor;
  /** What is wrong with the address that was typed to confirm; empty: nothing. */
  readonly error: string;
  /** Installations that would be left without an owner. */
  readonly lastOwnerOf: readonly { readonly id: InstallationId; readonly name: string }[];
}) {
  const { visitor, error, lastOwnerOf } = props;
  const { personal } = siteWords(visitor);
  return (
    <Shell visitor={visitor} title={personal.title} here={AT.profile}>
      <Crumbs
        language={visitor.language}
        trail={[{ href: AT.profile, label: visitor.words.nav.profile }]}
        here={personal.title}
      />
      <PageHead title={personal.title} />
      <Panel id="export" title={personal.exportTitle}>
        <p class="page-intro">{personal.exportText}</p>
        <form method="post" action={`${OWN.data}/export`}>
          <Csrf visitor={visitor} />
          <Button icon="download">{personal.export}</Button>
        </form>
      </Panel>
      <Panel id="erase" title={personal.eraseTitle}>
        <p class="page-intro">{personal.eraseText}</p>
        {lastOwnerOf.length > 0 ? (
          <Banner icon="triangle-alert" tone="bad">
            {personal.lastOwner(lastOwnerOf.map(({ name }) => name).join(", "))}{" "}
            {lastOwnerOf.map(({ id, name }) => (
              <a class="with-icon" href={installationPages(id).overview}>
                <Icon name="chevron-right" />
                <span>{name}</span>
              </a>
            ))}
          </Banner>
        ) : null}
        <form method="post" action={`${OWN.data}/erase`} class="form" novalidate>
          <Csrf visitor={visitor} />
          <Field
            id="email"
            name="email"
            type="email"
            label={personal.eraseConfirm}
            maxLength={254}
            required
            error={error}
          />
          <div class="form-end">
            <Button tone="danger" icon="trash-2">
              {personal.erase}
            </Button>
          </div>
        </form>
      </Panel>
    </Shell>
  );
}
