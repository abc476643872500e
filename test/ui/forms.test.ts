import { describe, expect, test } from "vitest";
import { CheckField, ChoiceField, Select } from "../../ui/choice.tsx";
import { DateField, Field, PasswordField } from "../../ui/field.tsx";
import { HOSTILE, HOSTILE_SENT, markup } from "./markup.ts";

const OPTIONS = [
  { value: "open", label: "Open", hint: "Anyone may charge." },
  { value: "restricted", label: "Restricted" },
];

/** Each kind of field, with the same texts. */
const FIELDS = {
  Field: (texts) => Field({ ...texts, maxLength: 40, value: HOSTILE, list: [HOSTILE], unit: HOSTILE }),
  PasswordField: (texts) => PasswordField({ ...texts, maxLength: 40, autocomplete: "new-password" }),
  DateField: (texts) => DateField({ ...texts, value: HOSTILE }),
  Select: (texts) =>
    Select({ ...texts, options: [{ value: HOSTILE, label: HOSTILE, hint: HOSTILE }], value: "open" }),
  CheckField: (texts) => CheckField({ ...texts, checked: false }),
  ChoiceField: (texts) =>
    ChoiceField({ ...texts, options: [{ value: HOSTILE, label: HOSTILE, hint: HOSTILE }] }),
} as const satisfies Record<string, (texts: typeof TEXTS) => Parameters<typeof markup>[0]>;

const TEXTS = { id: "f", name: "field", label: HOSTILE, hint: HOSTILE, error: HOSTILE };

/** The start tag of the element with this attribute. */
function tagWith(attribute: string, html: string): string {
  return (
    [...html.matchAll(/<[a-z]+ [^>]*>/g)].map(([tag]) => tag).find((tag) => tag.includes(attribute)) ?? ""
  );
}

describe.each(Object.entries(FIELDS))("%s", (_, field) => {
  test("sends every text it is given as text", async () => {
    const html = await markup(field(TEXTS));
    expect(html).not.toContain(HOSTILE);
    expect(html.split(HOSTILE_SENT).length - 1).toBeGreaterThanOrEqual(3);
  });

  test("ties what is wrong and what is to be known to the control", async () => {
    const html = await markup(field({ ...TEXTS, error: "Too long.", hint: "Short." }));
    const [, described = ""] =
      / aria-describedby="([^"]+)"/.exec(tagWith('aria-describedby="f-error', html)) ?? [];
    expect(described.split(" ").slice(0, 2)).toEqual(["f-error", "f-hint"]);
    expect(html).toMatch(/<p class="field-error" id="f-error">Too long\.<\/p>/);
    expect(html).toMatch(/<p class="field-hint" id="f-hint">Short\.<\/p>/);
    expect(tagWith('aria-describedby="f-error', html)).toMatch(/aria-invalid="true"|is-invalid/);
  });

  test("is not marked when nothing is wrong", async () => {
    for (const error of ["", undefined]) {
      const html = await markup(field({ ...TEXTS, error: error ?? "" }));
      expect(html).not.toMatch(/aria-invalid="true"|is-invalid/);
      expect(html).toContain('<p class="field-error" id="f-error"></p>');
    }
  });

  test("has its label", async () => {
    const html = await markup(field({ ...TEXTS, label: "Name" }));
    expect(html).toMatch(/<label for="f">Name<\/label>|<legend>Name<\/legend>/);
  });

  test("has neither style nor script in it", async () => {
    expect(await markup(field(TEXTS))).not.toMatch(/ style="| on[a-z]+="|<script/);
  });
});

describe("Field", () => {
  const field = { id: "f", name: "field", label: "Limit", maxLength: 3 };

  test("is a line of text that nothing fills in, unless told otherwise", async () => {
    expect(await markup(Field(field))).toMatch(
      /<input [^>]*type="text"[^>]* maxlength="3" [^>]*autocomplete="off"/,
    );
    const email = await markup(Field({ ...field, type: "email", inputmode: "email", autocomplete: "email" }));
    expect(email).toMatch(/type="email" inputmode="email" [^>]*autocomplete="email"/);
  });

  test("offers values, and says its unit", async () => {
    const html = await markup(Field({ ...field, list: ["6", "16"], unit: "A" }));
    expect(html).toMatch(/<input [^>]* list="f-list"/);
    expect(html).toMatch(/<datalist id="f-list"><option value="6"\/?>.*<option value="16"/);
    expect(html).toMatch(/aria-describedby="f-error f-hint f-unit"/);
    expect(html).toContain('<span class="field-unit" id="f-unit">A</span>');
  });
});

test("a secret is never sent back, and a password manager knows which it is", async () => {
  const secret = {
    id: "s",
    name: "s",
    label: "Secret",
    maxLength: 9,
    autocomplete: "current-password",
    value: "hunter2",
  } as const;
  const html = await markup(PasswordField(secret));
  expect(html).toMatch(/<input [^>]*type="password"[^>]* autocomplete="current-password"/);
  expect(html).not.toContain("hunter2");
});

test("a day is asked for as a date, within its bounds", async () => {
  const html = await markup(
    DateField({
      id: "d",
      name: "d",
      label: "Expires",
      value: "2027-01-31",
      min: "2026-01-01",
      max: "2099-12-31",
    }),
  );
  expect(html).toMatch(/type="date"[^>]* value="2027-01-31" min="2026-01-01" max="2099-12-31"/);
});

test("of several the one that holds is chosen, and each says what it means", async () => {
  const texts = { id: "c", name: "access", label: "Access" };
  const select = await markup(Select({ ...texts, options: OPTIONS, value: "restricted" }));
  expect(select).toMatch(/<option value="open">Open – Anyone may charge\.<\/option>/);
  expect(select).toMatch(/<option value="restricted" selected="">Restricted<\/option>/);

  const choice = await markup(ChoiceField({ ...texts, options: OPTIONS, value: "restricted" }));
  expect(choice).toMatch(/<fieldset [^>]*>\s*<legend>Access<\/legend>/);
  expect(choice).toMatch(
    /<input id="c-1" name="access" type="radio" value="open" aria-describedby="c-1-hint"\/?>/,
  );
  expect(choice).toMatch(/<input id="c-2" name="access" type="radio" value="restricted" checked=""\/?>/);
  expect(choice).toMatch(
    /<label for="c-1">Open<\/label><p class="field-hint" id="c-1-hint">Anyone may charge\./,
  );
  const none = await markup(ChoiceField({ ...texts, options: OPTIONS, required: true }));
  expect(none).not.toContain("checked");
  expect(none.match(/ required=""/g)).toHaveLength(2);
});

test("a box is checked or not, and says what it does", async () => {
  const texts = { id: "b", name: "blocked", label: "Blocked", hint: "Prevents access." };
  expect(await markup(CheckField({ ...texts, checked: true }))).toMatch(
    /<input id="b" name="blocked" type="checkbox" value="on" checked=""/,
  );
  expect(await markup(CheckField({ ...texts, checked: false }))).not.toContain("checked=");
});
