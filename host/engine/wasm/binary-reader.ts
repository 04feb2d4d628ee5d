/** The most bytes that a number in a module takes. */
const MAX_NUMBER_BYTES = 10;

/**
 * Reads a Wasm binary from front to back. Throws a RangeError where it would read
 * past the last byte.
 *
 *     const reader = new BinaryReader(bytes, 8);
 *     const id = reader.byte();
 */
export class BinaryReader {
  readonly #bytes: Buffer;
  at: number;

  constructor(bytes: Uint8Array, at = 0) {
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
    this.at = at;
  }

  get done(): boolean {
    return this.at >= this.#bytes.length;
  }

  byte(): number {
    return this.#bytes.readUInt8(this.at++);
  }

  /** An unsigned LEB128 number. */
  number(): number {
    let result = 0;
    for (let count = 0; count < MAX_NUMBER_BYTES; count++) {
      const byte = this.byte();
      result += (byte & 0x7f) * 2 ** (7 * count);
      if (byte < 0x80) return result;
    }
    throw new RangeError("A number does not end");
  }

  /** A name: its size, then UTF-8. */
  name(): string {
    const size = this.number();
    this.#mustHave(size);
    this.at += size;
    return this.#bytes.toString("utf8", this.at - size, this.at);
  }

  /** A vector: its length, then that many items of at least one byte each. */
  vector<T>(item: () => T): T[] {
    const length = this.number();
    this.#mustHave(length);
    const items: T[] = [];
    for (let index = 0; index < length; index++) items.push(item());
    return items;
  }

  /** Continues at a place that is not behind the last byte. */
  skipTo(at: number): void {
    this.#mustHave(at - this.at);
    this.at = at;
  }

  #mustHave(size: number): void {
    if (size <= this.#bytes.length - this.at) return;
    throw new RangeError("A part is longer than what contains it");
  }
}
