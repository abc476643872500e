/** @jsxRuntime automatic @jsxImportSource hono/jsx */
import { Flash } from "../../../ui/badge.tsx";
import { Confirmed } from "../../../ui/button.tsx";
import { CheckField } from "../../../ui/choice.tsx";
import { DataTable } from "../../../ui/data-table.tsx";
import { Fact, Facts } from "../../../ui/facts.tsx";
import { Field } from "../../../ui/field.tsx";
import { LongField } from "../../../ui/long-field.tsx";
import { Crumbs } from "../../../ui/nav.tsx";
import { PageHead } from "../../../ui/page-head.tsx";
import { EmptyState, Panel } from "../../../ui/panel.tsx";
import { Day, Moment } from "../../../ui/time.tsx";
import type { CaseKnowledge, StaffCaseView } from "../../grants/case-view.ts";
import { CHECK_LENGTH, type Checks, PROOFS, REASON_LENGTH } from "../../grants/claim.ts";
import type { Visitor } from "../visitor.ts";
import { AT, caseAt } from "./places.ts";
import { Csrf, Shell } from "./shell.tsx";
import { CaseState } from "./support-page.tsx";

/** All cases, for support staff. */
export function DeskPage(props: { readonly visitor: Visitor; readonly cases: readonly StaffCaseView[] }) {
  const { visitor, cases } = props;
  const { desk } = visitor.words;
  return (
    <Shell visitor={visitor} title={desk.title} here={AT.supportDesk}>
      <PageHead
        title={desk.title}
        intro={desk.intro}
        aside={
          <a class="button button-plain" href={AT.groupDesk}>
            {desk.groups}
          </a>
        }
      />
      <section class="panel">
        <DataTable
          caption={desk.title}
          columns={[
            { label: desk.case },
            { label: desk.from },
            { label: desk.openedAt },
            { label: desk.state },
          ]}
          rows={cases.map((one) => ({
            cells: [
              <a href={caseAt(one.id)}>{desk.caseOf(one.claim.serial)}</a>,
              one.openedBy.name,
              <Day at={one.openedAt} language={visitor.language} />,
              <CaseState visitor={visitor} decision={one.decision} />,
            ],
          }))}
          empty={<EmptyState icon="life-buoy">{desk.none}</EmptyState>}
        />
      </section>
    </Shell>
  );
}

/** A decision as it was filled in, and what is wrong with it. */
export interface DecisionFilled {
  readonly checks: Checks;
  readonly reason: string;
  readonly chargerOnly: boolean;
  readonly errors: { readonly checks?: string; readonly reason?: string; readonly all?: string };
}

/** One case: what is claimed, what is known, and the decision. */
export function CasePage(props: {
  readonly visitor: Visitor;
  readonly view: StaffCaseView;
  readonly filled: DecisionFilled;
}) {
  const { visitor, view } = props;
  const { desk, support } = visitor.words;
  const { claim, openedBy } = view;
  return (
    <Shell visitor={visitor} title={desk.caseOf(claim.serial)} here={AT.supportDesk}>
      <Crumbs
        language={visitor.language}
        trail={[{ href: AT.supportDesk, label: desk.title }]}
        here={desk.caseOf(claim.serial)}
      />
      <PageHead
        title={desk.caseOf(claim.serial)}
        aside={<CaseState visitor={visitor} decision={view.decision} />}
      />
      <div class="panels panels-two">
        <Panel id="claim" title={desk.claim}>
          <Facts>
            <Fact icon="user" label={desk.from}>
              <span class="two-lines">
                <span>{openedBy.name}</span>
                <span class="quiet">{openedBy.email}</span>
              </span>
            </Fact>
            <Fact icon="clock" label={desk.openedAt}>
              <Moment at={view.openedAt} language={visitor.language} />
            </Fact>
            <Fact icon="hash" label={support.proofs.serial}>
              {claim.serial}
            </Fact>
            <Fact icon="map-pin" label={support.proofs.address}>
              {claim.address}
            </Fact>
            <Fact icon="wrench" label={support.proofs.installer}>
              {claim.installer}
            </Fact>
            <Fact icon="file-text" label={support.proofs.agreement}>
              <span class="as-typed">{claim.agreement}</span>
            </Fact>
          </Facts>
        </Panel>
        <Panel id="known" title={desk.known}>
          {view.knowledge ? (
            <Known visitor={visitor} knowledge={view.knowledge} />
          ) : (
            <EmptyState icon="circle-question-mark">{desk.noCharger}</EmptyState>
          )}
        </Panel>
      </div>
      {view.decision === null ? <Decide {...props} /> : <Decided {...props} />}
    </Shell>
  );
}

