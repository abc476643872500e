import { randomBytes } from "node:crypto";
import type { Clock } from "../../hal/clock.ts";
import { parseCardId } from "../../protocol/card-id.ts";
import { parsePin } from "../../protocol/pin.ts";
import type { ClockQuality } from "../../protocol/state.ts";
import type { UnitConfig } from "../config/schema.ts";
import type { Credential } from "../core/credential.ts";
import { lightOf } from "../core/light.ts";
import { stateName } from "../core/view.ts";
import type { Keyring } from "../credential/keyring.ts";
import { recordJson } from "../happening-json.ts";
import { inTime } from "../in-time.ts";
import type { InEffect } from "../settings/in-effect.ts";
import type { Settings } from "../settings/settings.ts";
import type { UnitStore } from "../store/unit-store.ts";
import type { Unit } from "../unit.ts";
import { unitHealth } from "../unit-health.ts";
import type { LoginCode } from "../web/access/login-code.ts";
import { formatFileError } from "../whitelist/csv.ts";
import { writeExpiry } from "../whitelist/expiry.ts";
import { addOne, exportCsv, importCsv, list, removeOne } from "../whitelist/whitelist.ts";
import type { ControlAnswer, ControlRequest } from "./message.ts";

/** The unit's page, as the desk knows it. */
export interface DeskPage {
  /** Where it can be opened now, the likeliest first. */
  urls(): readonly [string, ...string[]];
  /** Of its certificate, SHA-256; null: it is served without TLS. */
  readonly fingerprint: string | null;
  /** A new code that lets one person in. */
  issueCode(): LoginCode;
}

/** What the desk works on. */
export interface DeskParts {
  readonly store: UnitStore;
  readonly keyring: Keyring;
  readonly clock: Clock;
  /** How good the clock is; asked while no unit runs that would know. Absent: nobody knows, and it is believed. */
  readonly clockQuality?: () => ClockQuality;
  readonly config: UnitConfig;
  /** Answers that many unpredictable bytes (default: the system's). */
  readonly random?: (bytes: number) => Uint8Array;
  /** The settings in effect, those made at the unit included. */
  readonly settings: () => InEffect;
  /** The same, to be changed; absent: no backup can be restored here. */
  readonly changeable?: Settings;
  /** The unit's page, once it is served, and what keeps it from being so now; absent or null: it has none, or it cannot be served. */
  readonly page?: { readonly served: Promise<DeskPage | null>; readonly problem: string | null };
  /** The running unit; null when a command has opened the folder itself. */
  readonly unit: Unit | null;
}

/** A board opens its contactor within 3 s of its withdrawal, or is called welded after 7: no longer is waited. */
const OPENED_WITHIN = 7_500;

/** A page that cannot be served is tried again without end: nobody waits for it longer, milliseconds. */
const SERVED_WITHIN = 5_000;
const NOT_YET = "the unit's page is not served yet: ask again in a moment, or look into the unit's log";

type Final = Exclude<ControlAnswer, { progress: unknown }>;

/** Carries out what other commands ask of the unit, whether it runs or not. */
export class Desk {
  readonly #parts: DeskParts;

  constructor(parts: DeskParts) {
    this.#parts = parts;
  }

