/** @jsxRuntime automatic @jsxImportSource hono/jsx */
import { Badge } from "../../../ui/badge.tsx";
import type { PersonView } from "../../whitelist/person-view.ts";
import type { Visitor } from "../visitor.ts";

/** Whether somebody may charge: not who is blocked, nor who has no card or PIN that is valid now. */
export function PersonBadge(props: { readonly person: PersonView; readonly visitor: Visitor }) {
  const { person, visitor } = props;
  const { users } = visitor.words;
  if (person.blocked) return <Badge tone="bad">{users.blocked}</Badge>;
  if (person.identifications.some(({ state }) => state === "active"))
    return <Badge tone="good">{users.active}</Badge>;
  return (
    <Badge tone="wait">{person.identifications.length === 0 ? users.nothing : users.nothingValid}</Badge>
  );
}
