import type { BoardReport, Effect, Event } from "../events.ts";
import type { Connector, State } from "../state.ts";

/** Whether a board reports neither a fault nor a pilot that is one. */
function isWellReported({ pilot, fault }: BoardReport): boolean {
  return fault === null && pilot !== "D" && pilot !== "E" && pilot !== "F";
}

/** Whether the board speaks for the connector and nobody has found a fault. */
export function isWell({ link, report, contactorFault }: Connector): boolean {
  return link === "up" && report !== null && contactorFault === null && isWellReported(report);
}

/** I2 (A5): released before anything else is done, energized last. */
export function order(effects: readonly Effect[]): string[] {
  const firstOther = effects.findIndex(({ type }) => type !== "withdraw");
  const lastOther = effects.findLastIndex(({ type }) => type !== "permit");
  return effects.flatMap((effect, place) => {
    if (effect.type === "withdraw" && firstOther >= 0 && place > firstOther)
      return [`I2 not released first: ${effect.connector}`];
    return effect.type === "permit" && place < lastOther
      ? [`I1 not energized last: ${effect.connector}`]
      : [];
  });
}

/** I2, I9, I11: what must be withdrawn in this very step, and was not. */
export function withdrawals(
  before: State,
  event: Event,
  was: Connector,
  now: Connector,
  effects: readonly Effect[],
): string[] {
  if (effects.some((effect) => effect.type === "withdraw" && effect.connector === now.id)) return [];
  if (event.type === "started") return [`I9 no withdrawal at start: ${now.id}`];
  if (event.type === "shutdown" || event.type === "stop-all")
    return [`I2 no withdrawal at ${event.type}: ${now.id}`];
  if (was.permitted && !now.permitted) return [`I2 permission ended without withdrawal: ${now.id}`];
  const anonymous = was.use.kind === "session" && was.use.session.credential === null;
  if (was.permitted && event.type === "access" && event.access !== before.access && anonymous)
    return [`I2 no withdrawal when access was restricted: ${now.id}`];
  if (!("connector" in event) || event.connector !== now.id) return [];
  switch (event.type) {
    case "board-restarted":
      return [`I11 no withdrawal after the board's restart: ${now.id}`];
    case "board-lost":
      return was.link === "lost" ? [] : [`I2 no withdrawal when the board was lost: ${now.id}`];
    case "remote-start":
      return [];
    case "remote-stop": {
      const meant =
        was.use.kind === "session" && (event.session === null || event.session === was.use.session.id);
      return was.permitted && meant ? [`I2 no withdrawal upon a remote stop: ${now.id}`] : [];
    }
    case "board-report": {
      const { report } = event;
      if (was.link !== "up") return [`I11 no withdrawal when the board came: ${now.id}`];
      if (report.contactor === "closed" && !was.permitted)
        return [`I11 closed without permission, not withdrawn: ${now.id}`];
      const over = report.pilot === "A" || !isWellReported(report);
      return was.permitted && over ? [`I2 no withdrawal upon ${report.pilot}: ${now.id}`] : [];
    }
  }
}
