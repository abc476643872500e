// @ts-check

/**
 * @typedef {{ readonly ok: boolean, readonly text: string, readonly code?: string }} Outcome
 */

const TOAST_MS = 4000;

/** Sends forms without leaving the page. */
export function followForms() {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || form.dataset["gesture"] === undefined) return;
    event.preventDefault();
    const button = event instanceof SubmitEvent ? event.submitter : null;
    void submit(form, new FormData(form, button));
    const confirmed = form.closest("details.confirmed");
    if (confirmed instanceof HTMLDetailsElement) closeConfirmed(confirmed);
  });
  document.addEventListener("click", (event) => {
    const target = event.target instanceof Element ? event.target : null;
    for (const open of document.querySelectorAll("details.confirmed[open], details.own-page[open]"))
      if (open instanceof HTMLDetailsElement && !open.contains(target)) open.open = false;
    const copy = target?.closest("[data-copy]");
    if (copy instanceof HTMLElement) void copyText(copy.dataset["copy"] ?? "");
  });
  for (const button of document.querySelectorAll("[data-copy]"))
    if (button instanceof HTMLElement) button.hidden = navigator.clipboard === undefined;
}

/** @param {HTMLDetailsElement} details */
export function closeConfirmed(details) {
  details.open = false;
  details.querySelector("summary")?.focus();
}

/**
 * Does a gesture and says what came of it.
 * @param {Readonly<Record<string, string>>} fields
 */
export async function gesture(fields) {
  say(await send(new URLSearchParams(fields)));
}

/** Keys follow one another: each waits for the one before. @type {Promise<void>} */
let keysTurn = Promise.resolve();

/**
 * Presses a key of the keypad; only a failure is said, the keypad shows the rest.
 * @param {string} keys
 */
export function pressKeys(keys) {
  keysTurn = keysTurn.then(async () => {
    const outcome = await send(new URLSearchParams({ do: "keys", keys }));
    if (!outcome.ok) say(outcome);
  });
}

/**
 * @param {HTMLFormElement} form
 * @param {FormData} data
 */
async function submit(form, data) {
  const fields = /** @type {Record<string, string>} a form of this page has only text fields */ (
    Object.fromEntries(data)
  );
  if (fields["do"] === "keys" && fields["keys"] !== undefined) {
    pressKeys(fields["keys"]);
    return;
  }
  const outcome = await send(new URLSearchParams(fields));
  const field = form.querySelector("input[aria-invalid]");
  if (field instanceof HTMLInputElement) showFieldError(form, field, outcome);
  if (outcome.ok || !field) say(outcome);
  // the row is gone, and the focus with it
  if (outcome.ok && fields["do"] === "list-remove") document.getElementById("add-id")?.focus();
}

/**
 * What is wrong stands at the field; what is done empties the form.
 * @param {HTMLFormElement} form
 * @param {HTMLInputElement} field
 * @param {Outcome} outcome
 */
function showFieldError(form, field, outcome) {
  const error = document.getElementById(`${field.id}-error`);
  field.setAttribute("aria-invalid", outcome.ok ? "false" : "true");
  if (error) error.textContent = outcome.ok ? "" : outcome.text;
  field.focus();
  if (!outcome.ok) return;
  for (const input of form.querySelectorAll("input[type=text]"))
    if (input instanceof HTMLInputElement) input.value = "";
}

/**
 * @param {URLSearchParams} body
 * @returns {Promise<Outcome>}
 */
async function send(body) {
  try {
    const answer = await fetch("/do", {
      method: "POST",
      body,
      headers: { Accept: "application/json" },
      signal: AbortSignal.timeout(15_000),
    });
    const outcome = await answer.json();
    if (typeof outcome?.ok === "boolean" && typeof outcome?.text === "string") return outcome;
  } catch {
    // what is no answer, or none that can be read, is told below
  }
  return { ok: false, text: "The simulator does not answer. Is it still running?" };
}

/** @param {Outcome} outcome */
function say(outcome) {
  const toast = document.getElementById("toast");
  if (!toast) return;
  const line = document.createElement("p");
  if (!outcome.ok) line.className = "is-refused";
  const words = document.createElement("span");
  words.textContent = outcome.text;
  line.append(words);
  toast.replaceChildren(line);
  setTimeout(() => line.remove(), TOAST_MS + outcome.text.length * 40);
}

/** @param {string} id */
async function copyText(id) {
  try {
    await navigator.clipboard.writeText(document.getElementById(id)?.textContent ?? "");
    say({ ok: true, text: "Copied." });
  } catch {
    say({ ok: false, text: "The browser does not let it be copied. Select the line instead." });
  }
}
