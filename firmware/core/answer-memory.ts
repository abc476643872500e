import type { Credential } from "./credential.ts";
import type { CloudAnswer, Found } from "./list-entry.ts";
import { isBursting } from "./sparing.ts";
import type { Turn } from "./turn.ts";

/**
 * Keeps what the cloud has said of a credential (OCPP 2.0.1 C10.FR.01), unless a list of the unit knows it. PINs that the
 * cloud refuses are not kept, nor are cards of which too many are refused: they would only wear the flash.
 */
export function rememberAnswer(turn: Turn, credential: Credential, found: Found, said: CloudAnswer): void {
  if (!turn.rules.cache || found.cloud || found.local) return;
  if (said.verdict !== "Accepted" && (credential.kind === "pin" || isBursting(turn))) return;
  turn.effect({ type: "cache", answer: { credential, said } });
}
