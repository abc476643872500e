import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import type { Hono } from "hono";
import { z } from "zod";
import type { Settings } from "../../../../firmware/settings/settings.ts";
import type { Gate } from "../../../../firmware/web/access/gate.ts";
import { API } from "../../../../firmware/web/api/create-api.ts";
import { PROBLEMS } from "../../../../firmware/web/api/problem.ts";
import type { PageEnv } from "../../../../firmware/web/visitor.ts";
import { LocalPeople } from "../../../../firmware/whitelist/local-people.ts";
import { seededRandom } from "../../../../sim/seeded-random.ts";
import { UnitBench } from "../../unit-bench.ts";
import { type WebBench, webOn } from "../web-bench.ts";

export const HOST = "unit.test:8080";
export const PASSWORD = "four quiet words here";

const schemaObject = z.record(z.string(), z.unknown());
const content = z.record(z.string(), z.object({ schema: schemaObject }));
const operation = z.object({
  operationId: z.string(),
  summary: z.string(),
  security: z.array(z.record(z.string(), z.array(z.string()))),
  parameters: z
    .array(z.object({ name: z.string(), in: z.enum(["path", "query"]), schema: schemaObject }))
    .default([]),
  requestBody: z.object({ content }).optional(),
  responses: z.record(z.string(), z.object({ description: z.string(), content: content.optional() })),
});
const documentSchema = z.looseObject({
  openapi: z.literal("3.1.0"),
  components: z.looseObject({ schemas: z.record(z.string(), schemaObject) }),
  paths: z.record(z.string(), z.record(z.string(), operation)),
});

export type Document = z.infer<typeof documentSchema>;

/** One operation of the document. */
export interface Operation extends z.infer<typeof operation> {
  readonly method: string;
  readonly path: string;
}

/** An answer, read. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** Null: it has no body. */
  readonly body: unknown;
}

