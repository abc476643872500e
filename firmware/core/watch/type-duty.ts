import type { Credential } from "../credential.ts";
import type { Identification, Rules } from "../rules.ts";
import type { State } from "../state.ts";

/** By which type somebody is let in: what the cloud asks for is a remote start, whoever it names. */
export function typeOf(
  { kind }: Pick<Credential, "kind">,
  reader: string | null,
  rules: Rules,
): Identification {
  if (reader === null) return "remote";
  return kind === "card" && !rules.identification.includes("card") ? "card+pin" : kind;
}

/** Whether a type is switched off, and no lesser one would do in its place. */
export function isOff(type: Identification, { identification }: Rules): boolean {
  const enough: readonly Identification[] = type === "card+pin" ? ["card", "card+pin"] : [type];
  return !enough.some((one) => identification.includes(one));
}

/** I5: nobody waits for a plug, or is about to start, by a type that is not enabled, or by another than he was let in by. */
export function types({ rules, pending, connectors }: State): string[] {
  const starting = connectors.flatMap(({ use }) =>
    use.kind === "starting" && !use.cancelled && use.session.credential
      ? [{ credential: use.session.credential, reader: use.reader, identification: use.identification }]
      : [],
  );
  return [...pending, ...starting].flatMap(({ credential, reader, identification }) => {
    const isHis =
      reader === null
        ? identification === "remote"
        : identification === credential.kind || (credential.kind === "card" && identification === "card+pin");
    if (!isHis || identification === null)
      return [`I5 let in by another type than was given: ${identification}`];
    return isOff(identification, rules)
      ? [`I5 about to charge by a type that is off: ${identification}`]
      : [];
  });
}
