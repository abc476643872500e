/** @jsxRuntime automatic @jsxImportSource hono/jsx */
import { Icon } from "../../../ui/icon.tsx";
import { Crumbs } from "../../../ui/nav.tsx";
import { PageHead } from "../../../ui/page-head.tsx";
import type { Export } from "../../whitelist/whitelist.ts";
import type { Visitor } from "../visitor.ts";
import { Fact } from "./import-page.tsx";
import { AT } from "./places.ts";
import { Shell } from "./shell.tsx";

/** D3: what an export of the local users would hold, and what not. */
export function ExportPage(props: {
  readonly visitor: Visitor;
  readonly unit: string;
  readonly counts: Omit<Export, "text">;
}) {
  const { visitor, unit, counts } = props;
  const { transfer, history, common, nav } = visitor.words;
  const out = [
    counts.pinsLeftOut > 0 ? transfer.pins(counts.pinsLeftOut) : null,
    counts.numbersUnknown > 0 ? transfer.numbersUnknown(counts.numbersUnknown) : null,
    counts.damaged > 0 ? transfer.damaged(counts.damaged) : null,
  ].filter((line) => line !== null);
  return (
    <Shell visitor={visitor} unit={unit} title={transfer.exportTitle} here={AT.users}>
      <Crumbs
        language={visitor.language}
        trail={[{ href: AT.users, label: nav.localUsers }]}
        here={transfer.exportTitle}
      />
      <PageHead title={transfer.exportTitle} intro={transfer.exportIntro} />
      <div class="form panel panel-body">
        <dl class="facts">
          <Fact name={transfer.inFile}>{transfer.cards(counts.cards)}</Fact>
          <Fact name={transfer.notInFile}>
            {out.length === 0 ? (
              common.none
            ) : (
              <ul class="problems">
                {out.map((line) => (
                  <li>{line}</li>
                ))}
              </ul>
            )}
          </Fact>
        </dl>
        <p class="panel-note">{transfer.secret}</p>
        <div class="row">
          <a class="button button-primary" href={`${AT.export}/download`}>
            <Icon name="download" />
            <span class="button-words">{history.download}</span>
          </a>
          <a class="button button-quiet" href={AT.users}>
            {common.cancel}
          </a>
        </div>
      </div>
    </Shell>
  );
}
