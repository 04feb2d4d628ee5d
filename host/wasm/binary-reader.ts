/**
 * Reads a Wasm binary from front to back.
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
    for (let shift = 0; ; shift += 7) {
      const byte = this.byte();
      result += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return result;
    }
  }

  /** A name: its size, then UTF-8. */
  name(): string {
    const size = this.number();
    this.at += size;
    return this.#bytes.toString("utf8", this.at - size, this.at);
  }

  /** A vector: its length, then as many items. */
  vector<T>(item: () => T): T[] {
    return Array.from({ length: this.number() }, item);
  }
}
