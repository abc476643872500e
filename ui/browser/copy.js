// @ts-check

const SHOWN_MS = 2000;

/** Shows the buttons that copy, where the browser can (not without TLS), and lets them. */
export function letCopy() {
  if (!navigator.clipboard) return;
  const unhide = () => {
    for (const button of document.querySelectorAll("button[data-copy][hidden]"))
      button.removeAttribute("hidden");
  };
  unhide();
  // A region that is shown anew hides them again.
  new MutationObserver(unhide).observe(document.body, { childList: true, subtree: true });
  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest("[data-copy]") : null;
    if (button instanceof HTMLElement) void copyFrom(button);
  });
}

/** @param {HTMLElement} button */
async function copyFrom(button) {
  const text = document.getElementById(button.dataset["copy"] ?? "")?.textContent ?? "";
  const words = button.querySelector(".button-words");
  const said = words?.textContent ?? "";
  await navigator.clipboard.writeText(text);
  if (!words || said === button.dataset["copied"]) return;
  words.textContent = button.dataset["copied"] ?? "";
  setTimeout(() => {
    words.textContent = said;
  }, SHOWN_MS);
}
