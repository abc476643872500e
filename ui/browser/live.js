// @ts-check
import { Idiomorph } from "./idiomorph.js";
import { showLocalTimes } from "./local-times.js";

const RETRY_MS = 2000;
const LONGEST_RETRY_MS = 60_000;

/**
 * Follows what the page shows: each region is changed in place, and whoever has the focus keeps it.
 * @param {string} path where the changes are told
 * @param {() => void} [refused] what to do when they are told to others only; without it, it is tried again
 * @param {number} [pause] before it is tried again; each time in a row it is longer
 */
export function followChanges(path, refused, pause = RETRY_MS) {
  const source = new EventSource(path);
  let next = pause;
  source.addEventListener("open", () => {
    showLost(false);
    next = RETRY_MS;
  });
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
    setTimeout(async () => {
      if (refused && (await isRefused(path))) refused();
      else followChanges(path, refused, Math.min(2 * next, LONGEST_RETRY_MS));
    }, next);
  });
}

/**
 * Whether it is told to others only (one is sent to log in) or to nobody any more. Whoever is asked to come back later, or
 * gets no answer, is not refused.
 * @param {string} path
 */
async function isRefused(path) {
  try {
    const { type, status } = await fetch(path, { method: "HEAD", redirect: "manual" });
    return type === "opaqueredirect" || status === 404;
  } catch {
    return false;
  }
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
