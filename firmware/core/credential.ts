/** What was shown to the unit: a card on a reader, a PIN on a keypad, or the name a remote start is made in. */
export type CredentialKind = "card" | "pin" | "remote";

declare const keyBrand: unique symbol;

/**
 * A credential's keyed digest in lower-case hex: equal for the same card (or PIN) at this unit, useless anywhere else.
 * Cards and PINs are digested in separate domains, and are compared together with their kind (invariant I8).
 */
export type CredentialKey = string & { readonly [keyBrand]: true };

/** A credential as the core, the journal and the pages know it: never the number or the digits themselves. */
export interface Credential {
  readonly kind: CredentialKind;
  readonly key: CredentialKey;
  /** What may be shown and logged: first and last byte of a card (`04…C3`), `#…` for a PIN. */
  readonly label: string;
}

/** Whether two credentials are the same one: same kind and same digest. */
export function sameCredential(a: Credential, b: Credential): boolean {
  return a.kind === b.kind && a.key === b.key;
}