function Known({ visitor, knowledge }: { readonly visitor: Visitor; readonly knowledge: CaseKnowledge }) {
  const { desk } = visitor.words;
  const { owner, installation } = knowledge;
  return (
    <Facts>
      <Fact icon="ev-charger" label={desk.charger}>
        {knowledge.name} ({knowledge.serial})
      </Fact>
      <Fact icon="clock" label={desk.registered}>
        <Moment at={knowledge.registeredAt} language={visitor.language} />
      </Fact>
      <Fact icon="user" label={desk.owner}>
        {owner === null ? desk.nobody : <Person {...owner} />}
      </Fact>
      <Fact icon="house" label={desk.installation}>
        {installation.name}
      </Fact>
      <Fact icon="map-pin" label={desk.address}>
        {installation.address === "" ? desk.noAddress : installation.address}
      </Fact>
      <Fact icon="users" label={desk.owners}>
        {installation.owners.map((one) => (
          <Person {...one} />
        ))}
      </Fact>
      <Fact icon="handshake" label={desk.partners}>
        {installation.partners.length === 0 ? visitor.words.common.none : installation.partners.join(", ")}
      </Fact>
      <Fact icon="plug" label={desk.chargers}>
        {String(installation.chargers)}
      </Fact>
    </Facts>
  );
}

function Person({ name, email }: { readonly name: string; readonly email: string }) {
  return (
    <span class="two-lines">
      <span>{name}</span>
      <span class="quiet">{email}</span>
    </span>
  );
}

function Decide({ visitor, view, filled }: Parameters<typeof CasePage>[0]) {
  const { desk, support } = visitor.words;
  if (view.own) return <Flash tone="bad">{desk.own}</Flash>;
  const { checks, errors } = filled;
  const to = view.openedBy.name;
  const charger = `${view.knowledge?.name ?? ""} (${view.claim.serial})`;
  const owner = view.knowledge?.owner?.name;
  return (
    <Panel id="decide" title={desk.decide}>
      {errors.all ? <Flash tone="bad">{errors.all}</Flash> : null}
      <form method="post" action={`${caseAt(view.id)}#decide`} class="form form-wide">
        <Csrf visitor={visitor} />
        <fieldset class="choice">
          <legend>{desk.checks}</legend>
          <p class="panel-note">{desk.checksHint}</p>
          {PROOFS.map((proof) => (
            <Field
              id={`check-${proof}`}
              name={`check-${proof}`}
              label={support.proofs[proof]}
              value={checks[proof]}
              error={errors.checks && !checks[proof] ? errors.checks : undefined}
              maxLength={CHECK_LENGTH}
            />
          ))}
        </fieldset>
        {view.knowledge && view.knowledge.installation.chargers > 1 ? (
          <CheckField
            id="charger-only"
            name="chargerOnly"
            label={desk.chargerOnly}
            hint={desk.chargerOnlyHint}
            checked={filled.chargerOnly}
          />
        ) : null}
        <LongField
          id="reason"
          name="reason"
          label={desk.reason}
          hint={desk.reasonHint}
          value={filled.reason}
          error={errors.reason}
          maxLength={REASON_LENGTH}
          rows={4}
          required
        />
        <div class="form-end page-foot">
          {view.knowledge ? (
            <Confirmed
              id="grant"
              icon="check"
              label={desk.grant}
              question={
                owner === undefined ? desk.grantAskUnowned(charger, to) : desk.grantAsk(charger, to, owner)
              }
            >
              <button type="submit" name="decision" value="granted" class="button button-primary">
                <span class="button-words">{desk.grant}</span>
              </button>
            </Confirmed>
          ) : null}
          <Confirmed id="refuse" icon="x" label={desk.refuse} question={desk.refuseAsk(to)}>
            <button type="submit" name="decision" value="refused" class="button button-danger">
              <span class="button-words">{desk.refuse}</span>
            </button>
          </Confirmed>
        </div>
      </form>
    </Panel>
  );
}

function Decided({ visitor, view }: Parameters<typeof CasePage>[0]) {
  const { desk, support } = visitor.words;
  return (
    <Panel id="decided" title={desk.decidedBy(view.decidedBy ?? "–")}>
      <Facts>
        {view.decidedAt === null ? null : (
          <Fact icon="clock" label={desk.state}>
            <Moment at={view.decidedAt} language={visitor.language} />
          </Fact>
        )}
        {PROOFS.map((proof) => (
          <Fact icon={view.checks[proof] ? "check" : "x"} label={support.proofs[proof]}>
            {view.checks[proof] ?? <span class="quiet">{desk.notChecked}</span>}
          </Fact>
        ))}
        <Fact icon="mail" label={support.answer}>
          <span class="as-typed">{view.reason ?? ""}</span>
        </Fact>
      </Facts>
    </Panel>
  );
}
