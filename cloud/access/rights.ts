import type { Role } from "./role.ts";

/**
 * What may be done at an installation, by role (B2). The whole table: what is not in it, nobody may.
 * `docs/rights.md` shows it, and a test holds the two together.
 */
export const INSTALLATION_RIGHTS = {
  /** See that it is there: its name, its chargers, their lights. */
  "installation.view": ["owner", "user", "service"],
  /** Name, address, zone, circuits. */
  "installation.settings": ["owner", "service"],
  /** Access – restricted / open (B5). */
  "installation.access": ["owner", "service"],
  "installation.add-charger": ["owner", "service"],
  /** See who has access, own and inherited. */
  "installation.permissions.view": ["owner", "service"],
  /** Give and take roles (B3, B6). Service is not among them: it cannot make itself User. */
  "installation.permissions.change": ["owner"],
  /** The cards and PIN codes of all its users, guests included. */
  "installation.credentials": ["owner"],
  /** Who may stop whose sessions. */
  "installation.stop-groups": ["owner"],
  /** All sessions of all users; one's own are no question of rights. */
  "installation.history": ["owner", "service"],
  /** Devices, refused taps, findings. */
  "installation.health": ["owner", "service"],
  "installation.findings.dismiss": ["owner"],
  "installation.audit": ["owner"],
  "installation.retention": ["owner"],
  "installation.transfer": ["owner"],
  "installation.remove": ["owner"],
} as const satisfies Readonly<Record<string, readonly Role[]>>;

/** What may be done at a charger, by role there: granted on the charger itself, or on its installation. */
export const CHARGER_RIGHTS = {
  /** See its state, its light, its own name. */
  "charger.view": ["owner", "user", "service"],
  /** Start and stop in one's own name; reserve; enrol a card of one's own (B7, B8). Service cannot charge. */
  "charger.charge": ["owner", "user"],
  /** Stop anybody's session. */
  "charger.stop-any": ["owner", "service"],
  /** Name, circuit, registration token. */
  "charger.settings": ["owner", "service"],
  /** See its sessions, all of them. */
  "charger.history": ["owner", "service"],
  /** Reader, clock, list, refused taps. */
  "charger.health": ["owner", "service"],
  "charger.permissions.view": ["owner", "service"],
  "charger.permissions.change": ["owner"],
  /** The charger PIN (B9). An owner also needs what `may` says of it. */
  "charger.pin": ["owner", "service"],
  "charger.remove": ["owner"],
} as const satisfies Readonly<Record<string, readonly Role[]>>;

/** What may be done at a user group (B6): by its members, or by its administrators alone. */
export const GROUP_RIGHTS = {
  /** Its page: members, lookup key, what it was granted. */
  "group.view": ["member", "admin"],
  "group.edit": ["admin"],
  "group.members": ["admin"],
  "group.return-urls": ["admin"],
  "group.credentials": ["admin"],
  "group.audit": ["admin"],
} as const satisfies Readonly<Record<string, readonly ("member" | "admin")[]>>;

/** What support staff may do. */
export const SUPPORT_RIGHTS = ["support.view", "support.decide", "support.make-group"] as const;

export type InstallationAction = keyof typeof INSTALLATION_RIGHTS;
export type ChargerAction = keyof typeof CHARGER_RIGHTS;
export type GroupAction = keyof typeof GROUP_RIGHTS;
export type SupportAction = (typeof SUPPORT_RIGHTS)[number];
