import { isRole } from "../grants/access-terms.ts";
import type { AuditAction } from "../grants/audit.ts";
import type { AuditLine } from "../grants/audit-log.ts";
import type { Visitor } from "./visitor.ts";
import type { AuditVariant } from "./words/audit-en.ts";

/** What a sentence of the log may speak of; what was not written down is empty. */
export interface AuditFacts {
  /** To whom or of whom; or what something is called. */
  readonly to: string;
  readonly from: string;
  readonly name: string;
  /** A role as pages call it. */
  readonly role: string;
  readonly was: string;
  /** ` at Left`: empty for the whole installation. */
  readonly at: string;
  readonly group: string;
  readonly charger: string;
  readonly unit: string;
  readonly url: string;
  readonly access: string;
}

/** What was done, as a sentence without its subject. One that another version of this program wrote is shown by its code. */
export function auditSentence(line: AuditLine, { words: { audit, place } }: Pick<Visitor, "words">): string {
  const { sentences } = audit;
  const variant = variantOf(line);
  if (!Object.hasOwn(sentences, variant)) return variant.replaceAll("-", " ");
  const text = (key: string): string => {
    const value = line.details[key];
    return value === null || value === undefined ? "" : String(value);
  };
  const role = (key: string): string => {
    const code = text(key);
    return isRole(code) ? place.roles[code] : code;
  };
  const charger = line.charger ? (line.charger.name ?? audit.goneCharger) : "";
  const say = sentences[variant];
  return say({
    to: text("to"),
    from: text("from"),
    name: text("name"),
    role: role("role"),
    was: isRole(text("was")) ? role("was") : text("was"),
    at: charger === "" ? "" : audit.atCharger(charger),
    group: line.group ? (line.group.name ?? audit.goneGroup) : "",
    charger,
    unit: text("unit") || text("serial"),
    url: text("returnUrl"),
    access: text("access") === "open" ? audit.open : audit.restricted,
  });
}

/** Where one code stands for several things that were done. */
function variantOf({ action, details }: AuditLine): AuditVariant {
  switch (action) {
    case "group-changed":
      if ("returnUrl" in details) return details["added"] === true ? "url-added" : "url-removed";
      if ("admin" in details) return details["admin"] === true ? "admin-made" : "admin-unmade";
      return "group-changed";
    case "invitation-accepted":
      if ("admin" in details) return "group-joined";
      return "role" in details ? "invitation-accepted" : "account-made";
    case "role-changed":
      return "was" in details ? "role-changed" : "end-changed";
    case "case-decided":
      return details["decision"] === "granted" ? "case-granted" : "case-refused";
    default:
      // A text that is none of ours is looked up, and not found (`auditSentence`).
      return action as AuditAction;
  }
}
