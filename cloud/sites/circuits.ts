import { and, eq } from "drizzle-orm";
import { z } from "zod";
import { may } from "../access/may.ts";
import type { Actor } from "../access/role.ts";
import { type CircuitId, type InstallationId, newId } from "../database/ids.ts";
import { circuits } from "../database/schema/schema.ts";
import { writeAudit } from "../grants/audit.ts";
import { type Forbidden, type NotFound, type Outcome, refused } from "../outcome.ts";
import type { CloudParts } from "../parts.ts";
import { auditName } from "./audit-name.ts";
import { writtenText } from "./written-text.ts";

/** What somebody says of a circuit. */
const circuitForm = z.strictObject({
  name: writtenText(1, 60),
  /** Amperes. */
  fuse: z.int().min(1).max(4000),
});
type CircuitForm = z.infer<typeof circuitForm>;
type FieldProblem = "name" | "fuse";

/** Where the circuit is, and what is to be said of it. */
type What =
  | { readonly kind: "add"; readonly form: CircuitForm }
  | { readonly kind: "change"; readonly circuit: CircuitId; readonly form: CircuitForm }
  | { readonly kind: "remove"; readonly circuit: CircuitId };

export interface SeenCircuit extends CircuitForm {
  readonly id: CircuitId;
}

/** The fuses of an installation, and the charge points behind each. */
export class Circuits {
  readonly #parts: CloudParts;

  constructor(parts: CloudParts) {
    this.#parts = parts;
  }

  /** By name; empty for whoever may not see the installation. */
  async seen(actor: Actor, installation: InstallationId): Promise<readonly SeenCircuit[]> {
    if (!may(actor, "installation.view", { kind: "installation", id: installation })) return [];
    return this.#parts.db
      .select({ id: circuits.id, name: circuits.name, fuse: circuits.fuse })
      .from(circuits)
      .where(eq(circuits.installationId, installation))
      .orderBy(circuits.name, circuits.id);
  }

  /** @param form from outside; judged here */
  async add(
    actor: Actor,
    installation: InstallationId,
    form: unknown,
  ): Promise<Outcome<{ readonly circuit: CircuitId }, NotFound | Forbidden | FieldProblem>> {
    const read = readCircuit(form);
    return read.ok
      ? await this.#do(actor, installation, { kind: "add", form: read.form })
      : this.#refusal(actor, installation, read.problem);
  }

  async change(
    actor: Actor,
    installation: InstallationId,
    circuit: CircuitId,
    form: unknown,
  ): Promise<Outcome<object, NotFound | Forbidden | FieldProblem>> {
    const read = readCircuit(form);
    if (!read.ok) return this.#refusal(actor, installation, read.problem);
    return this.#do(actor, installation, { kind: "change", circuit, form: read.form });
  }

  /** Its chargers stay, on no circuit. */
  async remove(
    actor: Actor,
    installation: InstallationId,
    circuit: CircuitId,
  ): Promise<Outcome<object, NotFound | Forbidden>> {
    return this.#do(actor, installation, { kind: "remove", circuit });
  }

  /** What stands in a form is told to nobody who may not change it. */
  #refusal<Problem extends string>(actor: Actor, installation: InstallationId, problem: Problem) {
    return this.#judge(actor, installation) ?? refused(problem);
  }

  #judge(actor: Actor, id: InstallationId) {
    const where = { kind: "installation", id } as const;
    if (!may(actor, "installation.view", where)) return refused("not-found");
    if (!may(actor, "installation.settings", where)) return refused("forbidden");
    return null;
  }

  async #do(
    actor: Actor,
    installation: InstallationId,
    what: What,
  ): Promise<Outcome<{ readonly circuit: CircuitId }, NotFound | Forbidden>> {
    const refusal = this.#judge(actor, installation);
    if (refusal) return refusal;
    const { db, clock, random, notify } = this.#parts;
    return db.transaction(async (tx) => {
      const id = what.kind === "add" ? newId<CircuitId>(random) : what.circuit;
      const here = and(eq(circuits.id, id), eq(circuits.installationId, installation));
      const [before] = await tx.select().from(circuits).where(here).for("update");
      if (what.kind !== "add" && !before) return refused("not-found");
      switch (what.kind) {
        case "add":
          await tx.insert(circuits).values({ id, installationId: installation, ...what.form });
          break;
        case "change":
          await tx.update(circuits).set(what.form).where(here);
          break;
        case "remove":
          await tx.delete(circuits).where(here);
          break;
      }
      await writeAudit(tx, {
        at: clock.now(),
        actor: await auditName(tx, actor.person),
        action: "installation-changed",
        installation,
        details:
          what.kind === "remove"
            ? { circuitRemoved: before?.name ?? "" }
            : { circuit: what.form.name, fuse: what.form.fuse },
      });
      await notify(tx, "chargegate_changed", installation);
      return { ok: true, circuit: id };
    });
  }
}

function readCircuit(form: unknown): Outcome<{ readonly form: CircuitForm }, FieldProblem> {
  const parsed = circuitForm.safeParse(form);
  if (parsed.success) return { ok: true, form: parsed.data };
  return refused(parsed.error.issues[0]?.path[0] === "fuse" ? "fuse" : "name");
}
