import { and, count, desc, eq } from "drizzle-orm";
import { type Pin, parsePin } from "../../protocol/pin.ts";
import { suggestedPin } from "../../protocol/suggested-pin.ts";
import { may } from "../access/may.ts";
import type { InstallationAction } from "../access/rights.ts";
import type { Actor } from "../access/role.ts";
import { listMayHaveChanged } from "../changed.ts";
import type { Database } from "../database/database.ts";
import {
  type ChargerId,
  type InstallationId,
  newId,
  type PersonId,
  type PinCodeId,
} from "../database/ids.ts";
import { chargers, chargeSessions, installations, people, pinCodes } from "../database/schema/schema.ts";
import { type AuditAction, writeAudit } from "../grants/audit.ts";
import { hashPin } from "../list/pin-hash.ts";
import { type Forbidden, type NotFound, type Outcome, refused } from "../outcome.ts";
import type { CloudParts } from "../parts.ts";
import { dayOf, endOfDay } from "../zone-days.ts";
import { auditor } from "./auditor.ts";
import { mayChargeAt } from "./charge-rights.ts";
import { installationKeys } from "./installation-keys.ts";
import { labelOf } from "./label.ts";
import { oddsPerDay } from "./pin-odds.ts";
import { NO_TERMS, type PinTerms, type PinTermsProblem, pinTermsProblem } from "./pin-terms.ts";

/** Digits of a PIN code that the portal makes, and the fewest of one that is typed. */
const PORTAL_PIN_DIGITS = 6;
/** PIN codes of an installation at most: the more there are, the easier one is guessed. */
const PIN_CODES_AT_MOST = 500;

/** A PIN code as its owner sees it: never its digits, which are kept nowhere. */
export interface PinCode extends PinTerms {
  readonly id: PinCodeId;
  /** Null: a guest's. */
  readonly holder: { readonly id: PersonId; readonly name: string } | null;
  readonly label: string;
  readonly status: "active" | "blocked";
  readonly createdAt: number;
  /** Sessions that it has started, as far as the cloud knows. */
  readonly used: number;
}

/** What is asked for. */
export interface NewPinCode {
  /** As typed, with its `#`; null: one is made. */
  readonly pin: string | null;
  /** Null: a guest's. */
  readonly holder: PersonId | null;
  readonly label: string;
  readonly terms: Partial<PinTerms>;
}

export type PinCodeProblem =
  | NotFound
  | Forbidden
  /** With `#`, digits only, at least six of them, at most ten. */
  | "no-hash"
  | "not-digits"
  | "wrong-length"
  /** Such a one is in use; not said whose. */
  | "taken"
  /** Longer than 60 characters; or nothing, for a guest. */
  | "label"
  /** They may not charge here. */
  | "holder"
  | "too-many"
  | PinTermsProblem;

/** A made PIN that is in use already is made anew this often. */
const MAKE_TRIES = 5;

/** The PIN codes of installations, for their owners (A2). */
export class PinCodes {
  readonly #parts: CloudParts;

  constructor(parts: CloudParts) {
    this.#parts = parts;
  }

  /** The newest first. */
  async list(
    actor: Actor,
    installation: InstallationId,
  ): Promise<Outcome<{ readonly codes: readonly PinCode[] }, NotFound | Forbidden>> {
    const not = mayNot(actor, installation);
    if (not) return refused(not);
    const { db } = this.#parts;
    const used = db
      .select({ code: chargeSessions.pinCodeId, used: count().as("used") })
      .from(chargeSessions)
      .where(eq(chargeSessions.installationId, installation))
      .groupBy(chargeSessions.pinCodeId)
      .as("used_codes");
    const rows = await db
      .select({ code: pinCodes, holder: people.name, used: used.used })
      .from(pinCodes)
      .leftJoin(people, eq(people.id, pinCodes.personId))
      .leftJoin(used, eq(used.code, pinCodes.id))
      .where(eq(pinCodes.installationId, installation))
      .orderBy(desc(pinCodes.createdAt), desc(pinCodes.id));
    const codes = rows.map(({ code, holder, used: times }): PinCode => {
      const { id, personId, label, status, createdAt, from, expiresAt, windows, uses, chargerId } = code;
      return {
        id,
        holder: personId === null ? null : { id: personId, name: holder ?? "" },
        label,
        status,
        createdAt,
        used: times ?? 0,
        from,
        expiresAt,
        windows: windows ?? [],
        uses,
        chargerId,
      };
    });
    return { ok: true, codes };
  }

