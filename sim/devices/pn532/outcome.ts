/** What a command comes to. */
export type Outcome =
  | {
      readonly kind: "answer";
      readonly data: Uint8Array;
      /** What the chip does once the answer is sent. */
      readonly afterwards?: "power-down" | "await-baud-ack";
    }
  /** The chip does not know the command, or not with these parameters. */
  | { readonly kind: "syntax-error" }
  /** The chip looks for cards until it finds one, gives up, or is told to stop. */
  | {
      readonly kind: "search";
      /** The answer when there is a card now; activates it. */
      readonly find: () => Uint8Array | undefined;
      readonly none: Uint8Array;
      /** Infinity for a search without end. */
      readonly giveUpMs: number;
    };

export const SYNTAX_ERROR: Outcome = { kind: "syntax-error" };

export function answer(...data: number[]): Outcome {
  return { kind: "answer", data: Uint8Array.from(data) };
}
