// @ts-check
import { letCopy } from "../../../ui/browser/copy.js";
import { runCountdowns } from "../../../ui/browser/countdown.js";
import { closeDisclosures, goToWrongField } from "../../../ui/browser/disclosures.js";
import { followChanges } from "../../../ui/browser/live.js";
import { showLocalTimes } from "../../../ui/browser/local-times.js";
import { showHere } from "../../../ui/browser/tabs.js";

// Without this module the page works by its forms and links alone; with it, it is live.
showLocalTimes();
showHere();
runCountdowns();
letCopy();
closeDisclosures();
goToWrongField();

const live = document.querySelector("[data-live]");
// Whoever is not logged in any more is shown the door.
if (live instanceof HTMLElement) followChanges(`/live/${live.dataset["live"]}`, () => location.reload());

for (const button of document.querySelectorAll("button[data-print]")) {
  button.removeAttribute("hidden");
  button.addEventListener("click", () => print());
}
