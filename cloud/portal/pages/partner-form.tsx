/** @jsxRuntime automatic @jsxImportSource hono/jsx */
import { Button } from "../../../ui/button.tsx";
import { ChoiceField } from "../../../ui/choice.tsx";
import { DateField, Field } from "../../../ui/field.tsx";
import { Icon } from "../../../ui/icon.tsx";
import type { GroupId } from "../../database/ids.ts";
import type { Visitor } from "../visitor.ts";
import { Csrf } from "./shell.tsx";

/** How far the search for a partner is. */
export type PartnerFilled =
  | { readonly step: "search"; readonly key: string; readonly error?: string | undefined }
  | {
      readonly step: "found";
      readonly group: { readonly id: GroupId; readonly name: string; readonly lookupKey: string };
      readonly role: string;
      readonly until: string;
      readonly errors: { readonly role?: string; readonly until?: string };
    };

/** Nothing searched yet. */
export const PARTNER_BLANK: PartnerFilled = { step: "search", key: "" };

const LEVELS = ["service", "user"] as const;

/** Access for a partner (B6): type the lookup key, search, see whose it is, choose a level, save. */
export function PartnerForm(props: {
  readonly visitor: Visitor;
  /** Where the page is. */
  readonly at: string;
  readonly filled: PartnerFilled;
}) {
  const { visitor, at, filled } = props;
  const { permissions, place } = visitor.words;
  if (filled.step === "search") {
    return (
      <form method="post" action={`${at}/partner/find#partner`} class="form">
        <Csrf visitor={visitor} />
        <p class="panel-note">{permissions.partnerIntro}</p>
        <div class="key-line">
          <Field
            id="partner-key"
            name="key"
            label={permissions.lookup}
            value={filled.key}
            error={filled.error}
            maxLength={12}
            required
          />
          <Button icon="search">{permissions.search}</Button>
        </div>
      </form>
    );
  }
  const { group, errors } = filled;
  return (
    <>
      <div class="gift" role="status">
        <Icon name="handshake" />
        <div>
          <p class="panel-note">
            {permissions.found} · {permissions.key(group.lookupKey)}
          </p>
          <p class="found-name">{group.name}</p>
        </div>
      </div>
      <form method="post" action={`${at}/partner#partner`} class="form">
        <Csrf visitor={visitor} />
        <input type="hidden" name="group" value={group.id} />
        <input type="hidden" name="key" value={group.lookupKey} />
        <ChoiceField
          id="partner-role"
          name="role"
          label={permissions.level}
          value={filled.role}
          error={errors.role}
          options={LEVELS.map((value) => ({
            value,
            label: place.roles[value],
            hint: permissions.partnerMeans[value],
          }))}
          required
        />
        <DateField
          id="partner-until"
          name="until"
          label={permissions.until}
          hint={permissions.untilHint}
          value={filled.until}
          error={errors.until}
        />
        <div class="row">
          <Button tone="primary" icon="check">
            {permissions.saveFor(group.name)}
          </Button>
          <a href={`${at}#partner`}>{permissions.otherKey}</a>
        </div>
      </form>
    </>
  );
}
