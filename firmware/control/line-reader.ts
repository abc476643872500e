/** Cuts a stream of chunks into lines; a line beyond the limit ends the stream. */
export class LineReader {
  readonly #limit: number;
  #chunks: Buffer[] = [];
  #length = 0;

  /** @param limit longest line in bytes */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /** @returns the lines that this chunk completes; null when one is too long */
  push(chunk: Buffer): string[] | null {
    const lines: string[] = [];
    let from = 0;
    for (let end = chunk.indexOf(0x0a); end >= 0; end = chunk.indexOf(0x0a, from)) {
      this.#keep(chunk.subarray(from, end));
      if (this.#length > this.#limit) return null;
      lines.push(Buffer.concat(this.#chunks).toString("utf8"));
      this.#chunks = [];
      this.#length = 0;
      from = end + 1;
    }
    this.#keep(chunk.subarray(from));
    return this.#length > this.#limit ? null : lines;
  }

  #keep(bytes: Buffer): void {
    if (bytes.length === 0) return;
    this.#chunks.push(bytes);
    this.#length += bytes.length;
  }
}
