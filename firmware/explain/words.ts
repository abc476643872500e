const UNITS = [
  ["d", 86_400_000],
  ["h", 3_600_000],
  ["min", 60_000],
  ["s", 1_000],
] as const;

/** Milliseconds as people say them: `1 min 30 s`, in at most two units. */
export function durationWords(ms: number): string {
  const parts: string[] = [];
  let left = ms;
  for (const [unit, length] of UNITS) {
    const count = Math.floor(left / length);
    left -= count * length;
    if (count > 0) parts.push(`${count} ${unit}`);
  }
  return parts.length > 0 ? parts.slice(0, 2).join(" ") : `${ms} ms`;
}

/** Watt-hours as people say them: `1.5 kWh`. */
export function energyWords(wh: number): string {
  return `${Math.round(wh / 100) / 10} kWh`;
}

/** `connector 1`, `connectors 1, 2 and 3`. */
export function connectorWords(ids: readonly number[], and: "and" | "or" = "and"): string {
  const last = ids.at(-1) ?? "?";
  const others = ids.slice(0, -1);
  return others.length > 0 ? `connectors ${others.join(", ")} ${and} ${last}` : `connector ${last}`;
}

/** `1 entry`, `2 entries`. */
export function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}