  /** Makes one. Its PIN is in the answer and never again anywhere: to be shown once. Some 100 ms. */
  async make(
    actor: Actor,
    installation: InstallationId,
    code: NewPinCode,
  ): Promise<Outcome<{ readonly id: PinCodeId; readonly pin: string }, PinCodeProblem>> {
    const not = mayNot(actor, installation);
    if (not) return refused(not);
    const typed = code.pin === null ? null : readPin(code.pin);
    if (typed !== null && typeof typed === "object") return refused(typed.problem);
    const { db, vault, random } = this.#parts;
    const keys = await installationKeys(db, vault, installation);
    if (!keys) return refused("not-found");
    for (let tries = 1; ; tries += 1) {
      const pin = typed ?? suggestedPin(random);
      const key = keys.ofPin(await hashPin(pin, keys.pinSalt));
      const kept = await this.#keep(actor, installation, code, { key, digits: pin.length - 1 });
      if (kept.ok) return { ...kept, pin };
      if (kept.problem !== "taken" || typed !== null || tries >= MAKE_TRIES) return kept;
    }
  }

  /**
   * A code to hand out at a reception: six digits, starts one session, good until the end of the day in the installation's zone
   * unless said otherwise.
   */
  async makeGuestCode(
    actor: Actor,
    installation: InstallationId,
    guest: { readonly label: string; readonly charger: ChargerId | null; readonly expiresAt?: number },
  ): Promise<
    Outcome<{ readonly id: PinCodeId; readonly pin: string; readonly expiresAt: number }, PinCodeProblem>
  > {
    const { db, clock } = this.#parts;
    const [found] = await db
      .select({ zone: installations.zone })
      .from(installations)
      .where(eq(installations.id, installation));
    if (!found) return refused("not-found");
    const today = endOfDay(dayOf(clock.now(), found.zone), found.zone);
    const expiresAt = guest.expiresAt ?? today ?? clock.now();
    const terms = { expiresAt, uses: 1, chargerId: guest.charger };
    const made = await this.make(actor, installation, { pin: null, holder: null, label: guest.label, terms });
    return made.ok ? { ...made, expiresAt } : made;
  }

