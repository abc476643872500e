// @ts-check
import { Idiomorph } from "./idiomorph.js";
import { showLocalTimes } from "./local-times.js";

const RETRY_MS = 2000;

/**
 * Follows what the page shows: each region is changed in place, and whoever has the focus keeps it.
 * @param {string} path where the changes are told
 * @param {() => void} [refused] what to do when they are told to others only; without it, it is tried again
 */
export function followChanges(path, refused) {
  const source = new EventSource(path);
  source.addEventListener("open", () => showLost(false));
  source.addEventListener("region", (event) => {
    const { id, html } = JSON.parse(event.data);
    const region = document.getElementById(id);
    if (!region) return;
    void Idiomorph.morph(region, html, {
      morphStyle: "outerHTML",
      restoreFocus: true,
      callbacks: { beforeAttributeUpdated: (name, element) => !isPersons(name, element) },
    });
    showLocalTimes();
  });
  source.addEventListener("error", () => {
    showLost(true);
    if (source.readyState !== EventSource.CLOSED) return;
    setTimeout(() => (refused ? refused() : followChanges(path)), RETRY_MS);
  });
}

/**
 * What the person has opened or chosen stays so.
 * @param {string} name
 * @param {Element} element
 */
function isPersons(name, element) {
  return name === "open" && element instanceof HTMLDetailsElement;
}

/** @param {boolean} lost */
function showLost(lost) {
  const banner = document.getElementById("lost");
  if (!banner) return;
  const text = lost ? (banner.dataset["lost"] ?? "") : "";
  if (banner.textContent !== text) banner.textContent = text;
}
