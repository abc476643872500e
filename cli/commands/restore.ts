import { readFileSync, statSync } from "node:fs";
import { z } from "zod";
import { LARGEST_BACKUP } from "../../firmware/backup/envelope.ts";
import { type PreviewJson, previewShape } from "../../firmware/backup/preview-json.ts";
import { askDesk } from "../ask-desk.ts";
import { CommandError, EXIT } from "../exit-codes.ts";
import { confirmed, readPassphrase } from "../passphrase.ts";

const preview = previewShape.extend({ unit: z.string(), made: z.number() });
const restored = preview.extend({
  restartNeeded: z.array(z.string()),
  settingsProblem: z.string().nullable(),
});

/** `chargegate restore`: shows what would change, asks, and does it. */
export async function restore(file: string, yes: boolean, configFile: string): Promise<void> {
  const bytes = readBackup(file).toString("base64");
  const passphrase = await readPassphrase(false);
  const looked = preview.parse(await askDesk(configFile, { op: "restore-preview", file: bytes, passphrase }));
  process.stdout.write(previewText(looked));
  if (!yes) {
    const answer = await confirmed("Restore this backup?");
    if (answer === null)
      throw new CommandError(EXIT.usage, "nothing was changed: add --yes, as nobody can be asked here");
    if (!answer) throw new CommandError(EXIT.usage, "nothing was changed");
  }
  const done = restored.parse(await askDesk(configFile, { op: "restore", file: bytes, passphrase }));
  process.stdout.write(`restored: ${done.people} users, ${done.cards} cards, ${done.pins} PINs\n`);
  if (done.restartNeeded.length > 0)
    process.stderr.write(`count after the unit's next start: ${done.restartNeeded.join(", ")}\n`);
  if (done.settingsProblem !== null)
    throw new CommandError(
      EXIT.failed,
      `the users are restored, but the settings are as they were (${done.settingsProblem}): restore once more`,
    );
}

/** What would change, for a person at a terminal; names and keys come from the file, and nothing in them steers the terminal. */
function previewText(looked: PreviewJson & { readonly unit: string; readonly made: number }): string {
  const { replaced } = looked;
  const lines = [
    `made by unit ${looked.unit}, ${new Date(looked.made).toISOString()}`,
    `restores   ${looked.people} users, ${looked.cards} cards, ${looked.pins} PINs`,
    `replaces   ${replaced.people} users with ${replaced.identifications} cards and PINs`,
    ...looked.leftOut.map(
      ({ name, cards, pins }) =>
        `set anew   ${name ?? "(without a name)"}: ${cards} cards, ${pins} PINs, which were made with other keys`,
    ),
    ...looked.settings.map(
      ({ key, from, to }) =>
        `changes    ${key}: ${JSON.stringify(from)} to ${JSON.stringify(to)}${key === "access" && to === "open" ? ", and anyone may charge then" : ""}`,
    ),
    ...looked.settingsUnknown.map((key) => `leaves out ${key}: this version does not know it, or not so`),
    ...(looked.accessIsManaged
      ? ["leaves out access: it is switched in the portal of the installation"]
      : []),
  ];
  return lines.map((line) => `${line.replaceAll(/\p{Cc}/gu, " ")}\n`).join("");
}

function readBackup(file: string): Buffer {
  try {
    if (statSync(file).size <= LARGEST_BACKUP) return readFileSync(file);
  } catch (error) {
    throw new CommandError(
      EXIT.usage,
      `${file}: cannot be read (${error instanceof Error ? error.message : String(error)})`,
    );
  }
  throw new CommandError(EXIT.usage, `${file}: a backup has at most ${LARGEST_BACKUP} bytes`);
}
