import { existsSync, readFileSync } from "node:fs";
import { dirname, isAbsolute, resolve } from "node:path";
import { z } from "zod";
import { parseYaml } from "../firmware/config/parse.ts";
import { listen } from "../firmware/config/web.ts";
import { CommandError, EXIT } from "./exit-codes.ts";

const file = z.string().min(1).max(4096);

/** Where a secret text is: written here, in a file, or in the environment. */
function secretText(name: string, example: string) {
  return z
    .strictObject({
      [name]: z.string().min(1).max(2000).optional(),
      [`${name}File`]: file.optional(),
      [`${name}Env`]: z
        .string()
        .regex(/^[A-Za-z_][A-Za-z0-9_]*$/, "expected the name of an environment variable")
        .optional(),
    })
    .refine(
      (given) => Object.values(given).filter((value) => value !== undefined).length === 1,
      `expected one of ${name}, ${name}File or ${name}Env, such as { ${name}: "${example}" }`,
    )
    .transform((given): SecretText => {
      const [written, inFile, inEnvironment] = [given[name], given[`${name}File`], given[`${name}Env`]];
      if (inFile !== undefined) return { from: "file", file: inFile };
      return inEnvironment === undefined
        ? { from: "here", text: written ?? "" }
        : { from: "environment", name: inEnvironment };
    });
}

/** Read when the cloud starts (`readSecret`). */
export type SecretText =
  | { readonly from: "here"; readonly text: string }
  | { readonly from: "file"; readonly file: string }
  | { readonly from: "environment"; readonly name: string };

const ORIGIN = "expected an address such as https://portal.example.org, without a path";
const brokerAddress = z
  .string()
  .max(1000)
  .regex(/^mqtts?:\/\/[^/?#@]+$/, "expected mqtt://host:port or mqtts://host:port");

/** `cloud.yaml`: what a cloud is made of. Everything has a default. */
export const cloudConfigSchema = z.strictObject({
  data: file.default("./cloud-data").describe("the data folder, relative to this file"),
  origin: z
    .string()
    .max(300)
    .refine(
      (text) =>
        URL.canParse(text) && /^https?:$/.test(new URL(text).protocol) && new URL(text).origin === text,
      ORIGIN,
    )
    .optional()
    .describe("how browsers and units reach the portal; stands in the links of mails"),
  web: z
    .strictObject({
      listen: listen.prefault("127.0.0.1:8401").describe("where the portal listens"),
      tls: z
        .strictObject({ cert: file, key: file })
        .optional()
        .describe("PEM files; without them plain HTTP, for this machine or behind a proxy"),
      proxy: z
        .boolean("expected true or false")
        .default(false)
        .describe(
          "a proxy of yours stands before it: its `X-Forwarded-For` and `X-Forwarded-Proto` are believed",
        ),
    })
    .prefault({}),
  keyFile: file
    .optional()
    .describe(
      "the master key, 32 bytes, readable for its owner alone; without it, `master.key` in the data folder",
    ),
  database: z
    .union([z.literal("embedded"), secretText("url", "postgres://user:password@host/database")], {
      error: 'expected embedded, or a PostgreSQL server: { url: "postgres://user:password@host/database" }',
    })
    .default("embedded")
    .describe("where everything is kept"),
  broker: z
    .union(
      [
        z.strictObject({
          listen: listen.prefault("127.0.0.1:8403"),
          address: brokerAddress.optional(),
        }),
        z.strictObject({
          external: secretText("url", "mqtt://user:password@host:1883"),
          address: brokerAddress.optional(),
        }),
      ],
      { error: "expected { listen, address } for the embedded broker, or { external: { url }, address }" },
    )
    .prefault({})
    .describe("the MQTT broker"),
  mail: z
    .union(
      [
        z.literal("outbox"),
        z.strictObject({
          smtp: secretText("url", "smtps://user:password@host"),
          from: z.string().min(3).max(300),
        }),
      ],
      { error: "expected outbox, or { smtp: { url }, from }" },
    )
    .default("outbox")
    .describe("how mail is sent"),
});
export type CloudConfig = z.infer<typeof cloudConfigSchema>;

/**
 * Reads the cloud's configuration; paths in it become absolute, relative to the file.
 * @param given null: `./cloud.yaml` if there is one, else the defaults
 * @throws CommandError
 */
export function loadCloudConfig(given: string | null): CloudConfig {
  const name = given ?? "./cloud.yaml";
  const text = given === null && !existsSync(name) ? "" : readConfig(name);
  const parsed = parseYaml(text, name, cloudConfigSchema);
  if (!parsed.ok) throw new CommandError(EXIT.usage, parsed.problems.join("\n"));
  const { config } = parsed;
  const base = dirname(resolve(name));
  const absolute = (path: string) => (isAbsolute(path) ? path : resolve(base, path));
  const secret = (text: SecretText): SecretText =>
    text.from === "file" ? { ...text, file: absolute(text.file) } : text;
  const { web, keyFile, database, broker, mail } = config;
  return {
    ...config,
    data: absolute(config.data),
    web: { ...web, ...(web.tls && { tls: { cert: absolute(web.tls.cert), key: absolute(web.tls.key) } }) },
    ...(keyFile !== undefined && { keyFile: absolute(keyFile) }),
    database: database === "embedded" ? database : secret(database),
    broker: "external" in broker ? { ...broker, external: secret(broker.external) } : broker,
    mail: mail === "outbox" ? mail : { ...mail, smtp: secret(mail.smtp) },
  };
}

/** @param what for the message @throws CommandError */
export function readSecret(secret: SecretText, what: string): string {
  switch (secret.from) {
    case "here":
      return secret.text;
    case "file":
      return readConfig(secret.file).trim();
    case "environment": {
      const text = process.env[secret.name];
      if (text === undefined || text === "")
        throw new CommandError(EXIT.usage, `${what}: the environment variable ${secret.name} is not set`);
      return text;
    }
  }
}

function readConfig(name: string): string {
  try {
    return readFileSync(name, "utf8");
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new CommandError(EXIT.usage, `${name}: cannot be read (${why})`);
  }
}
