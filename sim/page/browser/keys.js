// @ts-check
import { closeConfirmed, pressKeys } from "./gestures.js";

const STORED = "chargegate-sim-shortcuts";

/** Obeys shortcuts: each stands in the `data-key` of what it presses. */
export function followKeys() {
  const dialog = document.getElementById("shortcuts");
  const show = document.getElementById("show-shortcuts");
  const on = document.getElementById("shortcuts-on");
  if (!(dialog instanceof HTMLDialogElement) || !show || !(on instanceof HTMLInputElement)) return;
  show.hidden = false;
  show.addEventListener("click", () => dialog.showModal());
  on.checked = localStorage.getItem(STORED) !== "off";
  on.addEventListener("change", () => localStorage.setItem(STORED, on.checked ? "on" : "off"));
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || dialog.open) return;
    if (event.key === "Escape") return leave();
    if (isTyping(event.target)) return;
    if (typeAtKeypad(event) || !on.checked || event.repeat) return;
    if (event.key === "?") {
      event.preventDefault();
      dialog.showModal();
      return;
    }
    if (press(shortcutOf(event))) event.preventDefault();
  });
  document.addEventListener("click", (event) => {
    const key = event.target instanceof Element ? event.target.closest(".keypad-key") : null;
    if (key instanceof HTMLElement) key.focus();
  });
}

/**
 * Digits by their place on the keyboard, so that Shift and other layouts do not matter; letters by what they say.
 * @param {KeyboardEvent} event
 */
function shortcutOf(event) {
  const digit = /^(?:Digit|Numpad)([1-9])$/.exec(event.code)?.[1];
  if (digit !== undefined) return event.shiftKey ? `Shift+${digit}` : digit;
  return event.shiftKey ? "" : event.key.toUpperCase();
}

/**
 * Presses what has this shortcut, or goes there; false: nothing has it.
 * @param {string} shortcut
 */
function press(shortcut) {
  if (shortcut === "") return false;
  const target = document.querySelector(`[data-key="${CSS.escape(shortcut)}"]`);
  if (!(target instanceof HTMLElement)) return false;
  const goes = target.dataset["keyFocus"] !== undefined || target instanceof HTMLInputElement;
  if (target.tagName === "SUMMARY" || goes) target.focus();
  if (!goes) target.click();
  if (target.tagName === "SUMMARY") target.scrollIntoView({ block: "nearest" });
  return true;
}

/**
 * Keys of the keypad, while it has the focus.
 * @param {KeyboardEvent} event
 */
function typeAtKeypad(event) {
  if (!document.activeElement?.closest("[data-keypad]") || !/^[0-9#*]$/.test(event.key)) return false;
  event.preventDefault();
  pressKeys(event.key);
  const name = event.key === "#" ? "hash" : event.key === "*" ? "star" : event.key;
  const key = document.getElementById(`key-${name}`);
  key?.classList.add("is-pressed");
  setTimeout(() => key?.classList.remove("is-pressed"), 120);
  return true;
}

/** Closes what asks for confirmation, and what has opened over the page; else leaves the keypad or field. */
function leave() {
  const open = document.querySelector("details.confirmed[open], details.own-page[open]");
  if (open instanceof HTMLDetailsElement) closeConfirmed(open);
  else if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
}

/** @param {EventTarget | null} target */
function isTyping(target) {
  if (target instanceof HTMLInputElement) return target.type !== "checkbox";
  return target instanceof HTMLSelectElement || target instanceof HTMLTextAreaElement;
}
