import { askDesk } from "../ask-desk.ts";
import { CommandError, EXIT } from "../exit-codes.ts";

/** `chargegate access open|restricted` */
export async function access(mode: string, configFile: string): Promise<void> {
  if (mode !== "open" && mode !== "restricted") {
    throw new CommandError(EXIT.usage, `no access mode "${mode}": expected open or restricted`);
  }
  await askDesk(configFile, { op: "access", access: mode });
  process.stdout.write(`access is ${mode}\n`);
}
