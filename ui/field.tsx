/** @jsxRuntime automatic @jsxImportSource hono/jsx */
import { FieldNotes, type FieldTexts, noted } from "./field-notes.tsx";

/** A field of one line. */
export interface FieldProps extends FieldTexts {
  readonly value?: string | undefined;
  /** The longest value, characters. */
  readonly maxLength: number;
  readonly required?: boolean | undefined;
  readonly shortcut?: string | undefined;
  readonly type?: "text" | "email" | "tel" | "url" | "search" | undefined;
  /** Which keys a phone offers. */
  readonly inputmode?: "text" | "numeric" | "decimal" | "email" | "tel" | "url" | "search" | undefined;
  /** What the browser may fill in (HTML's autofill tokens); nothing. */
  readonly autocomplete?: string | undefined;
  /** Values to choose from, beside any other. */
  readonly list?: readonly string[] | undefined;
  /** The unit of the value, shown after it: `A`, `kWh`. */
  readonly unit?: string | undefined;
}

/** A labelled text field; what is wrong with it stands under it. */
export function Field(props: FieldProps) {
  const { id, list, unit } = props;
  return (
    <div class="field">
      <label for={id}>{props.label}</label>
      <div class="field-line">
        <input
          id={id}
          name={props.name}
          type={props.type ?? "text"}
          inputmode={props.inputmode}
          value={props.value ?? ""}
          maxlength={props.maxLength}
          required={props.required === true}
          autocomplete={props.autocomplete ?? "off"}
          autocapitalize="off"
          spellcheck={false}
          list={list ? `${id}-list` : undefined}
          data-key={props.shortcut}
          aria-keyshortcuts={props.shortcut}
          {...noted(props, ...(unit ? [`${id}-unit`] : []))}
        />
        {unit ? (
          <span class="field-unit" id={`${id}-unit`}>
            {unit}
          </span>
        ) : null}
      </div>
      {list ? (
        <datalist id={`${id}-list`}>
          {list.map((value) => (
            <option value={value} />
          ))}
        </datalist>
      ) : null}
      <FieldNotes {...props} />
    </div>
  );
}

/** A field for a secret: what is typed is not shown, and what was typed is never sent back. */
export function PasswordField(
  props: FieldTexts & {
    /** The longest value, characters. */
    readonly maxLength: number;
    readonly required?: boolean | undefined;
    /** What a password manager makes of it. */
    readonly autocomplete: "current-password" | "new-password" | "one-time-code" | "off";
    readonly inputmode?: "text" | "numeric" | undefined;
  },
) {
  return (
    <div class="field">
      <label for={props.id}>{props.label}</label>
      <input
        id={props.id}
        name={props.name}
        type="password"
        inputmode={props.inputmode}
        maxlength={props.maxLength}
        required={props.required === true}
        autocomplete={props.autocomplete}
        autocapitalize="off"
        spellcheck={false}
        {...noted(props)}
      />
      <FieldNotes {...props} />
    </div>
  );
}

/** A field for a day of the calendar. Its value, and its bounds, are ISO dates (`2027-01-31`); empty: no day. */
export function DateField(
  props: FieldTexts & {
    readonly value?: string | undefined;
    readonly min?: string | undefined;
    readonly max?: string | undefined;
    readonly required?: boolean | undefined;
  },
) {
  return (
    <div class="field">
      <label for={props.id}>{props.label}</label>
      <input
        id={props.id}
        name={props.name}
        type="date"
        class="field-date"
        value={props.value ?? ""}
        min={props.min}
        max={props.max}
        required={props.required === true}
        autocomplete="off"
        {...noted(props)}
      />
      <FieldNotes {...props} />
    </div>
  );
}
