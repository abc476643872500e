const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A duration as scenarios write it, in its two largest units: `300ms`, `5s`, `1h 30m`, `2d`. @param ms 0 or more */
export function durationText(ms: number): string {
  const units = [
    ["d", DAY],
    ["h", HOUR],
    ["m", MINUTE],
    ["s", SECOND],
    ["ms", 1],
  ] as const;
  const parts: string[] = [];
  let rest = Math.round(ms);
  for (const [name, size] of units) {
    const whole = Math.floor(rest / size);
    rest -= whole * size;
    if (whole > 0) parts.push(`${whole}${name}`);
  }
  return parts.slice(0, 2).join(" ") || "0s";
}

/** A moment of a scenario, since it began: `00:07.250`, `1:00:00.000`, `3d 00:00:00.000`. @param ms 0 or more */
export function momentText(ms: number): string {
  const whole = Math.round(ms);
  const digits = (value: number, width = 2) => String(value).padStart(width, "0");
  const days = Math.floor(whole / DAY);
  const hours = Math.floor((whole % DAY) / HOUR);
  const minutes = digits(Math.floor((whole % HOUR) / MINUTE));
  const seconds = `${digits(Math.floor((whole % MINUTE) / SECOND))}.${digits(whole % SECOND, 3)}`;
  if (days > 0) return `${days}d ${digits(hours)}:${minutes}:${seconds}`;
  return hours > 0 ? `${hours}:${minutes}:${seconds}` : `${minutes}:${seconds}`;
}