  async answer(request: ControlRequest, progress: (done: number, total: number) => void): Promise<Final> {
    const { store, keyring, unit, random = randomBytes } = this.#parts;
    const { zone } = this.#parts.settings();
    switch (request.op) {
      case "status":
        return { ok: this.#status() };
      case "health":
        return unit ? { ok: unitHealth(unit, this.#parts) } : notRunning;
      case "web-code":
        return unit ? this.#webCode() : notRunning;
      case "access":
        if (!unit) return notRunning;
        unit.switchAccess(request.access);
        return { ok: { access: request.access } };
      case "withdraw":
        return unit ? this.#withdraw(unit) : notRunning;
      case "journal":
        return { ok: this.#records(request.from, request.limit) };
      case "whitelist-import": {
        const result = await importCsv(store, keyring, Buffer.from(request.csv, "base64"), {
          replace: request.replace,
          zone,
          random,
          onProgress: ({ done, of }) => progress(done, of),
        });
        if (!result.ok) return badInput(result.errors.map(formatFileError));
        const { added, updated, removed } = result;
        this.#changed();
        return { ok: { added, updated, removed } };
      }
      case "whitelist-export": {
        const { text, cards, pinsLeftOut, numbersUnknown, damaged } = await exportCsv(store);
        return { ok: { text, cards, pinsLeftOut, numbersUnknown, damaged } };
      }
      case "whitelist-list":
        return { ok: await this.#users() };
      case "whitelist-add": {
        const { id, user, status, expires } = request;
        const type = id.trim().startsWith("#") ? "pin" : "card";
        const result = await addOne(store, keyring, { id, type, user, status, expires }, { zone, random });
        if (!result.ok) return badInput(result.errors.map(({ column, text }) => `${column}: ${text}`));
        this.#changed();
        return { ok: { change: result.change, label: result.credential.label } };
      }
      case "whitelist-remove": {
        const result = await removeOne(store, keyring, request.id);
        if (!result.ok) return badInput([`id: ${result.text}`]);
        if (result.removed) this.#changed();
        return { ok: { removed: result.removed } };
      }
      case "backup":
        return this.#backup(request.passphrase);
      case "restore-preview":
      case "restore":
        return this.#restore(request);
      case "explain":
        return this.#explain(request);
    }
  }

  #status(): unknown {
    const { unit, store } = this.#parts;
    const state = unit?.state;
    return {
      running: unit !== null,
      access: state?.access ?? store.saved().access,
      connectors: state?.connectors.map((connector) => ({
        id: connector.id,
        state: stateName(state, connector),
        light: lightOf(state, connector),
        contactor: connector.report?.contactor ?? "unknown",
      })),
      list: store.cloudList(),
    };
  }

  /** A code for the unit's page; whoever can use this socket can read the data folder. */
  async #webCode(): Promise<Final> {
    const { page: coming, clock } = this.#parts;
    if (!coming) return noPage;
    const served = await inTime(clock, SERVED_WITHIN, coming.served);
    if (!served) return { error: { code: "NO_PAGE", message: coming.problem ?? NOT_YET } };
    const { result: page } = served;
    if (!page) return noPage;
    const { code, validFor } = page.issueCode();
    const [url, ...otherUrls] = page.urls();
    return { ok: { code, validFor, url, otherUrls, fingerprint: page.fingerprint } };
  }

  /** Ends every session, and waits until every board has reported its contactor open. */
  async #withdraw(unit: Unit): Promise<Final> {
    const { clock } = this.#parts;
    unit.stopAll();
    const until = clock.mono() + OPENED_WITHIN;
    const closed = () =>
      unit.state.connectors
        .filter(({ link, report }) => link !== "up" || report?.contactor !== "open")
        .map(({ id }) => id);
    while (closed().length > 0 && clock.mono() < until) {
      await new Promise<void>((resolve) => clock.after(100, resolve));
    }
    return { ok: { notOpen: closed() } };
  }

  #records(from: number, limit: number): unknown[] {
    const records: unknown[] = [];
    for (const record of this.#parts.store.journal(from)) {
      if (records.length === limit) break;
      records.push(recordJson(record));
    }
    return records;
  }

  async #users(): Promise<unknown[]> {
    return (await list(this.#parts.store)).map(({ credential, entry }) => ({
      id: credential.label,
      type: credential.kind,
      user: entry.user,
      status: entry.status,
      expires: writeExpiry(entry.expires),
    }));
  }

  async #backup(passphrase: string): Promise<Final> {
    const { store, keyring, clock, config, random = randomBytes } = this.#parts;
    // Loaded only when needed: the unit's start waits for none of it.
    const [{ collectBackup }, { sealBackup }] = await Promise.all([
      import("../backup/collect-backup.ts"),
      import("../backup/seal.ts"),
    ]);
    const { content, damaged } = await collectBackup({ store, keyring });
    const sealed = await sealBackup(content, passphrase, { unit: config.unit, random, now: clock.wall() });
    if (!sealed.ok) return badInput([sealed.text]);
    const { people, identifications } = content;
    return {
      ok: {
        file: sealed.file.toString("base64"),
        people: people.length,
        cards: identifications.filter(({ type }) => type === "card").length,
        pins: identifications.filter(({ type }) => type === "pin").length,
        damaged,
      },
    };
  }

  async #restore({
    op,
    file,
    passphrase,
  }: Extract<ControlRequest, { op: "restore" | "restore-preview" }>): Promise<Final> {
    const { store, keyring, random = randomBytes, changeable: settings } = this.#parts;
    if (!settings) return cannotRestore;
    const [{ openBackup }, { previewRestore, restoreBackup }, { previewJson }] = await Promise.all([
      import("../backup/seal.ts"),
      import("../backup/restore-backup.ts"),
      import("../backup/preview-json.ts"),
    ]);
    const opened = await openBackup(Buffer.from(file, "base64"), passphrase);
    if (!opened.ok) return badInput([opened.text]);
    const { unit, made, content } = opened;
    const into = { store, keyring, settings, random };
    if (op === "restore-preview")
      return { ok: { unit, made, ...previewJson(await previewRestore(content, into)) } };
    const { preview, restartNeeded, settingsProblem } = await restoreBackup(content, into);
    this.#changed();
    return { ok: { unit, made, ...previewJson(preview), restartNeeded, settingsProblem } };
  }

  /** Nothing is changed by it, and nobody hears of it. */
  async #explain({ id, offline, at, connector }: Extract<ControlRequest, { op: "explain" }>): Promise<Final> {
    const { store, keyring, unit, clock, clockQuality, config } = this.#parts;
    const settings = this.#parts.settings();
    // Loaded only when needed: the unit's start waits for none of it.
    const [{ explain }, { parseMoment }, { setupOf }] = await Promise.all([
      import("../explain.ts"),
      import("../explain/moment.ts"),
      import("../explain/setup.ts"),
    ]);
    const setup = setupOf(config, settings);
    const moment = at === null ? null : parseMoment(at, settings.zone);
    if (moment?.ok === false) return badInput([`at: ${moment.text}`]);
    const place = connector === null ? null : setup.connectors.find((one) => one === connector);
    if (place === undefined)
      return badInput([`connector: expected one of the unit's connectors (${setup.connectors.join(", ")})`]);
    const credential = await credentialOf(keyring, id);
    if (typeof credential === "string") return badInput([`id: ${credential}`]);
    const question = { credential, offline, connector: place, wall: moment?.wall ?? null };
    const now = { mono: clock.mono(), wall: clock.wall() };
    const clockTrusted = clockQuality?.() !== "unsynchronized";
    const grounds = { setup, store, state: unit?.state ?? null, lost: unit?.lost ?? [], now, clockTrusted };
    return { ok: await explain(question, grounds) };
  }

  #changed(): void {
    const { store, unit } = this.#parts;
    unit?.localUsersChanged(store.localUsersState().identifications);
  }
}

/** The credential that was typed, or what was expected. Whoever stands at a keypad goes first. */
async function credentialOf(keyring: Keyring, id: string): Promise<Credential | string> {
  if (id.trim().startsWith("#")) {
    const pin = parsePin(id);
    return pin.ok ? keyring.credentialOfPin(pin.pin, { hurry: "bulk" }) : pin.text;
  }
  const card = parseCardId(id);
  return card.ok ? keyring.credentialOfCard(card.id) : card.text;
}

const notRunning: Final = {
  error: {
    code: "NOT_RUNNING",
    message: "no unit is running on this data folder: start it with `chargegate run`",
  },
};

const cannotRestore: Final = {
  error: { code: "FAILED", message: "no backup can be restored here: use `chargegate restore` of the unit" },
};

const noPage: Final = {
  error: {
    code: "NO_PAGE",
    message:
      "the unit serves no page: add `web: {}` to its configuration and restart it, or look into its log",
  },
};

function badInput(problems: readonly string[]): Final {
  return { error: { code: "BAD_INPUT", message: problems.join("\n") } };
}
