import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import type { WebParts } from "./parts.ts";
import type { PageContext } from "./visitor.ts";

/** The cookie that holds a session's token. Browsers keep one jar for all ports of a host, so its name tells the port. */
export class SessionCookie {
  readonly #parts: Pick<WebParts, "secure" | "port">;

  constructor(parts: Pick<WebParts, "secure" | "port">) {
    this.#parts = parts;
  }

  /** Empty: there is none. */
  read(context: PageContext): string {
    return getCookie(context, this.#name) ?? "";
  }

  /** For as long as the browser runs, for no other site, for no script. */
  write(context: PageContext, token: string): void {
    setCookie(context, this.#name, token, this.#attributes);
  }

  remove(context: PageContext): void {
    deleteCookie(context, this.#name, this.#attributes);
  }

  /** With `__Host-` a browser takes it from this very host by TLS only (RFC 6265bis, 4.1.3.2). */
  get #name(): string {
    const { secure, port } = this.#parts;
    return `${secure ? "__Host-" : ""}chargegate-${port()}`;
  }

  get #attributes() {
    return { path: "/", httpOnly: true, sameSite: "Strict", secure: this.#parts.secure } as const;
  }
}
