import type { AuditAction } from "../../grants/audit.ts";
import type { AuditFacts } from "../audit-sentence.ts";

/** What was done: a code of the log, or one of several things that a code stands for. */
export type AuditVariant =
  | AuditAction
  | "url-added"
  | "url-removed"
  | "admin-made"
  | "admin-unmade"
  | "group-joined"
  | "account-made"
  | "end-changed"
  | "case-granted"
  | "case-refused";

/** The log, in English: sentences whose subject stands beside them. */
export const AUDIT_EN = {
  audit: {
    title: "Log",
    intro:
      "Every change of rights, every look at a charger PIN, every decision: what is here is never changed.",
    introGroup: "What was done to this group, and given to it. What is here is never changed.",
    none: "Nothing was written down yet.",
    when: "When",
    who: "Who",
    what: "What",
    where: "Where",
    atCharger: (charger: string) => ` at ${charger}`,
    goneCharger: "a charger that is gone",
    goneGroup: "a group that is gone",
    open: "open",
    restricted: "restricted",
    sentences: {
      "installation-added": ({ name }) => `Added the installation ${name}`,
      "installation-changed": () => "Changed the settings of the installation",
      "installation-removed": ({ name }) => `Removed the installation ${name}`,
      "access-switched": ({ access }) => `Switched access to ${access}`,
      "charger-added": ({ name, unit }) => `Added the charger ${name} (${unit})`,
      "charger-changed": ({ charger }) => `Changed the charger ${charger}`,
      "charger-removed": ({ name, unit }) => `Removed the charger ${name} (${unit})`,
      "charger-joined": ({ charger }) => `The charger ${charger} joined`,
      "registration-token-made": ({ charger }) => `Made a registration token for ${charger}`,
      "person-invited": ({ to, role, at }) => `Invited ${to}${role === "" ? "" : ` as ${role}`}${at}`,
      "invitation-withdrawn": ({ to, at }) => `Took back the invitation of ${to}${at}`,
      "invitation-accepted": ({ role, at }) => `Accepted the invitation, and is ${role}${at}`,
      "role-granted": ({ to, role, at }) => `Made ${to} ${role}${at}`,
      "role-changed": ({ to, role, was, at }) => `Made ${to} ${role}, who was ${was}${at}`,
      "end-changed": ({ to, role, at }) => `Changed until when ${to} is ${role}${at}`,
      "role-withdrawn": ({ to, role, at }) => `Withdrew the role ${role} of ${to}${at}`,
      "group-granted": ({ group, role, at }) => `Gave the partner ${group} access as ${role}${at}`,
      "group-withdrawn": ({ group, role, at }) =>
        `Withdrew the access of the partner ${group} as ${role}${at}`,
      "group-added": ({ name }) => `Made the group ${name}`,
      "group-changed": ({ name, was }) => `Called the group ${name}, which was called ${was}`,
      "group-member-added": ({ to }) => `Added ${to} to the group`,
      "group-member-removed": ({ to }) => `Removed ${to} from the group`,
      "group-joined": () => "Accepted the invitation, and is in the group",
      "admin-made": ({ to }) => `Made ${to} administrator of the group`,
      "admin-unmade": ({ to }) => `Made ${to} a member without administration`,
      "url-added": ({ url }) => `Added the return address ${url}`,
      "url-removed": ({ url }) => `Removed the return address ${url}`,
      "group-credential-made": ({ name }) => `Made the API credentials ${name}`,
      "group-credential-withdrawn": ({ name }) => `Withdrew the API credentials ${name}`,
      "pin-viewed": ({ charger }) => `Looked at the charger PIN of ${charger}`,
      "transfer-offered": ({ to }) => `Offered ownership to ${to}`,
      "transfer-withdrawn": ({ to }) => `Took back the offer of ownership to ${to}`,
      "transfer-accepted": ({ from }) => `Took over ownership from ${from}`,
      "transfer-declined": ({ to }) => `${to} declined the offer of ownership`,
      "case-opened": ({ unit }) => `Opened a support case for ${unit}`,
      "case-granted": ({ to, at }) =>
        to === "" ? `Decided a support case${at}` : `Handed over to ${to}${at}`,
      "case-refused": ({ at }) => `Refused a claim${at}`,
      "case-decided": ({ at }) => `Decided a support case${at}`,
      "account-made": () => "Accepted the invitation to an account",
      "card-added": () => "Added a charge card",
      "card-changed": () => "Changed a charge card",
      "card-removed": () => "Removed a charge card",
      "pin-code-made": ({ name }) => `Made a PIN code${name === "" ? "" : ` for ${name}`}`,
      "pin-code-changed": ({ name }) => `Changed a PIN code${name === "" ? "" : ` of ${name}`}`,
      "pin-code-removed": ({ name }) => `Removed a PIN code${name === "" ? "" : ` of ${name}`}`,
      "stop-group-changed": ({ name }) => `Changed the stop group ${name}`,
      "retention-changed": () => "Changed how long history is kept",
      "personal-data-exported": () => "Took their personal data along",
      "account-erased": () => "Erased their account",
      "remote-start": ({ at }) => `Started charging${at}`,
      "remote-stop": ({ at }) => `Stopped charging${at}`,
    } satisfies Readonly<Record<AuditVariant, (facts: AuditFacts) => string>>,
  },
} as const;
