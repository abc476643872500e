import type { Clock } from "../../hal/clock.ts";
import type { Log } from "../../hal/log.ts";
import { createKeyring } from "../credential/keyring.ts";
import { openKeyring, replaceKeys } from "../credential/keys-file.ts";
import { type Rekeyed, rekeyStore } from "../store/rekey-store.ts";
import { endJoining, type Joining } from "./joined-file.ts";

/**
 * Takes over what a joining has brought: the store becomes one of the installation's keys, then these become the unit's,
 * then its cloud is used. Each step may be done already, so it goes on wherever it was broken off. The store must have been
 * made; the folder must be this process' own.
 * @throws KeyringError, StoreError
 */
export async function finishJoining(
  folder: string,
  joining: Joining,
  parts: { readonly random: (bytes: number) => Uint8Array; readonly clock: Clock; readonly log: Log },
): Promise<Rekeyed> {
  const { random, clock, log } = parts;
  const secret = Buffer.from(joining.secret, "base64");
  const from = await openKeyring({ folder, random });
  const to = createKeyring({ secret, random });
  const newId = Buffer.from(random(8)).toString("hex");
  const forgetJournal = joining.moved ? { newId } : null;
  const done = await rekeyStore({ folder, from, to, forgetJournal, clock, log });
  await replaceKeys(folder, secret);
  await endJoining(folder, joining);
  return done;
}
