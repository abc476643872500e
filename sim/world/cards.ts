import type { ListChange } from "../../cloud/list/installation-list.ts";
import type { TableCard } from "./parts-pictures.ts";

/** The cards on the table. */
export const CARDS: readonly TableCard[] = [
  { name: "Ann", uid: "04A1B2C3" },
  { name: "Bo", uid: "11223344" },
  { name: "Old", uid: "55667788" },
  { name: "Stranger", uid: "DEADBEEF" },
];

/** A PIN that is on the list. */
export const PIN = "#4711";

const active = { status: "active", expires: null } as const;

/** The list to begin with: one of each kind. */
export const FIRST_LIST: readonly ListChange[] = [
  { set: "04A1B2C3", user: "Ann", ...active },
  { set: "11223344", user: "Bo", status: "blocked", expires: null },
  { set: "55667788", user: "Old", status: "active", expires: Date.UTC(2020, 0, 1) },
  { set: PIN, user: "Guest", ...active },
];
