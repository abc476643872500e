import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { loadCloudConfig, readSecret } from "../../cli/cloud-config.ts";
import { originOf } from "../../cli/cloud-process.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "chargegate-cloud-config-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

function load(text: string) {
  const file = join(folder, "cloud.yaml");
  writeFileSync(file, text);
  return loadCloudConfig(file);
}

test("everything has a default, for this machine alone", () => {
  const config = load("");
  expect(config).toEqual({
    data: join(folder, "cloud-data"),
    web: { listen: { host: "127.0.0.1", port: 8401 }, proxy: false },
    database: "embedded",
    broker: { listen: { host: "127.0.0.1", port: 8403 } },
    mail: "outbox",
  });
  expect(originOf(config)).toBe("http://127.0.0.1:8401");
});

test("secrets come from the file itself, from another file, or from the environment", () => {
  writeFileSync(join(folder, "url"), "postgres://file\n");
  const secret = (text: string) => {
    const { database } = load(`database: ${text}`);
    if (database === "embedded") throw new Error("expected a server");
    return readSecret(database, "database");
  };
  expect(secret('{ url: "postgres://here" }')).toBe("postgres://here");
  expect(secret("{ urlFile: url }")).toBe("postgres://file");
  process.env["CHARGEGATE_TEST_URL"] = "postgres://environment";
  expect(secret("{ urlEnv: CHARGEGATE_TEST_URL }")).toBe("postgres://environment");
  delete process.env["CHARGEGATE_TEST_URL"];
  expect(() => secret("{ urlEnv: CHARGEGATE_TEST_URL }")).toThrow(/CHARGEGATE_TEST_URL is not set/);
  expect(() => secret("{ urlFile: none }")).toThrow(/cannot be read/);
});

test.each([
  ["port: 1", /cloud.yaml:1: port: unknown key/],
  ["web:\n  listen: everywhere", /cloud.yaml:2: web.listen: expected an address and a port/],
  ["origin: https://portal.example.org/", /cloud.yaml:1: origin: expected an address such as/],
  ["origin: javascript:alert(1)", /expected an address such as/],
  ["database: { url: a, urlFile: b }", /cloud.yaml:1: database: expected embedded, or a PostgreSQL server/],
  ["broker: { address: http://x }", /cloud.yaml:1: broker/],
  ["mail: { from: a@b.c }", /cloud.yaml:1: mail: expected outbox, or/],
])("what is wrong is one line: %s", (text, expected) => {
  expect(() => load(text)).toThrow(expected);
});

test("whoever listens at every address says how it is reached", () => {
  expect(() => originOf(load('web: { listen: "0.0.0.0:8401" }'))).toThrow(
    /origin: expected how browsers reach/,
  );
  expect(originOf(load('web: { listen: "0.0.0.0:8401" }\norigin: https://portal.example.org'))).toBe(
    "https://portal.example.org",
  );
});
