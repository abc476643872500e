import { open, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { SECRET_BYTES } from "../../protocol/digest.ts";
import { INSTALLATION_ID, UNIT_ID } from "../../protocol/topics.ts";
import { syncDirectory } from "../store/sync-directory.ts";

/** Where a unit that has joined keeps what it was given. */
const JOINED = "cloud.json";
/** The same while it is being taken over, with the installation's secret. */
const JOINING = "cloud-joining.json";

const joinedSchema = z.strictObject({
  version: z.literal(1),
  /** The unit's id that it has joined with. */
  unit: z.string().regex(UNIT_ID),
  /** Where it has joined. */
  cloud: z.string().max(1000),
  /** Whose list it uses. */
  installation: z.string().regex(INSTALLATION_ID),
  broker: z.strictObject({
    url: z.string().max(1000),
    username: z.string().max(100),
    /** A secret. */
    password: z.string().max(200),
  }),
  /** Wall clock, milliseconds since 1970. */
  joinedAt: z.number(),
});
/** The cloud that a unit has joined: its own file in the data folder. */
export type JoinedCloud = z.infer<typeof joinedSchema>;

const joiningSchema = joinedSchema.extend({
  /** A secret: the installation's, base64. */
  secret: z.base64().refine((text) => Buffer.from(text, "base64").length === SECRET_BYTES),
  /** Whether what happened before is told to nobody: it happened at another installation. */
  moved: z.boolean(),
});
/** A joining that is begun, and not finished. */
export type Joining = z.infer<typeof joiningSchema>;

/** The file is there, but is not as it was written. */
export class JoinedFileError extends Error {
  readonly code = "JOINED_DAMAGED";

  constructor(path: string) {
    super(
      `${path} is damaged: make a new registration token in the portal, and run chargegate provision again`,
    );
    this.name = "JoinedFileError";
  }
}

/** Null: this unit has joined no cloud. @throws JoinedFileError */
export function readJoined(folder: string): Promise<JoinedCloud | null> {
  return read(join(folder, JOINED), joinedSchema);
}

/** Null: none is under way. @throws JoinedFileError */
export function readJoining(folder: string): Promise<Joining | null> {
  return read(join(folder, JOINING), joiningSchema);
}

/** From here on a joining is finished, whatever happens: its token is used. */
export function beginJoining(folder: string, joining: Joining): Promise<void> {
  return write(folder, JOINING, joiningSchema.parse(joining));
}

/** The unit's keys and store are those of the installation: from here on it uses its cloud. */
export async function endJoining(folder: string, joining: Joining): Promise<void> {
  const { secret: _secret, moved: _moved, ...joined } = joining;
  await write(folder, JOINED, joined);
  await rm(join(folder, JOINING), { force: true });
  await syncDirectory(folder);
}

async function read<T>(path: string, schema: z.ZodType<T>): Promise<T | null> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    throw new JoinedFileError(path);
  }
}

/** For the owner alone; whole or not at all, also when power fails. */
async function write(folder: string, name: string, content: object): Promise<void> {
  const path = join(folder, name);
  const fresh = `${path}.new`;
  await rm(fresh, { force: true });
  const file = await open(fresh, "wx", 0o600);
  try {
    await file.writeFile(`${JSON.stringify(content, null, 2)}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(fresh, path);
  await syncDirectory(folder);
}
