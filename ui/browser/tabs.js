// @ts-check

/** Of parts in a row that is wider than the screen, the one that is shown is in sight. */
export function showHere() {
  for (const here of document.querySelectorAll('.tab[aria-current="page"]')) {
    const row = here.closest(".tabs");
    if (row && here instanceof HTMLElement) row.scrollLeft = here.offsetLeft - row.clientWidth / 4;
  }
}
