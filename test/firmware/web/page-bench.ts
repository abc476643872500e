import { randomBytes } from "node:crypto";
import type { Keyring } from "../../../firmware/credential/keyring.ts";
import type { Settings } from "../../../firmware/settings/settings.ts";
import { Passwords } from "../../../firmware/web/access/password.ts";
import type { UnitWeb } from "../../../firmware/web/unit-web.ts";
import { silentLog } from "../../../hal/log.ts";
import { type CardId, parseCardId } from "../../../protocol/card-id.ts";
import { UnitBench } from "../unit-bench.ts";
import { CHEAP, webOn } from "./web-bench.ts";

const HOST = "127.0.0.1:8080";
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
  readonly keyring: Keyring;

  private constructor(unit: UnitBench, managed: boolean) {
    this.unit = unit;
    const { web, settings, keyring } = webOn(unit, {
      managed,
      host: HOST,
      source: "127.0.0.1",
      random: randomBytes,
      log: { ...silentLog, error: (message) => this.logged.push(message) },
      software: "chargegate test",
    });
    this.web = web;
    this.settings = settings;
    this.keyring = keyring;
  }

  /** @param options.managed the unit belongs to an installation */
  static async start({ managed = false }: { readonly managed?: boolean } = {}): Promise<PageBench> {
    const unit = await new UnitBench().start();
    const passwords = new Passwords(randomBytes, CHEAP);
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
