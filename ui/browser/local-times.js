// @ts-check

/** The page's own way of writing them, whatever the browser's is. */
const LOCALE = document.documentElement.lang === "nb" ? "nb-NO" : "en-GB";
const TIME = new Intl.DateTimeFormat(LOCALE, {
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
  hourCycle: "h23",
});
const MINUTE = new Intl.DateTimeFormat(LOCALE, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
const DAY = new Intl.DateTimeFormat(LOCALE, { day: "numeric", month: "short", year: "numeric" });

/** Shows every moment in the zone of the person who looks, and exactly on hover. */
export function showLocalTimes() {
  for (const time of document.querySelectorAll("time[datetime]")) {
    if (!(time instanceof HTMLTimeElement) || time.dataset["show"] === "countdown") continue;
    const { show } = time.dataset;
    const format = show === "day" ? DAY : show === "minute" ? MINUTE : TIME;
    const text = format.format(new Date(time.dateTime));
    if (time.textContent !== text) time.textContent = text;
  }
}
