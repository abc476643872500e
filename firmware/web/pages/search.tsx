/** @jsxRuntime automatic @jsxImportSource hono/jsx */
import type { Child } from "hono/jsx";
import { Button } from "../../../ui/button.tsx";
import { Field } from "../../../ui/field.tsx";
import type { Visitor } from "../visitor.ts";

/** Looks for users by name. @param props.action the page that shows them @param props.children what else it is told */
export function Search(props: {
  readonly visitor: Visitor;
  readonly search: string;
  readonly action: string;
  readonly children?: Child;
}) {
  const { visitor, search, action, children } = props;
  const { users } = visitor.words;
  return (
    <form method="get" action={action} class="row search">
      {children}
      <Field id="search" name="q" type="search" label={users.search} value={search} maxLength={100} />
      <Button>{users.searchButton}</Button>
    </form>
  );
}
