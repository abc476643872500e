/** @jsxRuntime automatic @jsxImportSource hono/jsx */
import { DataTable } from "../../../ui/data-table.tsx";
import { Icon } from "../../../ui/icon.tsx";
import { Panel } from "../../../ui/panel.tsx";
import type { Identification } from "../../whitelist/identification.ts";
import type { Visitor } from "../visitor.ts";
import { namelessAt } from "./places.ts";
import { shownAs } from "./shown-as.ts";

/** More than that are not listed at once: those that are left come up when these have found their owners. */
const MOST_NAMELESS = 50;

/** Cards and PINs that belong to nobody by name. */
export function Nameless(props: { readonly visitor: Visitor; readonly nameless: readonly Identification[] }) {
  const { visitor, nameless } = props;
  const { users, identifications } = visitor.words;
  const more = nameless.length - MOST_NAMELESS;
  return (
    <Panel id="nameless" title={users.noName}>
      <p class="panel-note">{users.noNameHint}</p>
      <DataTable
        caption={users.noName}
        columns={[{ label: identifications.shown }, { label: users.giveTo, unseen: true }]}
        rows={nameless.slice(0, MOST_NAMELESS).map((one) => ({
          id: `nameless-${one.id}`,
          cells: [
            <span class="number">{one.label}</span>,
            <a class="button button-quiet button-small" href={namelessAt(one.id)}>
              <Icon name="user-plus" />
              <span class="button-words">
                {users.giveTo}
                <span class="unseen"> {shownAs(one, visitor)}</span>
              </span>
            </a>,
          ],
        }))}
        empty={null}
      />
      {more > 0 ? <p class="panel-note">{visitor.words.transfer.andMore(more)}</p> : null}
    </Panel>
  );
}
