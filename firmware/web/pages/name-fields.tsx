/** @jsxRuntime automatic @jsxImportSource hono/jsx */
import { Field } from "../../../ui/field.tsx";
import type { Visitor } from "../visitor.ts";

const NAMES = [
  { id: "first-name", name: "firstName" },
  { id: "last-name", name: "lastName" },
] as const;

/** A person's two names, as they were typed, and what is wrong with them. */
export function NameFields(props: {
  readonly visitor: Visitor;
  readonly form: Readonly<Record<"firstName" | "lastName", string>>;
  readonly errors: Readonly<Partial<Record<"firstName" | "lastName", string>>>;
}) {
  const { visitor, form, errors } = props;
  return (
    <>
      {NAMES.map(({ id, name }) => (
        <Field
          id={id}
          name={name}
          label={visitor.words.users[name]}
          value={form[name]}
          maxLength={100}
          error={errors[name]}
        />
      ))}
    </>
  );
}
