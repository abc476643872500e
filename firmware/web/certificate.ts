import { createPrivateKey, createPublicKey, X509Certificate } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { isIP } from "node:net";
import { join } from "node:path";
import { syncDirectory } from "../store/sync-directory.ts";

/** A certificate and its private key, PEM. */
export interface Certificate {
  readonly cert: string;
  /** A secret. */
  readonly key: string;
}

/** Browsers of one maker take none that is good for longer than 825 days. */
const DAYS = 800;
const DAY = 86_400_000;
/** One that ends sooner is made anew, milliseconds. */
const LEFT_AT_LEAST = 30 * DAY;

/**
 * The certificate that the unit has made for itself, from its data folder; made there when it is missing, about to end, or
 * does not hold a host name among `names`. Addresses come and go with the network: that one is not in it is no reason to make
 * another, since nobody vouches for it anyway. A browser asks once, and `chargegate web-code` shows the fingerprint to compare
 * with. The key stays the same.
 *
 * @param names host names and addresses, without ports
 * @param now wall clock, milliseconds since 1970
 */
export async function ownCertificate(
  folder: string,
  unit: string,
  names: readonly string[],
  now: number,
): Promise<Certificate> {
  const kept = read(folder);
  if (kept !== null && isGood(kept, names, now)) return kept;
  // Loaded only when needed: with its ASN.1 library it takes as much memory as a small page.
  const { generate } = await import("selfsigned");
  const made = await generate([{ name: "commonName", value: unit }], {
    keyType: "ec",
    curve: "P-256",
    ...keyPairOf(kept),
    algorithm: "sha256",
    notBeforeDate: new Date(now - DAY),
    notAfterDate: new Date(now + DAYS * DAY),
    extensions: [
      { name: "basicConstraints", cA: false, critical: true },
      { name: "keyUsage", digitalSignature: true, critical: true },
      { name: "extKeyUsage", serverAuth: true },
      { name: "subjectAltName", altNames: names.map((name) => altName(name)) },
    ],
  });
  const certificate = { cert: made.cert, key: made.private };
  await write(folder, certificate);
  return certificate;
}

/** The SHA-256 fingerprint, as browsers show it. */
export function fingerprintOf(cert: string): string {
  return new X509Certificate(cert).fingerprint256;
}

function read(folder: string): Certificate | null {
  try {
    const [cert, key] = ["web-cert.pem", "web-key.pem"].map((name) =>
      readFileSync(join(folder, name), "utf8"),
    );
    return cert && key ? { cert, key } : null;
  } catch {
    return null;
  }
}

/** Power may have failed between the writing of a new key and that of its certificate, which leaves the key with the old one. */
function isGood({ cert, key }: Certificate, names: readonly string[], now: number): boolean {
  try {
    const parsed = new X509Certificate(cert);
    const named = names.every((name) => isAddress(name) || parsed.checkHost(name) !== undefined);
    const isItsKey = parsed.checkPrivateKey(createPrivateKey(key));
    return named && isItsKey && Date.parse(parsed.validTo) - now > LEFT_AT_LEAST;
  } catch {
    return false;
  }
}

/** The key goes first: a key without its certificate is kept for the next one. */
async function write(folder: string, { cert, key }: Certificate): Promise<void> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  for (const [name, text] of [
    ["web-key.pem", key],
    ["web-cert.pem", cert],
  ] as const) {
    writeFileSync(join(folder, `${name}.new`), text, { mode: 0o600, flush: true });
    renameSync(join(folder, `${name}.new`), join(folder, name));
  }
  await syncDirectory(folder);
}

/** GeneralName (RFC 5280, 4.2.1.6): 7 an address, 2 a DNS name. */
function altName(name: string): { type: 7; ip: string } | { type: 2; value: string } {
  return isAddress(name) ? { type: 7, ip: name } : { type: 2, value: name };
}

/** The keys of the certificate before, if they can be used. */
function keyPairOf(kept: Certificate | null): { keyPair?: { privateKey: string; publicKey: string } } {
  if (kept === null) return {};
  try {
    const privateKey = createPrivateKey(kept.key);
    const publicKey = createPublicKey(privateKey).export({ type: "spki", format: "pem" }).toString();
    return { keyPair: { privateKey: kept.key, publicKey } };
  } catch {
    return {};
  }
}

function isAddress(name: string): boolean {
  return isIP(name) !== 0;
}
