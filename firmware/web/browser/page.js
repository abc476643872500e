// @ts-check
import { followChanges } from "../../../ui/browser/live.js";
import { showLocalTimes } from "../../../ui/browser/local-times.js";

// Without this module the page works by its forms and links alone; with it, it is live.
showLocalTimes();

const live = document.querySelector("[data-live]");
// Whoever is not logged in any more is shown the door.
if (live instanceof HTMLElement) followChanges(`/events/${live.dataset["live"]}`, () => location.reload());

document.addEventListener("click", (event) => {
  const target = event.target instanceof Node ? event.target : null;
  for (const open of document.querySelectorAll(
    "details.confirmed[open], details.menu[open], details.add[open]",
  ))
    if (open instanceof HTMLDetailsElement && !open.contains(target)) open.open = false;
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const open of document.querySelectorAll(
    "details.confirmed[open], details.menu[open], details.add[open]",
  )) {
    if (!(open instanceof HTMLDetailsElement)) continue;
    open.open = false;
    open.querySelector("summary")?.focus();
  }
});

// A wrong field is gone to at once.
const wrong = document.querySelector("[aria-invalid=true]");
if (wrong instanceof HTMLElement) wrong.focus();
