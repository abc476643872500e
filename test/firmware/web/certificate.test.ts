import { createPrivateKey, X509Certificate } from "node:crypto";
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { fingerprintOf, ownCertificate } from "../../../firmware/web/certificate.ts";

const NOW = Date.UTC(2026, 10, 21);
const DAY = 86_400_000;
const NAMES = ["localhost", "127.0.0.1", "::1", "charger.local"];
const folders: string[] = [];
const folder = () => {
  const made = mkdtempSync(join(tmpdir(), "chargegate-cert-"));
  folders.push(made);
  return made;
};
afterAll(() => {
  for (const made of folders) rmSync(made, { recursive: true });
});

test("names every name of the unit, fits its key, and is for nobody else to read", async () => {
  const place = folder();
  const { cert, key } = await ownCertificate(place, "CG-0001", NAMES, NOW);
  const parsed = new X509Certificate(cert);
  expect(parsed.checkHost("charger.local")).toBe("charger.local");
  expect(parsed.checkIP("127.0.0.1")).toBe("127.0.0.1");
  expect(parsed.checkIP("::1")).toBe("::1");
  expect(parsed.checkHost("elsewhere.example")).toBeUndefined();
  expect(parsed.ca).toBe(false);
  expect(parsed.checkPrivateKey(createPrivateKey(key))).toBe(true);
  expect(fingerprintOf(cert)).toMatch(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/);
  for (const name of readdirSync(place)) expect(statSync(join(place, name)).mode & 0o077, name).toBe(0);
  expect(readdirSync(place).toSorted()).toEqual(["web-cert.pem", "web-key.pem"]);
});

test("stays the same until it is about to end, or the unit gets another host name; its key stays in any case", async () => {
  const place = folder();
  const first = await ownCertificate(place, "CG-0001", NAMES, NOW);
  expect(await ownCertificate(place, "CG-0001", NAMES, NOW + 700 * DAY)).toEqual(first);
  expect(await ownCertificate(place, "CG-0001", [...NAMES, "192.168.1.20"], NOW)).toEqual(first);
  const renewed = await ownCertificate(place, "CG-0001", [...NAMES, "192.168.1.20"], NOW + 780 * DAY);
  expect(renewed.cert).not.toBe(first.cert);
  expect(new X509Certificate(renewed.cert).checkIP("192.168.1.20")).toBe("192.168.1.20");
  const named = await ownCertificate(place, "CG-0001", [...NAMES, "garage.local"], NOW + 780 * DAY);
  expect(new X509Certificate(named.cert).checkHost("garage.local")).toBe("garage.local");
  for (const { cert } of [renewed, named])
    expect(new X509Certificate(cert).checkPrivateKey(createPrivateKey(first.key))).toBe(true);
});

test("one that cannot be read is made anew", async () => {
  const place = folder();
  const first = await ownCertificate(place, "CG-0001", NAMES, NOW);
  writeFileSync(join(place, "web-cert.pem"), "nonsense");
  expect((await ownCertificate(place, "CG-0001", NAMES, NOW)).cert).not.toBe(first.cert);
});

test("one whose key is another's is made anew: power failed while both were written", async () => {
  const [place, other] = [folder(), folder()];
  const first = await ownCertificate(place, "CG-0001", NAMES, NOW);
  const { key } = await ownCertificate(other, "CG-0001", NAMES, NOW);
  writeFileSync(join(place, "web-key.pem"), key);
  const made = await ownCertificate(place, "CG-0001", NAMES, NOW);
  expect(made.cert).not.toBe(first.cert);
  expect(new X509Certificate(made.cert).checkPrivateKey(createPrivateKey(made.key))).toBe(true);
});
