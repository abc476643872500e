// @ts-check

/**
 * Lets every countdown of the page run. The server has said how late it is there: the browser's clock may be wrong, so only
 * what has passed since is taken from it.
 */
export function runCountdowns() {
  /** @type {WeakMap<Element, { now: string, since: number }>} */
  const seen = new WeakMap();
  const show = () => {
    for (const time of document.querySelectorAll("time[data-until]")) {
      if (!(time instanceof HTMLTimeElement)) continue;
      const now = time.dataset["now"] ?? "0";
      let known = seen.get(time);
      if (!known || known.now !== now) {
        known = { now, since: performance.now() };
        seen.set(time, known);
      }
      const passed = performance.now() - known.since;
      const text = leftOf(Number(time.dataset["until"]) - Number(now) - passed);
      if (time.textContent !== text) time.textContent = text;
    }
  };
  show();
  setInterval(show, 250);
}

/**
 * The same as `ui/countdown.tsx` says.
 * @param {number} left milliseconds
 */
function leftOf(left) {
  const seconds = Math.max(0, Math.ceil(left / 1000));
  const two = (/** @type {number} */ value) => String(value).padStart(2, "0");
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}
