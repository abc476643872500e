/** Where a request comes from and with what, as far as the connection and the browser say. */
export interface Visitor {
  /** The address of the connection; behind a proxy that is trusted, what the proxy says. */
  readonly address: string;
  /** The `User-Agent` header, as it came; `""`: none. */
  readonly agent: string;
}
