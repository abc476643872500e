import type { Keyring } from "../credential/keyring.ts";
import { ACCESS, type SettingKey, settingOf } from "../settings/catalogue.ts";
import type { SettingMove, Settings } from "../settings/settings.ts";
import type { UnitStore } from "../store/unit-store.ts";
import { type EarlierPeople, peopleNow } from "../whitelist/earlier-people.ts";
import type { BackupContent } from "./backup-content.ts";
import { type LeftOut, restoredPeople } from "./restored-people.ts";

/** What a backup is restored into. */
export interface RestoreParts {
  readonly store: UnitStore;
  readonly keyring: Pick<Keyring, "fingerprint" | "credentialOfCard">;
  readonly settings: Pick<Settings, "all" | "change" | "wouldChange">;
  /** Answers that many unpredictable bytes. */
  readonly random: (bytes: number) => Uint8Array;
}

/** What restoring a backup would do. */
export interface RestorePreview {
  /** Who comes, */
  readonly people: number;
  /** with so many cards and PINs. */
  readonly cards: number;
  readonly pins: number;
  /** Whose cards and PINs cannot come along. */
  readonly leftOut: readonly LeftOut[];
  /** Who is replaced. */
  readonly replaced: { readonly people: number; readonly identifications: number };
  /** Settings that would have other values, in the order in which they are shown. */
  readonly settings: readonly SettingMove[];
  /** Settings of the file that this version does not know, or not so. */
  readonly settingsUnknown: readonly string[];
  /** Access is the cloud's to switch here, and stays as it is. */
  readonly accessIsManaged: boolean;
}

export interface Restored {
  readonly preview: RestorePreview;
  /** Settings that count only after the next start. */
  readonly restartNeeded: readonly SettingKey[];
  /** Why the settings could not be saved, in one line; null: they are. The people are restored in any case. */
  readonly settingsProblem: string | null;
  /** How it was before. */
  readonly earlier: EarlierPeople;
  /** Which change of the people it was (see `putBack`). */
  readonly mark: number;
  /** The settings that undo what was done to them, for `Settings.change`. */
  readonly earlierSettings: Readonly<Record<string, unknown>>;
}

/** What restoring a backup would do now; nothing is changed. @throws StoreError */
export async function previewRestore(content: BackupContent, parts: RestoreParts): Promise<RestorePreview> {
  return previewOf(await planOf(content, parts), parts);
}

/**
 * Makes the local users, and the settings that were made at the unit, those of a backup. The people with their cards and PINs
 * are one transaction, the settings another after it, and those that can count from then on.
 * @throws StoreError when the people cannot be saved; then nothing has changed
 */
export async function restoreBackup(content: BackupContent, parts: RestoreParts): Promise<Restored> {
  const { store, settings } = parts;
  const plan = await planOf(content, parts);
  const before: (Pick<Restored, "preview" | "earlier" | "mark"> & {
    readonly saved: ReturnType<UnitStore["saved"]>;
  })[] = [];
  await store.changeLocalUsers(async () => {
    const earlier = await peopleNow(store);
    const mark = store.localUsersState().change + 1;
    before.push({ preview: previewOf(plan, parts), earlier, mark, saved: store.saved() });
    return { replace: true, set: plan.users, people: { set: plan.people } };
  });
  const [first] = before;
  if (first === undefined) throw new Error("the store did not ask for the change");
  const { saved, ...known } = first;
  const earlierSettings = Object.fromEntries(
    known.preview.settings.map(({ definition: { key }, from }) => [
      key,
      key === ACCESS.key ? from : isKnown(key, saved.settings[key]) ? saved.settings[key] : null,
    ]),
  );
  const change = await settings.change(plan.settings);
  return {
    ...known,
    earlierSettings,
    restartNeeded: change.ok ? change.restartNeeded : [],
    settingsProblem: change.ok ? null : (change.errors[0]?.text ?? ""),
  };
}

type Plan = Awaited<ReturnType<typeof planOf>>;

async function planOf(content: BackupContent, { keyring, settings, random }: RestoreParts) {
  const unknown = Object.keys(content.settings).filter((key) => !isKnown(key, content.settings[key]));
  const known = new Set(Object.keys(content.settings).filter((key) => !unknown.includes(key)));
  const views = settings.all();
  const isManaged = views.some(
    ({ definition, readOnly }) => definition.key === ACCESS.key && readOnly !== null,
  );
  const written = views.flatMap(({ definition: { key } }): [SettingKey, unknown][] => {
    if (key === ACCESS.key) return isManaged ? [] : [[key, content.access]];
    return [[key, known.has(key) ? content.settings[key] : null]];
  });
  return {
    ...(await restoredPeople(content, keyring, random)),
    settings: Object.fromEntries(written),
    settingsUnknown: unknown,
    accessIsManaged: isManaged && content.access !== null,
  };
}

/** Access has its own place in a backup, too. */
function isKnown(key: string, value: unknown): boolean {
  const setting = settingOf(key);
  return setting !== undefined && setting !== ACCESS && setting.schema.safeParse(value).success;
}

function previewOf(plan: Plan, { store, settings }: RestoreParts): RestorePreview {
  const replaced = store.localUsersState();
  const cards = plan.users.filter(({ credential }) => credential.kind === "card").length;
  return {
    people: plan.people.length,
    cards,
    pins: plan.users.length - cards,
    leftOut: plan.leftOut,
    replaced: { people: replaced.people, identifications: replaced.identifications },
    settings: settings.wouldChange(plan.settings),
    settingsUnknown: plan.settingsUnknown,
    accessIsManaged: plan.accessIsManaged,
  };
}
