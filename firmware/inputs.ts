import type { Keypad, KeypadEvent } from "../hal/keypad.ts";
import type { CardReader, ReaderEvent } from "../hal/reader.ts";
import { type CardId, cardIdOfUid, classifyUid } from "../protocol/card-id.ts";
import { parsePin } from "../protocol/pin.ts";
import type { Credential } from "./core/credential.ts";
import type { Happening } from "./core/happening.ts";
import type { Reason } from "./core/verdict.ts";
import { MALFORMED_PIN } from "./credential/keyring.ts";
import { NO_ENTRY, type PinEntry, pressKey } from "./pin-entry.ts";
import { ShownCards } from "./shown-cards.ts";
import type { Serving, UnitParts } from "./unit-parts.ts";

/** A PIN that is not digested by then is refused, milliseconds; it takes about a tenth of a second. */
const PIN_DEADLINE = 2_000;

/** Where the inputs' news go. */
export interface InputsListener {
  /** A credential was shown; `unusable` tells why it cannot be looked up. */
  present(at: Serving<unknown>, credential: Credential, unusable?: Reason): void;
  /** A key was pressed (true), or what was typed was entered or discarded. */
  typing(at: Serving<unknown>, typing: boolean): void;
  /** Whether the keypad takes no PIN now. */
  isLocked(keypad: string): boolean;
  /** How long an unfinished PIN is kept now, milliseconds. */
  pinIdle(): number;
  announce(happening: Happening): void;
}

type Parts = Pick<UnitParts, "readers" | "keypads" | "keyring" | "clock" | "log">;

/** Readers and keypads: cards and PINs become credentials here, and losses are told. Nothing is decided. */
export class Inputs {
  readonly #parts: Parts;
  readonly #listener: InputsListener;
  readonly #lost = new Set<Serving<unknown>>();
  readonly #shown = new ShownCards();

  constructor(parts: Parts, listener: InputsListener) {
    this.#parts = parts;
    this.#listener = listener;
  }

  /** Readers and keypads that are lost now, by their ids and what they are. */
  get lost(): readonly { readonly kind: "reader" | "keypad"; readonly id: string }[] {
    return [...this.#lost].map((device) => ({
      kind: this.#parts.readers.some((reader) => reader === device) ? "reader" : "keypad",
      id: device.id,
    }));
  }

  /** The number of a card that was shown lately; null: it is not known (any more). */
  cardNumber(credential: Pick<Credential, "kind" | "key">): CardId | null {
    return this.#shown.numberOf(credential);
  }

  /** Resolves when every reader has been up once; keypads are not waited for. */
  async start(): Promise<void> {
    for (const keypad of this.#parts.keypads) this.#startKeypad(keypad);
    await Promise.all(this.#parts.readers.map((reader) => this.#startReader(reader)));
  }

  async stop(): Promise<void> {
    await Promise.all([...this.#parts.readers, ...this.#parts.keypads].map(({ device }) => device.close()));
  }

  #startReader(reader: Serving<CardReader>): Promise<void> {
    return new Promise((resolve) => {
      reader.device.start((event: ReaderEvent) => {
        switch (event.type) {
          case "card":
            this.#card(reader, event.card.uid);
            return;
          case "up":
            if (this.#lost.delete(reader))
              this.#listener.announce({ event: "reader-back", reader: reader.id });
            resolve();
            return;
          case "lost":
            this.#parts.log.warn("reader lost", { reader: reader.id, reason: event.reason });
            if (this.#lost.has(reader)) return;
            this.#lost.add(reader);
            this.#listener.announce({ event: "reader-lost", reader: reader.id });
            return;
        }
      });
    });
  }

  #card(reader: Serving<CardReader>, uid: string): void {
    const card = cardIdOfUid(Buffer.from(uid, "hex"));
    if (card === null) {
      this.#parts.log.warn("a UID of no known length was read", { reader: reader.id, digits: uid.length });
      return;
    }
    const credential = this.#parts.keyring.credentialOfCard(card);
    const unusable = unusableUid(card);
    // What is made up anew at every tap would push out all that is worth remembering.
    if (unusable === undefined) this.#shown.remember(credential, card);
    this.#listener.present(reader, credential, unusable);
  }

  #startKeypad(keypad: Serving<Keypad>): void {
    let entry: PinEntry = NO_ENTRY;
    let digesting = false;
    keypad.device.start((event: KeypadEvent) => {
      switch (event.type) {
        case "key": {
          const idle = this.#listener.pinIdle();
          const pressed = pressKey(entry, event.key, this.#parts.clock.mono(), idle);
          const typed = entry.digits !== null || pressed.entry.digits !== null;
          entry = pressed.entry;
          if (typed) this.#listener.typing(keypad, entry.digits !== null);
          // One PIN at a time: whoever types faster than it can be digested is guessing.
          if (pressed.submitted === null || digesting) return;
          if (this.#listener.isLocked(keypad.id)) {
            this.#listener.present(keypad, MALFORMED_PIN, "keypad-locked");
            return;
          }
          digesting = true;
          void this.#pin(keypad, pressed.submitted).finally(() => {
            digesting = false;
          });
          return;
        }
        case "up":
          entry = NO_ENTRY;
          if (this.#lost.delete(keypad)) this.#listener.announce({ event: "keypad-back", reader: keypad.id });
          return;
        case "lost":
          entry = NO_ENTRY;
          this.#parts.log.warn("keypad lost", { keypad: keypad.id, reason: event.reason });
          if (this.#lost.has(keypad)) return;
          this.#lost.add(keypad);
          this.#listener.announce({ event: "keypad-lost", reader: keypad.id });
          return;
      }
    });
  }

  async #pin(keypad: Serving<Keypad>, typed: string): Promise<void> {
    const parsed = parsePin(typed);
    if (!parsed.ok) {
      this.#listener.present(keypad, MALFORMED_PIN, "malformed-pin");
      return;
    }
    const late = new AbortController();
    const cancel = this.#parts.clock.after(PIN_DEADLINE, () => late.abort());
    try {
      const credential = await this.#parts.keyring.credentialOfPin(parsed.pin, { signal: late.signal });
      // What was typed in front of one vehicle is not for the next.
      if (late.signal.aborted) throw new Error("too late");
      this.#listener.present(keypad, credential);
    } catch (error) {
      this.#parts.log.error("a PIN could not be digested in time", { error: String(error) });
      this.#listener.present(keypad, MALFORMED_PIN, "check-timeout");
    } finally {
      cancel();
    }
  }
}

/** Why a UID is no card's own number (A1); undefined: it is. */
function unusableUid(uid: string): Reason | undefined {
  switch (classifyUid(uid)) {
    case "fixed":
      return undefined;
    case "random":
      return "random-uid";
    case "invalid":
      return "malformed-uid";
  }
}
