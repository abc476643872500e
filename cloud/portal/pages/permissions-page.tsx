/** @jsxRuntime automatic @jsxImportSource hono/jsx */
import { Icon } from "../../../ui/icon.tsx";
import { EmptyState, Panel } from "../../../ui/panel.tsx";
import { may } from "../../access/may.ts";
import type { InstallationId } from "../../database/ids.ts";
import type { AccessList } from "../../grants/access-list.ts";
import type { Visitor } from "../visitor.ts";
import { GrantTable } from "./grant-table.tsx";
import { InvitationTable } from "./invitation-table.tsx";
import { type InviteFilled, InviteForm } from "./invite-form.tsx";
import { type PartnerFilled, PartnerForm } from "./partner-form.tsx";
import { PlaceShell } from "./place-shell.tsx";
import { installationAt, permissionsAt, transferAt } from "./places.ts";

/** Who has access to an installation, or to a charger: people and partners, own and inherited, and who is invited (B2, B3). */
export function PermissionsPage(props: {
  readonly visitor: Visitor;
  readonly access: AccessList;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** What was filled in and is to be mended. */
  readonly invite: InviteFilled;
  readonly partner: PartnerFilled;
}) {
  const { visitor, access, now } = props;
  const { permissions } = visitor.words;
  const { place, installation } = access;
  const at = permissionsAt(place);
  return (
    <PlaceShell
      visitor={visitor}
      place={{ installation, charger: place.kind === "charger" ? place : undefined }}
      title={permissions.title}
      here={at}
    >
      <p class="page-intro">
        {permissions.intro} {place.kind === "charger" ? permissions.chargerOnly : null}
      </p>
      <Panel id="access" title={permissions.list}>
        <GrantTable visitor={visitor} access={access} at={at} />
        <p class="panel-note note-line">
          <Icon name="info" />
          <span>
            {permissions.noSwitch}{" "}
            <a href={`${installationAt(installation.id)}/settings`}>{permissions.noSwitchPlace}</a>.
          </span>
        </p>
      </Panel>
      {access.mayChange || access.invitations.length > 0 ? (
        <Panel id="invited" title={permissions.invited}>
          {access.invitations.length === 0 ? (
            <EmptyState icon="mail">{permissions.invitedNone}</EmptyState>
          ) : (
            <InvitationTable visitor={visitor} access={access} at={at} now={now} />
          )}
        </Panel>
      ) : null}
      {access.mayChange ? (
        <div class="panels panels-two">
          <Panel id="invite" title={permissions.invite}>
            <InviteForm visitor={visitor} at={at} filled={props.invite} />
          </Panel>
          <Panel id="partner" title={permissions.addPartner}>
            <PartnerForm visitor={visitor} at={at} filled={props.partner} />
          </Panel>
        </div>
      ) : null}
      {place.kind === "installation" && mayTransfer(visitor, installation.id) ? (
        <p class="note-line">
          <Icon name="arrow-right" />
          <span>
            <a href={transferAt(installation.id)}>{permissions.transfer}</a>: {permissions.transferIntro}
          </span>
        </p>
      ) : null}
    </PlaceShell>
  );
}

function mayTransfer({ signedIn }: Visitor, id: InstallationId): boolean {
  return signedIn !== null && may(signedIn.actor, "installation.transfer", { kind: "installation", id });
}
