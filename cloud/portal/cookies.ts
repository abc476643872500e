import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import type { CookieOptions } from "hono/utils/cookie";
import type { PortalContext } from "./visitor.ts";

/**
 * What the portal keeps in a browser. `session`: the token of whoever is logged in. `door`: the secret of forms that are sent
 * before that. `note`: what is to be said on the next page. `language`: the one that was chosen in this browser.
 */
export type CookieName = "session" | "door" | "note" | "language";

const YEAR_S = 365 * 86_400;
const NOTE_S = 120;

/** Cookies of this host alone, which no script reads and no form of another site sends. */
export class Cookies {
  readonly #secure: boolean;
  readonly #port: string;

  /** @param origin how browsers reach the portal */
  constructor(origin: string) {
    const { protocol, port } = new URL(origin);
    this.#secure = protocol === "https:";
    this.#port = port;
  }

  /** Empty: there is none. */
  read(context: PortalContext, name: CookieName): string {
    return getCookie(context, this.#named(name)) ?? "";
  }

  write(context: PortalContext, name: CookieName, value: string): void {
    setCookie(context, this.#named(name), value, {
      ...this.#attributes,
      ...(name === "language" && { maxAge: YEAR_S }),
      ...(name === "note" && { maxAge: NOTE_S }),
    });
  }

  remove(context: PortalContext, name: CookieName): void {
    deleteCookie(context, this.#named(name), this.#attributes);
  }

  /**
   * With `__Host-` a browser takes it from this very host by TLS only (RFC 6265bis, 4.1.3.2). Browsers keep one jar for all
   * ports of a host, so the name tells the port.
   */
  #named(name: CookieName): string {
    return `${this.#secure ? "__Host-" : ""}chargegate${this.#port === "" ? "" : `-${this.#port}`}-${name}`;
  }

  /** `Lax`: whoever follows a link in a mail is still logged in. No form of another site sends it along. */
  get #attributes(): CookieOptions {
    return { path: "/", httpOnly: true, sameSite: "Lax", secure: this.#secure };
  }
}
