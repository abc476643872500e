import type { BackupContent } from "../../../firmware/backup/backup-content.ts";
import { card, credential, entry, fullEntry, keyring } from "../store/people.ts";

/** A backup with one of each. */
export const content: BackupContent = {
  settings: { "rules.minSession": 30_000, zone: "Europe/Oslo", identification: { pin: true, card: false } },
  access: "restricted",
  people: [
    { id: "p1", firstName: "Ann", lastName: "Ångström", blocked: false },
    { id: "p2", firstName: "=cmd", lastName: "", blocked: true },
  ],
  identifications: [
    {
      person: "p1",
      type: "card",
      card: card(1),
      digest: credential(1).key,
      keyring: keyring.fingerprint,
      label: credential(1).label,
      entry: fullEntry,
    },
    {
      person: null,
      type: "pin",
      card: null,
      // The form of a PIN's digest, and nobody's.
      digest: "ab".repeat(16) as BackupContent["identifications"][number]["digest"],
      keyring: keyring.fingerprint,
      label: "#…",
      entry: entry("guest", "blocked"),
    },
  ],
};
