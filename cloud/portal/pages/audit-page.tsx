/** @jsxRuntime automatic @jsxImportSource hono/jsx */
import type { Child } from "hono/jsx";
import { DataTable } from "../../../ui/data-table.tsx";
import { Crumbs } from "../../../ui/nav.tsx";
import { PageHead } from "../../../ui/page-head.tsx";
import { EmptyState } from "../../../ui/panel.tsx";
import { Moment } from "../../../ui/time.tsx";
import type { GroupId } from "../../database/ids.ts";
import type { AuditPage as AuditContent } from "../../grants/audit-log.ts";
import { auditSentence } from "../audit-sentence.ts";
import type { Visitor } from "../visitor.ts";
import { PlaceShell, type ShownPlace } from "./place-shell.tsx";
import { AT, groupAt, installationAt } from "./places.ts";
import { Shell } from "./shell.tsx";

interface LogProps {
  readonly visitor: Visitor;
  readonly content: AuditContent;
  /** Where the log is. */
  readonly at: string;
  /** Whether this is not the newest page. */
  readonly older: boolean;
}

/** What was done to an installation (B9), in sentences. */
export function InstallationLogPage(
  props: Omit<LogProps, "at"> & { readonly installation: ShownPlace["installation"] },
) {
  const { visitor, installation } = props;
  const { audit } = visitor.words;
  const at = `${installationAt(installation.id)}/log`;
  return (
    <PlaceShell visitor={visitor} place={{ installation }} title={audit.title} here={at}>
      <p class="page-intro">{audit.intro}</p>
      <LogTable {...props} at={at} />
    </PlaceShell>
  );
}

/** What was done to a user group, and given to it. */
export function GroupLogPage(
  props: Omit<LogProps, "at"> & { readonly group: { readonly id: GroupId; readonly name: string } },
) {
  const { visitor, group } = props;
  const { audit, groups } = visitor.words;
  return (
    <Shell visitor={visitor} title={`${audit.title} – ${group.name}`} here={AT.groups}>
      <Crumbs
        language={visitor.language}
        trail={[
          { href: AT.groups, label: groups.title },
          { href: groupAt(group.id), label: group.name },
        ]}
        here={audit.title}
      />
      <PageHead title={audit.title} intro={audit.introGroup} />
      <LogTable {...props} at={`${groupAt(group.id)}/log`} where />
    </Shell>
  );
}

function LogTable({ visitor, content, at, older, where }: LogProps & { readonly where?: boolean }): Child {
  const { audit, common } = visitor.words;
  return (
    <>
      <section class="panel log">
        <DataTable
          caption={audit.title}
          columns={[
            { label: audit.when },
            { label: audit.who },
            { label: audit.what },
            ...(where ? [{ label: audit.where }] : []),
          ]}
          rows={content.lines.map((line) => ({
            cells: [
              <Moment at={line.at} language={visitor.language} />,
              line.actor,
              auditSentence(line, visitor),
              ...(where ? [line.installation?.name ?? ""] : []),
            ],
          }))}
          empty={<EmptyState icon="scroll-text">{audit.none}</EmptyState>}
        />
      </section>
      <nav class="row" aria-label={audit.title}>
        {older ? (
          <a class="button button-plain" href={at}>
            {common.newest}
          </a>
        ) : null}
        {content.next === null ? null : (
          <a class="button button-plain" href={`${at}?before=${content.next}`}>
            {common.older}
          </a>
        )}
      </nav>
    </>
  );
}
