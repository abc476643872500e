import { createHash } from "node:crypto";
import { eq } from "drizzle-orm";
import { chargers, installations, registrationTokens } from "../database/schema/schema.ts";
import { writeAudit } from "../grants/audit.ts";
import { type Outcome, refused } from "../outcome.ts";
import type { CloudParts } from "../parts.ts";
import { typedTokenHash } from "./registration-token.ts";

/** Bytes of a broker password. */
const PASSWORD_BYTES = 32;

/** What a unit brings to join. */
export interface Joining {
  /** As it was typed. */
  readonly token: string;
  /** The unit's id. */
  readonly unit: string;
  /** Its own public key: Ed25519, SPKI in DER. */
  readonly publicKey: Uint8Array;
  /** Name and version of its software. */
  readonly software: string;
}

/** What a unit is given, this once. */
export interface Joined {
  /** The installation's id in topics. */
  readonly installation: string;
  /** The installation's, 32 bytes. */
  readonly secret: Uint8Array;
  readonly broker: { readonly url: string; readonly username: string; readonly password: string };
  /** What people call the charger and its installation, for whoever stands there. */
  readonly charger: string;
  readonly site: string;
}

/** Why a unit may not join. */
export type JoinProblem =
  | "token-unknown"
  /** Its unit has joined already; a new one is made in the portal. */
  | "token-used"
  | "token-expired"
  /** The token is of a charger with another serial number. It stays good. */
  | "wrong-unit";

/**
 * Lets a charger's unit join by its one-time registration token: once, whole or not at all. A unit that had joined before
 * loses its broker password.
 * @param brokerUrl where units find the broker
 */
export async function join(
  parts: CloudParts,
  brokerUrl: string,
  { token, unit, publicKey, software }: Joining,
): Promise<Outcome<{ readonly joined: Joined }, JoinProblem>> {
  const hash = typedTokenHash(token);
  if (!hash) return refused("token-unknown");
  const { db, vault, clock, random, log, notify } = parts;
  const now = clock.now();
  return db.transaction(async (tx) => {
    // Whoever comes second with it waits here, and finds it used.
    const [found] = await tx
      .select()
      .from(registrationTokens)
      .where(eq(registrationTokens.tokenHash, hash))
      .for("update");
    if (!found) return refused("token-unknown");
    if (found.usedAt !== null) return refused("token-used");
    if (found.expiresAt <= now) return refused("token-expired");
    const [charger] = await tx
      .select({
        unit: chargers.unit,
        name: chargers.name,
        installation: installations,
      })
      .from(chargers)
      .innerJoin(installations, eq(installations.id, chargers.installationId))
      .where(eq(chargers.id, found.chargerId));
    if (!charger) return refused("token-unknown");
    if (charger.unit !== unit) return refused("wrong-unit");
    const { installation } = charger;
    const password = Buffer.from(random(PASSWORD_BYTES)).toString("base64url");
    await tx.update(registrationTokens).set({ usedAt: now }).where(eq(registrationTokens.tokenHash, hash));
    await tx
      .update(chargers)
      .set({
        joinedAt: now,
        publicKey,
        brokerHash: brokerPasswordHash(password),
        reach: "offline",
        reachSince: now,
      })
      .where(eq(chargers.id, found.chargerId));
    await writeAudit(tx, {
      at: now,
      actor: null,
      action: "charger-joined",
      installation: installation.id,
      charger: found.chargerId,
      details: { unit, software },
    });
    await notify(tx, "chargegate_changed", installation.id);
    log.info("a unit has joined", { unit, software });
    return {
      ok: true,
      joined: {
        installation: installation.topic,
        secret: vault.open("installation-secret", installation.id, installation.secretSealed),
        broker: { url: brokerUrl, username: unit, password },
        charger: charger.name,
        site: installation.name,
      },
    };
  });
}

/** How a broker password is kept: it is random, so its plain hash is enough. */
export function brokerPasswordHash(password: string | Uint8Array): Buffer {
  return createHash("sha256").update(password).digest();
}