export interface Asked {
  readonly method?: string;
  /** Null: none is sent. Absent: the bench's own. */
  readonly token?: string | null;
  readonly json?: unknown;
  /** As it is. */
  readonly raw?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The page's application of a whole unit with emulated devices in virtual time, and its API asked as a program would. */
export class ApiBench {
  readonly bench = new UnitBench();
  readonly logged: string[] = [];
  /** All that the API has answered. */
  readonly answers: string[] = [];
  token = "";
  readonly #bytes = seededRandom(5);
  readonly #random = (count: number) => Uint8Array.from({ length: count }, () => 256 * this.#bytes());
  /** The document as it is served. */
  served: Readonly<Record<string, unknown>> = {};
  readonly #ajv = new Ajv2020({
    strict: false,
    formats: { "date-time": /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/ },
  });
  readonly #validators = new Map<string, ValidateFunction>();
  #made: WebBench | null = null;
  #document: Document | null = null;

  get app(): Hono<PageEnv> {
    return this.#started.web.app;
  }

  get gate(): Gate {
    return this.#started.web.gate;
  }

  get settings(): Settings {
    return this.#started.settings;
  }

  get #started(): WebBench {
    if (!this.#made) throw new Error("the bench was not started");
    return this.#made;
  }

  /** Who there is, asked of the store by no request. */
  get people(): LocalPeople {
    const { store, clock } = this.bench;
    const { keyring, settings } = this.#started;
    return new LocalPeople({
      store,
      keyring,
      zone: settings.zone(),
      random: this.#random,
      wall: () => clock.wall(),
      changed: () => {},
    });
  }

  get document(): Document {
    if (!this.#document) throw new Error("the bench was not started");
    return this.#document;
  }

  get operations(): readonly Operation[] {
    return Object.entries(this.document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, one]) => ({ ...one, method: method.toUpperCase(), path })),
    );
  }

  /** With a unit that runs, nobody logged in and no password. */
  async start(options: { readonly managed?: boolean } = {}): Promise<this> {
    await this.bench.start();
    const keep = (text: string, details?: object) =>
      void this.logged.push(`${text} ${JSON.stringify(details)}`);
    this.#made = webOn(this.bench, {
      managed: options.managed ?? false,
      host: HOST,
      source: "192.0.2.7",
      file: "zone: Europe/Oslo\nrules: { pinTries: 7 }",
      random: this.#random,
      log: { debug: keep, info: keep, warn: keep, error: keep },
      software: "chargegate 0.0.0",
    });
    const answer = await this.app.request(`http://${HOST}${API}/openapi.json`, { headers: { host: HOST } });
    this.served = z.record(z.string(), z.unknown()).parse(await answer.json());
    this.#document = documentSchema.parse(this.served);
    this.#ajv.addSchema(this.served, "unit-api");
    return this;
  }

  /** With a password, and logged in with it. */
  async startLoggedIn(options: { readonly managed?: boolean } = {}): Promise<this> {
    await this.start(options);
    this.token = await this.loginByCode();
    const { status } = await this.ask("/password", { method: "PUT", json: { next: PASSWORD } });
    if (status !== 204) throw new Error("the password was not taken");
    return this;
  }

  async loginByCode(): Promise<string> {
    const { code } = this.gate.issueCode();
    const answer = await this.ask("/login", { method: "POST", token: null, json: { code } });
    return z.object({ token: z.string() }).parse(answer.body).token;
  }

  /** The session cookie that the page gives to somebody who logs in. */
  async pageCookie(): Promise<string> {
    const { code } = this.gate.issueCode();
    const answer = await this.app.request(`http://${HOST}/login`, {
      method: "POST",
      headers: { host: HOST, origin: `http://${HOST}` },
      body: new URLSearchParams({ by: "code", code }),
    });
    const cookie = answer.headers.get("set-cookie")?.split(";", 1)[0];
    if (!cookie) throw new Error("the page let nobody in");
    return cookie;
  }

  /** Asks the API; every answer is held to the document. @param path with the values of its parameters */
  async ask(path: string, asked: Asked = {}): Promise<Answer> {
    const { method = "GET", token = this.token, json, raw } = asked;
    const body = raw ?? (json === undefined ? undefined : JSON.stringify(json));
    const answer = await this.app.request(`http://${HOST}${API}${path}`, {
      method,
      headers: {
        host: HOST,
        ...(body !== undefined && { "content-type": "application/json" }),
        ...(token !== null && token !== "" && { authorization: `Bearer ${token}` }),
        ...asked.headers,
      },
      ...(body !== undefined && { body }),
    });
    const text = await answer.text();
    this.answers.push(text);
    const read: Answer = {
      status: answer.status,
      headers: answer.headers,
      text,
      body: text === "" ? null : JSON.parse(text),
    };
    this.#hold(method, path.split("?", 1)[0] ?? "", read);
    return read;
  }

  /** Lets time pass. */
  run(ms: number): Promise<void> {
    return this.bench.run(ms);
  }

  /** Holds a card to the reader. */
  tap(card: string): Promise<void> {
    return this.bench.tap(card);
  }

  /** The answer is one of those that the document promises, and in form and code as it promises. */
  #hold(method: string, path: string, answer: Answer): void {
    const where = `${method} ${path} → ${answer.status} ${answer.text.slice(0, 500)}`;
    if (answer.headers.get("x-content-type-options") !== "nosniff")
      throw new Error(`may be sniffed: ${where}`);
    if (answer.headers.get("cache-control") !== "no-store") throw new Error(`may be kept: ${where}`);
    for (const [name] of answer.headers)
      if (name.startsWith("access-control") || name === "set-cookie") throw new Error(`${name}: ${where}`);
    const found = this.operations.find((one) => one.method === method && matches(one.path, path));
    if (!found) {
      this.#problem("#/components/schemas/Problem", answer, where);
      return;
    }
    const promised = found.responses[String(answer.status)];
    if (!promised) throw new Error(`no such status is promised: ${where}`);
    const [type] = Object.keys(promised.content ?? {});
    if (type === undefined) {
      if (answer.text !== "") throw new Error(`nothing was promised: ${where}`);
      return;
    }
    if (answer.headers.get("content-type") !== type) throw new Error(`${type} was promised: ${where}`);
    const at = [
      "paths",
      found.path,
      method.toLowerCase(),
      "responses",
      answer.status,
      "content",
      type,
      "schema",
    ];
    const pointer = `#/${at.map((step) => encodeURIComponent(String(step).replaceAll("~", "~0").replaceAll("/", "~1"))).join("/")}`;
    this.#fits(pointer, answer, where);
    if (answer.status < 400) return;
    this.#problem(pointer, answer, where);
    const { code } = z.object({ code: z.string() }).parse(answer.body);
    if (!promised.description.includes(`\`${code}\``)) throw new Error(`the code is not promised: ${where}`);
  }

  #problem(pointer: string, answer: Answer, where: string): void {
    if (answer.headers.get("content-type") !== "application/problem+json")
      throw new Error(`a problem was expected: ${where}`);
    this.#fits(pointer, answer, where);
    const { code, status } = z
      .object({ code: z.enum(Object.keys(PROBLEMS)), status: z.int() })
      .parse(answer.body);
    const known: Readonly<Record<string, readonly [number, string, string]>> = PROBLEMS;
    if (status !== answer.status || known[code]?.[0] !== status) throw new Error(`another status: ${where}`);
  }

  #fits(pointer: string, answer: Answer, where: string): void {
    const fits = this.#validators.get(pointer) ?? this.#ajv.compile({ $ref: `unit-api${pointer}` });
    this.#validators.set(pointer, fits);
    if (!fits(answer.body)) throw new Error(`${this.#ajv.errorsText(fits.errors)}: ${where}`);
  }
}

function matches(template: string, path: string): boolean {
  const [steps, wanted] = [template.split("/"), path.split("/")];
  return (
    steps.length === wanted.length &&
    steps.every((step, at) => step === wanted[at] || (step.startsWith("{") && wanted[at] !== ""))
  );
}
