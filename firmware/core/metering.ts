import type { BoardReport } from "./events.ts";
import { BOUNDS } from "./rules.ts";
import type { Connector } from "./state.ts";
import type { Turn } from "./turn.ts";

/**
 * Adds what the board's meter has counted since its last reading; a reading below the last one is a meter that restarted. What
 * it comes to is saved portion by portion, for boards whose meter restarts with their power.
 */
export function countEnergy(turn: Turn, connector: Connector, report: BoardReport): void {
  const { use } = connector;
  if (report.meterWs === null || use.kind === "none" || use.kind === "finished") return;
  const { session } = use;
  const last = session.meterWs ?? report.meterWs;
  const added = (report.meterWs >= last ? report.meterWs - last : report.meterWs) / 3600;
  if (session.meterWs === report.meterWs) return;
  // Before the start is durable no power was permitted: whatever the meter says is not this session's.
  const energyWh = use.kind === "starting" ? session.energyWh : (session.energyWh ?? 0) + added;
  const counted = { ...session, meterWs: report.meterWs, energyWh };
  connector.use = { ...use, session: counted };
  const portion = (energyWh: number | null) => Math.floor((energyWh ?? 0) / BOUNDS.savedPortionWh);
  if (use.kind === "session" && portion(counted.energyWh) > portion(session.energyWh))
    turn.effect({ type: "write", session: { connector: connector.id, session: counted }, records: [] });
}
