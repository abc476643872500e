import { z } from "zod";
import type { RestorePreview } from "./restore-backup.ts";

const count = z.int().min(0);

/** What restoring a backup would change, or has changed, as the control socket tells it (docs/control-socket.md). */
export const previewShape = z.object({
  people: count,
  cards: count,
  pins: count,
  leftOut: z.array(z.object({ name: z.string().nullable(), cards: count, pins: count })),
  replaced: z.object({ people: count, identifications: count }),
  settings: z.array(z.object({ key: z.string(), from: z.unknown(), to: z.unknown() })),
  settingsUnknown: z.array(z.string()),
  accessIsManaged: z.boolean(),
});
export type PreviewJson = z.infer<typeof previewShape>;

/** A preview as JSON: settings by their keys. */
export function previewJson({ settings, leftOut, settingsUnknown, ...others }: RestorePreview): PreviewJson {
  return {
    ...others,
    leftOut: [...leftOut],
    settings: settings.map(({ definition: { key }, from, to }) => ({ key, from, to })),
    settingsUnknown: [...settingsUnknown],
  };
}
