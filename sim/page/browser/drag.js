// @ts-check
import { gesture } from "./gestures.js";

/** How far a pointer moves before a press is a drag, pixels. */
const SLACK = 6;

/**
 * @typedef {object} Drag
 * @property {number} pointer
 * @property {HTMLElement} source
 * @property {number} x where it was taken hold of
 * @property {number} y
 * @property {HTMLElement | null} ghost null: not moved yet
 */

/** Cards can be dragged onto the RFID zone, and what lies there away from it. */
export function followDrags() {
  /** @type {Drag | null} */
  let drag = null;

  document.addEventListener("pointerdown", (event) => {
    const source = event.target instanceof Element ? event.target.closest("[data-card], [data-lying]") : null;
    if (!(source instanceof HTMLElement) || event.button !== 0 || drag) return;
    if (source.classList.contains("is-away")) return;
    drag = { pointer: event.pointerId, source, x: event.clientX, y: event.clientY, ghost: null };
  });
  document.addEventListener("pointermove", (event) => {
    if (drag?.pointer !== event.pointerId) return;
    const far = Math.hypot(event.clientX - drag.x, event.clientY - drag.y) > SLACK;
    if (!drag.ghost && far) drag.ghost = liftGhost(drag.source);
    if (!drag.ghost) return;
    event.preventDefault();
    drag.ghost.style.transform = `translate(${event.clientX - 66}px, ${event.clientY - 42}px) rotate(-4deg)`;
    zone()?.classList.toggle("is-target", isOverZone(event));
  });
  document.addEventListener("pointerup", (event) => {
    if (drag?.pointer !== event.pointerId) return;
    const { source, ghost } = drag;
    end();
    if (!ghost) return;
    const { card, lying } = source.dataset;
    if (card !== undefined && isOverZone(event)) void gesture({ do: "lay", card });
    if (lying !== undefined && !isOverZone(event)) void gesture({ do: "lift" });
  });
  document.addEventListener("pointercancel", end);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && drag) end();
  });

  function end() {
    drag?.ghost?.remove();
    drag = null;
    zone()?.classList.remove("is-target");
    document.body.classList.remove("is-dragging");
  }
}

/** @param {HTMLElement} source */
function liftGhost(source) {
  const ghost = document.createElement("div");
  ghost.className = `${[...source.classList].find((name) => name.startsWith("face-")) ?? ""} face dragged`;
  ghost.setAttribute("aria-hidden", "true");
  ghost.append(...[...source.childNodes].map((node) => node.cloneNode(true)));
  document.body.append(ghost);
  document.body.classList.add("is-dragging");
  return ghost;
}

function zone() {
  return document.getElementById("rfid-zone");
}

/** @param {PointerEvent} event */
function isOverZone(event) {
  const box = zone()?.getBoundingClientRect();
  if (!box) return false;
  const { clientX: x, clientY: y } = event;
  return x >= box.left && x <= box.right && y >= box.top && y <= box.bottom;
}
