const DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const DAY = 24 * 60;

/**
 * The watcher's own reading of a window such as `Mon-Fri 07:00-19:00`: whether a minute of the week lies in it. One that ends
 * no later than it begins ends on the next day.
 */
export function isOpenAt(window: string, minute: number): boolean {
  const [days = "", hours = ""] = window.split(" ");
  const [opens = Number.NaN, closes = Number.NaN] = hours.split("-").map(minuteOfDay);
  const today = Math.floor(minute / DAY);
  const time = minute % DAY;
  const isDay = (day: number) => days.split(",").some((range) => isDayOf(range, day));
  if (opens < closes) return isDay(today) && time >= opens && time < closes;
  return (isDay(today) && time >= opens) || (isDay((today + 6) % 7) && time < closes);
}

function minuteOfDay(clock: string): number {
  const [hour, minute] = clock.split(":").map(Number);
  return (hour ?? Number.NaN) * 60 + (minute ?? Number.NaN);
}

/** Whether the day is in a range of days, which may go over the weekend. */
function isDayOf(range: string, day: number): boolean {
  const [first = "", last = first] = range.split("-");
  const [from, to] = [DAYS.indexOf(first), DAYS.indexOf(last)];
  if (from < 0 || to < 0) return false;
  return from <= to ? day >= from && day <= to : day >= from || day <= to;
}
