/** @jsxRuntime automatic @jsxImportSource hono/jsx */
import { Badge, Flash } from "../../../ui/badge.tsx";
import { Button } from "../../../ui/button.tsx";
import { DataTable } from "../../../ui/data-table.tsx";
import { Field } from "../../../ui/field.tsx";
import { Icon } from "../../../ui/icon.tsx";
import { LongField } from "../../../ui/long-field.tsx";
import { PageHead } from "../../../ui/page-head.tsx";
import { EmptyState, Panel } from "../../../ui/panel.tsx";
import { Day } from "../../../ui/time.tsx";
import type { CaseView } from "../../grants/case-view.ts";
import { type Claim, PROOF_LENGTHS, PROOFS, type Proof } from "../../grants/claim.ts";
import type { Visitor } from "../visitor.ts";
import { AT } from "./places.ts";
import { Csrf, Shell } from "./shell.tsx";

/** A claim as it was filled in, and what is wrong with it. */
export interface ClaimFilled {
  readonly typed: Partial<Claim>;
  readonly errors: Partial<Readonly<Record<Proof | "all", string>>>;
}

/** Support as everybody sees it: where a PIN is found, one's own cases, and a new one (B9). */
export function SupportPage(props: {
  readonly visitor: Visitor;
  readonly cases: readonly CaseView[];
  readonly filled: ClaimFilled;
}) {
  const { visitor, cases, filled } = props;
  const { support } = visitor.words;
  return (
    <Shell visitor={visitor} title={support.title} here={AT.support}>
      <PageHead title={support.title} intro={support.intro} />
      <Panel id="mine" title={support.mine}>
        <DataTable
          caption={support.mine}
          columns={[
            { label: support.serialOf },
            { label: support.openedAt },
            { label: support.state },
            { label: support.answer },
          ]}
          rows={cases.map((one) => ({
            cells: [
              one.claim.serial,
              <Day at={one.openedAt} language={visitor.language} />,
              <CaseState visitor={visitor} decision={one.decision} />,
              one.reason ?? "",
            ],
          }))}
          empty={<EmptyState icon="life-buoy">{support.mineNone}</EmptyState>}
        />
      </Panel>
      <div class="panels panels-two">
        <Panel id="new" title={support.newTitle}>
          <p class="panel-note">{support.newIntro}</p>
          {filled.errors.all ? <Flash tone="bad">{filled.errors.all}</Flash> : null}
          <form method="post" action={`${AT.support}#new`} class="form">
            <Csrf visitor={visitor} />
            {PROOFS.map((proof) => {
              const field = {
                id: proof,
                name: proof,
                label: support.proofs[proof],
                hint: support.proofHints[proof],
                value: filled.typed[proof],
                error: filled.errors[proof],
                maxLength: PROOF_LENGTHS[proof],
                required: true,
              };
              return proof === "agreement" ? <LongField {...field} rows={4} /> : <Field {...field} />;
            })}
            <div class="row">
              <Button tone="primary">{support.submit}</Button>
            </div>
          </form>
        </Panel>
        <Panel id="pin" title={support.pinTitle}>
          <p class="note-line">
            <Icon name="key-round" />
            <span>{support.pin}</span>
          </p>
        </Panel>
      </div>
    </Shell>
  );
}

/** How a case stands. */
export function CaseState(props: { readonly visitor: Visitor; readonly decision: CaseView["decision"] }) {
  const { support } = props.visitor.words;
  switch (props.decision) {
    case null:
      return <Badge tone="wait">{support.open}</Badge>;
    case "granted":
      return <Badge tone="good">{support.granted}</Badge>;
    case "refused":
      return <Badge tone="bad">{support.refused}</Badge>;
  }
}
