import { randomBytes } from "node:crypto";
import { parseUnitConfig } from "../../../firmware/config/parse.ts";
import { createKeyring } from "../../../firmware/credential/keyring.ts";
import type { Settings } from "../../../firmware/settings/settings.ts";
import { unitSettings } from "../../../firmware/settings/unit-settings.ts";
import { Passwords } from "../../../firmware/web/access/password.ts";
import { UnitWeb } from "../../../firmware/web/unit-web.ts";
import { silentLog } from "../../../hal/log.ts";
import { type CardId, parseCardId } from "../../../protocol/card-id.ts";
import { UnitBench } from "../unit-bench.ts";

const HOST = "127.0.0.1:8080";
const CONFIG = `
unit: CG-0001
connectors: [{ id: 1, board: { driver: openevse, path: ./board } }]
readers: [{ id: front, driver: pn532, path: ./reader, connectors: [1] }]
keypads: [{ id: front, driver: serial, path: ./keypad, connectors: [1] }]
`;

const CLOUD = `cloud: { url: "mqtt://127.0.0.1:1", installation: ${"ab".repeat(16)} }\n`;

/** Fields of a form; a file is one, too. */
export type Fields = Readonly<Record<string, string | Blob>>;

/** The page of a running unit with emulated devices, in virtual time, as browsers see it; its password is set. */
export class PageBench {
  readonly unit: UnitBench;
  readonly web: UnitWeb;
  readonly settings: Settings;
  /** What the page's log says of errors. */
  readonly logged: string[] = [];
  /** The unit's own keys. */
  readonly keyring = createKeyring({
    secret: new Uint8Array(32).fill(7),
    random: randomBytes,
    cost: { N: 2, r: 1, p: 1 },
  });

  private constructor(unit: UnitBench, managed: boolean) {
    const parsed = parseUnitConfig(managed ? `${CONFIG}${CLOUD}` : CONFIG, "charger.yaml");
    if (!parsed.ok) throw new Error(parsed.problems.join());
    this.unit = unit;
    this.settings = unitSettings(() => unit.unit, {
      file: parsed.config,
      managed,
      store: unit.store,
      clock: unit.clock,
      log: silentLog,
    });
    this.web = new UnitWeb({
      unit: unit.unit,
      config: parsed.config,
      store: unit.store,
      keyring: this.keyring,
      settings: this.settings,
      clock: unit.clock,
      clockQuality: () => "synchronized",
      random: randomBytes,
      log: { ...silentLog, error: (message) => this.logged.push(message) },
      software: "chargegate test",
      allowedHosts: () => [HOST],
      secure: false,
      port: () => 8080,
      source: () => "127.0.0.1",
    });
    unit.told = (happening) => this.web.tell(happening);
  }

  /** @param options.managed the unit belongs to an installation */
  static async start({ managed = false }: { readonly managed?: boolean } = {}): Promise<PageBench> {
    const unit = await new UnitBench().start();
    const passwords = new Passwords(randomBytes, { N: 2, r: 1, p: 1 });
    await unit.store.commit({ webPassword: await passwords.record("correct horse battery") });
    return new PageBench(unit, managed);
  }

  /** A card's number. */
  card(number: string): CardId {
    const card = parseCardId(number);
    if (!card.ok) throw new Error(card.text);
    return card.id;
  }

  /** Somebody with a browser; logged in by a code. */
  async visitor(): Promise<Browser> {
    const browser = new Browser(this.web);
    await browser.logIn();
    return browser;
  }

  /** Somebody with a browser who is not logged in. */
  stranger(): Browser {
    return new Browser(this.web);
  }
}

/** One browser: its cookies, and the secret of the forms it has seen. */
export class Browser {
  readonly #web: UnitWeb;
  #cookie = "";
  #csrf = "";
  #language = "en";

  constructor(web: UnitWeb) {
    this.#web = web;
  }

  /** Wishes for a language from now on. */
  speak(language: string): void {
    this.#language = language;
  }

  async logIn(): Promise<void> {
    const { code } = this.#web.gate.issueCode();
    const answer = await this.send("/login", { by: "code", code });
    this.#cookie = answer.headers.get("set-cookie")?.split(";")[0] ?? "";
    await this.read("/");
  }

  /** As it is sent with each request; empty: not logged in. */
  get cookie(): string {
    return this.#cookie;
  }

  /** Asks for a page. */
  async get(path: string): Promise<Response> {
    const answer = await this.#web.app.request(path, {
      headers: this.#headers,
    });
    return answer;
  }

  /** Asks for a page that must be there, and answers its text. */
  async read(path: string): Promise<string> {
    const answer = await this.get(path);
    if (answer.status !== 200) throw new Error(`${path}: ${answer.status}`);
    const text = await answer.text();
    this.#csrf = /name="csrf" value="([^"]+)"/.exec(text)?.[1] ?? this.#csrf;
    return text;
  }

  /** Sends a form of a page, as the page does. */
  submit(path: string, fields: Fields = {}): Promise<Response> {
    return this.send(path, { csrf: this.#csrf, ...fields });
  }

  /** Sends fields, and nothing else. */
  send(path: string, fields: Fields): Promise<Response> {
    const body = new FormData();
    for (const [name, value] of Object.entries(fields)) body.append(name, value);
    return this.post(path, body);
  }

  /** Sends a body as it is. */
  async post(
    path: string,
    body: string | FormData | ReadableStream<Uint8Array<ArrayBuffer>>,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Response> {
    return this.#web.app.request(
      new Request(`http://${HOST}${path}`, {
        method: "POST",
        body,
        headers: { ...this.#headers, ...headers },
        ...(body instanceof ReadableStream && { duplex: "half" }),
      }),
    );
  }

  /** Sends a form that must be taken, and answers the page that it leads to. */
  async follow(path: string, fields: Fields = {}): Promise<string> {
    const answer = await this.submit(path, fields);
    if (answer.status !== 303) throw new Error(`${path}: ${answer.status}: ${await answer.text()}`);
    return this.read(answer.headers.get("location") ?? "");
  }

  get #headers(): Record<string, string> {
    const cookie = this.#cookie === "" ? {} : { cookie: this.#cookie };
    return { host: HOST, "accept-language": this.#language, ...cookie };
  }
}
