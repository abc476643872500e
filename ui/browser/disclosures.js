// @ts-check

const OPEN = "details.confirmed[open], details.menu[open], details.add[open]";

/** What is disclosed for a moment is closed by a click beside it, or by Escape. */
export function closeDisclosures() {
  document.addEventListener("click", (event) => {
    const target = event.target instanceof Node ? event.target : null;
    for (const open of document.querySelectorAll(OPEN))
      if (open instanceof HTMLDetailsElement && !open.contains(target)) open.open = false;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const open of document.querySelectorAll(OPEN)) {
      if (!(open instanceof HTMLDetailsElement)) continue;
      open.open = false;
      open.querySelector("summary")?.focus();
    }
  });
}

/** A wrong field is gone to at once: once all is there, since a browser that goes to a part of the page lets go of what has the focus. */
export function goToWrongField() {
  const go = () => {
    const wrong = document.querySelector("[aria-invalid=true]");
    if (wrong instanceof HTMLElement) wrong.focus();
  };
  if (document.readyState === "complete") go();
  else addEventListener("load", () => setTimeout(go), { once: true });
}
