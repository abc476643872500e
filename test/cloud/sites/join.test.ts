import { generateKeyPairSync } from "node:crypto";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { ChargerId, InstallationId, PersonId } from "../../../cloud/database/ids.ts";
import { chargers, installations } from "../../../cloud/database/schema/schema.ts";
import { Chargers } from "../../../cloud/sites/chargers.ts";
import { brokerPasswordHash } from "../../../cloud/sites/join.ts";
import { type JoinSource, joinApp } from "../../../cloud/sites/join-endpoint.ts";
import { Site } from "../site.ts";

const BROKER = "mqtt://127.0.0.1:8403";
const keyOf = (type: "ed25519" | "x25519") =>
  // The two have different overloads of the same function.
  (type === "ed25519" ? generateKeyPairSync("ed25519") : generateKeyPairSync("x25519")).publicKey
    .export({ format: "der", type: "spki" })
    .toString("base64");
const publicKey = keyOf("ed25519");

let site: Site;
let source: JoinSource;
let app: ReturnType<typeof joinApp>;
let ann: PersonId;
let home: InstallationId;
let charger: ChargerId;
let token: string;

beforeAll(async () => {
  site = await Site.open();
});
beforeEach(async () => {
  await site.empty();
  source = { address: "192.0.2.7", secure: true };
  app = joinApp(site.parts, { brokerUrl: BROKER, source: () => source });
  ann = await site.person("Ann");
  home = await site.installation("Home", { owner: ann });
  charger = await site.charger(home, "left", { owner: ann, unit: "CG-0001", joined: false });
  token = await newToken();
});
afterAll(() => site.close());

async function newToken(): Promise<string> {
  const made = await new Chargers(site.parts).newToken(await site.actor(ann), charger);
  if (!made.ok) throw new Error(made.problem);
  return made.token;
}

async function post(body: unknown): Promise<{ status: number; answer: Record<string, unknown> }> {
  const response = await app.request("/join", {
    method: "POST",
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
  const answer: unknown = await response.json();
  return { status: response.status, answer: typeof answer === "object" ? { ...answer } : {} };
}

const joining = (change: object = {}) =>
  post({ token, unit: "CG-0001", publicKey, software: "chargegate 0.1.0", ...change });

async function row() {
  const [found] = await site.db.select().from(chargers).where(eq(chargers.id, charger));
  if (!found) throw new Error("expected the charger");
  return found;
}

test("a unit joins by its token: it is given the installation, its secret, and a broker password of its own", async () => {
  const { status, answer } = await joining();
  const [installation] = await site.db.select().from(installations);
  expect(status).toBe(200);
  expect(answer).toMatchObject({
    installation: installation?.topic,
    charger: "left",
    site: "Home",
    broker: { url: BROKER, username: "CG-0001" },
  });
  const secret = site.parts.vault.open(
    "installation-secret",
    home,
    installation?.secretSealed ?? Buffer.of(),
  );
  expect(answer["secret"]).toBe(secret.toString("base64"));
  const { broker } = answer;
  const password =
    typeof broker === "object" && broker !== null && "password" in broker ? String(broker.password) : "";
  const joined = await row();
  expect(Buffer.from(joined.brokerHash ?? [])).toEqual(brokerPasswordHash(password));
  expect(Buffer.from(joined.publicKey ?? []).toString("base64")).toBe(publicKey);
  expect(joined).toMatchObject({ joinedAt: site.now(), reach: "offline" });
  expect((await site.audited()).at(-1)).toMatchObject({
    action: "charger-joined",
    actorName: "ChargeGate",
    chargerId: charger,
  });
  const written = JSON.stringify([await site.audited(), site.log.lines]);
  for (const kept of [password, secret.toString("base64"), token]) expect(written).not.toContain(kept);
});

test("a token is good once, also when two come with it at the same time", async () => {
  const both = await Promise.all([joining(), joining()]);
  expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 410]);
  expect(await joining()).toEqual({ status: 410, answer: { problem: "token-used" } });
});

test("a token is read as people type it", async () => {
  const typed = ` ${token.toLowerCase().replaceAll("-", " ").replaceAll("0", "o").replaceAll("1", "l")} `;
  expect((await joining({ token: typed })).status).toBe(200);
});

test("a token of another charger, an old one, a replaced one and none open nothing", async () => {
  expect(await joining({ unit: "CG-0002" })).toEqual({ status: 409, answer: { problem: "wrong-unit" } });
  expect(await joining({ token: "AAAA" })).toEqual({ status: 404, answer: { problem: "token-unknown" } });
  const replaced = token;
  token = await newToken();
  expect(await joining({ token: replaced })).toEqual({ status: 404, answer: { problem: "token-unknown" } });
  site.time.advance(24 * 3_600_000);
  expect(await joining()).toEqual({ status: 410, answer: { problem: "token-expired" } });
  expect(await row()).toMatchObject({ joinedAt: null, brokerHash: null });
});

test("a unit that joins anew has another password, and the old one is void", async () => {
  await joining();
  const before = await row();
  token = await newToken();
  expect((await joining()).status).toBe(200);
  expect(Buffer.compare((await row()).brokerHash ?? Buffer.of(), before.brokerHash ?? Buffer.of())).not.toBe(
    0,
  );
});

test("nothing is answered where others could read along, and a token that came so stays good", async () => {
  source = { address: "192.0.2.7", secure: false };
  expect(await joining()).toEqual({ status: 421, answer: { problem: "not-secure" } });
  source = { address: "192.0.2.7", secure: true };
  expect((await joining()).status).toBe(200);
});

test("one source may try so often; another one goes on", async () => {
  for (let tries = 0; tries <= 20; tries += 1) await joining({ token: "AAAA" });
  expect(await joining()).toEqual({ status: 429, answer: { problem: "too-many" } });
  source = { address: "192.0.2.8", secure: true };
  expect((await joining()).status).toBe(200);
});

test.each([
  ["no JSON", "token=AAAA"],
  ["another shape", { token: "AAAA" }],
  ["a key of another kind", { token: "AAAA", unit: "CG-0001", publicKey: keyOf("x25519"), software: "" }],
  ["no key", { token: "AAAA", unit: "CG-0001", publicKey: "AAAA", software: "" }],
])("a body that is not as expected: %s", async (_, body) => {
  expect(await post(body)).toEqual({ status: 400, answer: { problem: "not-as-expected" } });
});

test("a body above 4 kB is not read", async () => {
  expect(await post("x".repeat(5_000))).toEqual({ status: 413, answer: { problem: "too-long" } });
});
