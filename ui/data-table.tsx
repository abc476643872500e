/** @jsxRuntime automatic @jsxImportSource hono/jsx */
import type { Child } from "hono/jsx";

/** A column of a table. */
export interface Column {
  readonly label: string;
  /** Its label is only heard: what can be done with each row. */
  readonly unseen?: boolean | undefined;
  /** It holds numbers, which stand under each other at their ends. */
  readonly numeric?: boolean | undefined;
}

/** A row of a table: a cell for each column, of which the first says what it is about. */
export interface Row {
  /** Unique on the page. */
  readonly id?: string | undefined;
  readonly cells: readonly Child[];
}

/** A table; on a narrow screen each row is a card, and its cells are lines with the label of their column. */
export function DataTable(props: {
  /** What the table holds; heard, not seen. */
  readonly caption: string;
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
  /** Stands in its place while there are no rows, and says what to do first. */
  readonly empty: Child;
}) {
  const { columns } = props;
  if (props.rows.length === 0) return <>{props.empty}</>;
  return (
    <table class="table data-table">
      <caption class="unseen">{props.caption}</caption>
      <thead>
        <tr>
          {columns.map(({ label, unseen, numeric }) => (
            <th scope="col" class={numeric ? "is-numeric" : undefined}>
              {unseen ? <span class="unseen">{label}</span> : label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {props.rows.map(({ id, cells }) => (
          <tr id={id}>
            {cells.map((cell, index) => (
              <Cell column={columns[index]} first={index === 0}>
                {cell}
              </Cell>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Cell(props: {
  readonly column: Column | undefined;
  readonly first: boolean;
  readonly children?: Child;
}) {
  const { column, first, children } = props;
  if (first) return <th scope="row">{children}</th>;
  return (
    <td
      class={column?.numeric ? "is-numeric" : undefined}
      data-label={column?.unseen ? undefined : column?.label}
    >
      {children}
    </td>
  );
}
