import type { Clock } from "../../clock.ts";
import type { ByteLink, OpenLink } from "../../link.ts";
import { type Expects, RapiChannel, type RapiReply } from "./rapi-channel.ts";
import { parseGetState, reportOf } from "./status.ts";

/** How an attempt to open a contactor ended. */
export type Opened =
  | { readonly opened: true; readonly how: "withdrawn" | "disabled" }
  | { readonly opened: false; readonly why: string };

/** Nothing is known of the board beside its status. */
const UNKNOWN = { meterWs: null, flagIsKept: false, before: null, waking: false } as const;

/** Times, milliseconds: a board asleep opens within 3 s; still closed after 5 s it is disabled outright. */
const TIMES = { open: 3_000, patience: 5_000, afterDisable: 2_000, poll: 200 } as const;

/**
 * Opens the contactor of a board whose unit is gone, and makes sure: withdraws (`$FS`), watches until the board reports
 * the contactor open, and as a last resort disables the board (`$FD`), which opens under load. Ends within 12 s.
 */
export async function openContactor(open: OpenLink, clock: Clock): Promise<Opened> {
  let link: ByteLink | null = null;
  let lost: string | null = null;
  const channel = new RapiChannel(
    clock,
    (bytes) => link?.write(bytes),
    () => {},
  );
  const opening = open({
    data: (bytes) => channel.receive(bytes),
    lost: (reason) => {
      lost = reason;
      channel.abort();
    },
  });
  try {
    link = await within(opening, TIMES.open, clock);
    if (!link) return { opened: false, why: "the port could not be opened in time" };
    const patience = clock.mono() + TIMES.patience;
    if (await commandAndWatch(channel, "FS", patience, clock)) return { opened: true, how: "withdrawn" };
    if (lost !== null) return { opened: false, why: lost };
    const rest = clock.mono() + TIMES.afterDisable;
    if (await commandAndWatch(channel, "FD", rest, clock)) return { opened: true, how: "disabled" };
    return { opened: false, why: lost ?? "the board does not report its contactor open" };
  } catch (error) {
    return { opened: false, why: error instanceof Error ? error.message : String(error) };
  } finally {
    await link?.close();
  }
}

/** @returns whether the board has reported its contactor open by `until`, after it took the command */
async function commandAndWatch(
  channel: RapiChannel,
  command: string,
  until: number,
  clock: Clock,
): Promise<boolean> {
  let taken = false;
  while (clock.mono() < until) {
    taken ||= (await ask(channel, command, "plain")).type === "ok";
    const reply = await ask(channel, "GS", "status");
    if (reply.type === "aborted") return false;
    const status = reply.type === "ok" ? parseGetState(reply.params) : null;
    // A board that is enabled again has booted meanwhile, and would close.
    if (status && status.state <= 0x03) taken = false;
    if (taken && status && reportOf(status, UNKNOWN).contactor === "open") return true;
    await new Promise<void>((resolve) => clock.after(TIMES.poll, resolve));
  }
  return false;
}

function ask(channel: RapiChannel, command: string, expects: Expects): Promise<RapiReply> {
  return new Promise((resolve) => channel.send(command, expects, "soon", resolve));
}

/** A link that opens too late is closed again. */
async function within(opening: Promise<ByteLink>, ms: number, clock: Clock): Promise<ByteLink | null> {
  let late = false;
  let cancel = () => {};
  const timeout = new Promise<null>((resolve) => {
    cancel = clock.after(ms, () => {
      late = true;
      resolve(null);
    });
  });
  const opened = opening.then((link) => {
    cancel();
    if (late) void link.close();
    return link;
  });
  return Promise.race([opened, timeout]);
}