  /** Sets label and terms anew, all of them. */
  change(
    actor: Actor,
    id: PinCodeId,
    change: { readonly label: string; readonly terms: PinTerms },
  ): Promise<Outcome<object, PinCodeProblem>> {
    return this.#change(actor, id, async (tx, code) => {
      const label = codeLabel(change.label, code.personId);
      if (label === null) return { problem: "label" };
      const wrong = await this.#termsProblem(tx, code.installationId, change.terms);
      if (wrong) return { problem: wrong };
      await tx
        .update(pinCodes)
        .set({ label, ...columnsOf(change.terms) })
        .where(eq(pinCodes.id, id));
      return { label };
    });
  }

  setStatus(
    actor: Actor,
    id: PinCodeId,
    status: PinCode["status"],
  ): Promise<Outcome<object, NotFound | Forbidden>> {
    return this.#change<never>(actor, id, async (tx, { label }) => {
      await tx.update(pinCodes).set({ status }).where(eq(pinCodes.id, id));
      return { label, status };
    });
  }

  remove(actor: Actor, id: PinCodeId): Promise<Outcome<object, NotFound | Forbidden>> {
    return this.#change<never>(
      actor,
      id,
      async (tx, { label }) => {
        await tx.delete(pinCodes).where(eq(pinCodes.id, id));
        return { label };
      },
      "pin-code-removed",
    );
  }

  /**
   * How likely it is that somebody who tries all day gets in by a guess, 0 to 1: at all chargers of the installation, with the
   * units' own lock-out as it is without further settings.
   */
  async odds(
    actor: Actor,
    installation: InstallationId,
  ): Promise<Outcome<{ readonly codes: number; readonly perDay: number }, NotFound | Forbidden>> {
    const listed = await this.list(actor, installation);
    if (!listed.ok) return listed;
    const { db, clock } = this.#parts;
    const now = clock.now();
    const good = await db
      .select({ digits: pinCodes.digits, status: pinCodes.status, expiresAt: pinCodes.expiresAt })
      .from(pinCodes)
      .where(and(eq(pinCodes.installationId, installation), eq(pinCodes.status, "active")));
    const digits = good
      .filter(({ expiresAt }) => expiresAt === null || now < expiresAt)
      .map((code) => code.digits);
    const keypads = await db.$count(chargers, eq(chargers.installationId, installation));
    return { ok: true, codes: digits.length, perDay: oddsPerDay(digits, { keypads }) };
  }

  #keep(
    actor: Actor,
    installation: InstallationId,
    { holder, label: typedLabel, terms: some }: NewPinCode,
    { key, digits }: { readonly key: Uint8Array; readonly digits: number },
  ): Promise<Outcome<{ readonly id: PinCodeId }, PinCodeProblem>> {
    const { db, clock, random } = this.#parts;
    return db.transaction(async (tx) => {
      const now = clock.now();
      const label = codeLabel(typedLabel, holder);
      if (label === null) return refused("label");
      const terms = { ...NO_TERMS, ...some };
      const wrong = await this.#termsProblem(tx, installation, terms);
      if (wrong) return refused(wrong);
      if (holder !== null && !(await mayChargeAt(tx, installation, holder, now))) return refused("holder");
      const there = await tx.$count(pinCodes, eq(pinCodes.installationId, installation));
      if (there >= PIN_CODES_AT_MOST) return refused("too-many");
      const id = newId<PinCodeId>(random);
      const added = await tx
        .insert(pinCodes)
        .values({
          id,
          installationId: installation,
          personId: holder,
          label,
          key,
          digits,
          status: "active",
          ...columnsOf(terms),
          createdAt: now,
          createdBy: actor.person,
        })
        .onConflictDoNothing({ target: [pinCodes.installationId, pinCodes.key] })
        .returning({ id: pinCodes.id });
      if (added.length === 0) return refused("taken");
      await this.#changed(tx, actor, installation, "pin-code-made", { label });
      return { ok: true, id };
    });
  }

  /** What all changes have in common: the right, the lock, the record, the list. */
  #change<Problem extends PinCodeProblem>(
    actor: Actor,
    id: PinCodeId,
    make: (
      tx: Database,
      code: typeof pinCodes.$inferSelect,
    ) => Promise<{ readonly problem: Problem } | { readonly label: string; readonly status?: string }>,
    action: AuditAction = "pin-code-changed",
  ): Promise<Outcome<object, NotFound | Forbidden | Problem>> {
    return this.#parts.db.transaction(async (tx) => {
      const [code] = await tx.select().from(pinCodes).where(eq(pinCodes.id, id)).for("update");
      if (!code) return refused("not-found");
      const not = mayNot(actor, code.installationId);
      if (not) return refused(not);
      const made = await make(tx, code);
      if ("problem" in made) return refused(made.problem);
      await this.#changed(tx, actor, code.installationId, action, made);
      return { ok: true };
    });
  }

  async #termsProblem(
    tx: Database,
    installation: InstallationId,
    terms: PinTerms,
  ): Promise<PinTermsProblem | null> {
    const wrong = pinTermsProblem(terms, this.#parts.clock.now());
    if (wrong || terms.chargerId === null) return wrong;
    const [charger] = await tx
      .select({ id: chargers.id })
      .from(chargers)
      .where(and(eq(chargers.id, terms.chargerId), eq(chargers.installationId, installation)));
    return charger ? null : "charger";
  }

  async #changed(
    tx: Database,
    actor: Actor,
    installation: InstallationId,
    action: AuditAction,
    details: Readonly<Record<string, string>>,
  ): Promise<void> {
    const at = this.#parts.clock.now();
    await writeAudit(tx, { at, actor: await auditor(tx, actor), action, installation, details });
    await listMayHaveChanged(tx, this.#parts, installation);
  }
}

const NEEDED: InstallationAction = "installation.credentials";

function mayNot(actor: Actor, id: InstallationId): NotFound | Forbidden | null {
  const resource = { kind: "installation", id } as const;
  if (!may(actor, "installation.view", resource)) return "not-found";
  return may(actor, NEEDED, resource) ? null : "forbidden";
}

/** A typed PIN; what pages make is never shorter, so nothing that is typed weakens an installation. */
function readPin(typed: string): Pin | { readonly problem: "no-hash" | "not-digits" | "wrong-length" } {
  const read = parsePin(typed);
  if (!read.ok) return { problem: read.code };
  return read.pin.length - 1 < PORTAL_PIN_DIGITS ? { problem: "wrong-length" } : read.pin;
}

/** A guest's code says for whom it is. */
function codeLabel(typed: string, holder: PersonId | null): string | null {
  const label = labelOf(typed);
  return label === "" && holder === null ? null : label;
}

function columnsOf({ from, expiresAt, windows, uses, chargerId }: PinTerms) {
  return { from, expiresAt, windows: windows.length === 0 ? null : [...windows], uses, chargerId };
}
