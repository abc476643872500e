import type { z } from "zod";

/** What a setting has to do with. */
export type SettingGroup = "access" | "identification" | "offline" | "sessions" | "pins" | "unit";

/** What a setting is set by: of what form its value is, and within which limits. */
export type Control =
  /** True or false. */
  | { readonly kind: "flag" }
  /** One of `values`. */
  | { readonly kind: "choice" }
  /** Some of `values`, at least one. */
  | { readonly kind: "choices" }
  /** `300ms`, `5s`, `2m`, `1.5h`, `3d` */
  | { readonly kind: "duration" }
  /** `4kWh` */
  | { readonly kind: "energy" }
  /** A whole number. */
  | { readonly kind: "count"; readonly least: number; readonly most: number | null }
  /** An IANA time zone. */
  | { readonly kind: "zone" }
  /** `off`, or `{ lifetime, size }`: a duration and a whole number. */
  | { readonly kind: "cache"; readonly most: number }
  /** `never`, or `{ within }`: a duration. */
  | { readonly kind: "resume" };

/** A control, the written form that its values have, and the value of a unit for which nothing is set. */
export type Form<Schema extends z.ZodType = z.ZodType> = Control & {
  /** The written form: that of `charger.yaml`, of the page and of the API. Messages say what was expected. */
  readonly schema: Schema;
  readonly default: z.output<Schema>;
};

/** A setting in words. */
export interface Words {
  /** In one line, for people. */
  readonly title: string;
  /** What it does, for people; ends without a full stop. */
  readonly explanation: string;
  /** What single values mean, by how they are written: all of a choice, and of others those that need it. */
  readonly values?: Readonly<Record<string, string>>;
  readonly group: SettingGroup;
}

/** When a new value counts, and whose it is to set. */
export interface Standing {
  /** At once, or only after the unit's next start. */
  readonly applies: "live" | "restart";
  /** A unit is managed when its configuration names an installation. */
  readonly decidedBy: "unit" | "cloud-when-managed";
}
