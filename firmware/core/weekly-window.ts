/** Days of the week as windows name them, Monday first. */
const DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const DAY = 1440;
const WEEK = 7 * DAY;

/** A window of the week, such as `Mon-Fri 07:00-19:00`. */
export interface WeeklyWindow {
  /** Days on which it begins, 0 for Monday. */
  readonly days: readonly number[];
  /** Minutes after midnight, 0–1439. */
  readonly from: number;
  /** Minutes after midnight, 1–1440; not after `from`: on the next day. */
  readonly to: number;
}

/** Reads a window: days (`Mon`, `Mon-Fri`, `Mon,Wed`, over the weekend `Sat-Mon`), a space, `HH:MM-HH:MM`; null: it is none. */
export function parseWeeklyWindow(text: string): WeeklyWindow | null {
  const parts = /^([A-Za-z,-]+) ([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-4]):([0-5]\d)$/.exec(text);
  if (!parts) return null;
  const [, names = "", fromHour, fromMinute, toHour, toMinute] = parts;
  const days = names.split(",").flatMap(daysOf);
  const from = Number(fromHour) * 60 + Number(fromMinute);
  const to = Number(toHour) * 60 + Number(toMinute);
  if (days.includes(-1) || to > DAY || to === 0 || from === to) return null;
  return { days, from, to };
}

/** The days of a range, or one day; -1 among them: not a day. */
function daysOf(range: string): number[] {
  const [first = "", last = first, ...more] = range.split("-");
  const [from, to] = [DAYS.indexOf(first), DAYS.indexOf(last)];
  if (from < 0 || to < 0 || more.length > 0) return [-1];
  return Array.from({ length: ((to - from + 7) % 7) + 1 }, (_, step) => (from + step) % 7);
}

/**
 * Whether a minute of the week lies within any of the windows; its first minute does, its last does not. A text that is no
 * window opens nothing.
 *
 * @param minute minutes since Monday 00:00 in the unit's zone, 0–10,079
 */
export function isWithinHours(windows: readonly string[], minute: number): boolean {
  return windows.some((text) => {
    const window = parseWeeklyWindow(text);
    if (!window) return false;
    const length = window.to > window.from ? window.to - window.from : window.to + DAY - window.from;
    return window.days.some((day) => (minute - day * DAY - window.from + WEEK) % WEEK < length);
  });
}
