import type { Credential } from "../../firmware/core/credential.ts";
import { createKeyring, type Keyring, MALFORMED_PIN } from "../../firmware/credential/keyring.ts";
import { type CardId, cardLabel } from "../../protocol/card-id.ts";
import { PIN_LABEL, type Pin, parsePin } from "../../protocol/pin.ts";
import type { ScenarioCredential } from "../scenario/credential.ts";

/** What may be shown of a credential that a scenario names: the same as of one that the unit knows. */
export function labelOf(named: ScenarioCredential): string {
  return named.kind === "card" ? cardLabel(named.id) : PIN_LABEL;
}

/** Nothing is to be kept secret, and nobody is to wait. */
const CHEAP = { N: 2, r: 1, p: 1 } as const;

/** The simulated installation's keyring: the real one, with digests of PINs that cost next to nothing. */
export class BenchCredentials
  implements Pick<Keyring, "credentialOfCard" | "credentialOfPin" | "sealForCloud">
{
  readonly #keyring = createKeyring({
    secret: new Uint8Array(32).fill(7),
    random: (bytes) => new Uint8Array(bytes).fill(1),
    cost: CHEAP,
  });
  readonly #pins = new Map<Pin, Promise<Credential>>();
  readonly #digesting = new Set<Promise<unknown>>();

  credentialOfCard(id: CardId): Credential {
    return this.#keyring.credentialOfCard(id);
  }

  sealForCloud(card: CardId): Uint8Array {
    return this.#keyring.sealForCloud(card);
  }

  /** Each PIN is digested once: that takes real time. */
  credentialOfPin(pin: Pin): Promise<Credential> {
    const known = this.#pins.get(pin);
    if (known) return known;
    const digest = this.#keyring.credentialOfPin(pin).finally(() => this.#digesting.delete(digest));
    this.#digesting.add(digest);
    this.#pins.set(pin, digest);
    return digest;
  }

  /** What a scenario names; a PIN that has not the form of one is what the unit makes of such a PIN. */
  async of(named: ScenarioCredential): Promise<Credential> {
    if (named.kind === "card") return this.credentialOfCard(named.id);
    const pin = parsePin(named.pin);
    return pin.ok ? this.credentialOfPin(pin.pin) : MALFORMED_PIN;
  }

  /** Resolves when no digest is being made; null: none is. */
  busy(): Promise<void> | null {
    if (this.#digesting.size === 0) return null;
    return Promise.allSettled(this.#digesting).then(() => undefined);
  }
}
