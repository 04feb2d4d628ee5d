const EMPTY = new Uint8Array(0);

/**
 * Bytes that wait in the proxy, as in Envoy's buffers.
 *
 *     const buffer = new ByteBuffer(Buffer.from("body"));
 *     buffer.append(Buffer.from("!"));
 */
export class ByteBuffer {
  #bytes: Uint8Array;

  constructor(bytes: Uint8Array = EMPTY) {
    this.#bytes = bytes;
  }

  /** A buffer of bytes, or of a text as UTF-8. */
  static of(data: string | Uint8Array): ByteBuffer {
    return new ByteBuffer(typeof data === "string" ? Buffer.from(data) : data);
  }

  get length(): number {
    return this.#bytes.length;
  }

  /** All bytes. Do not change them. */
  get bytes(): Uint8Array {
    return this.#bytes;
  }

  append(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    this.#bytes =
      this.length === 0 ? bytes : Buffer.concat([this.#bytes, bytes]);
  }

  prepend(bytes: Uint8Array): void {
    if (bytes.length > 0) this.#bytes = Buffer.concat([bytes, this.#bytes]);
  }

  /** Removes bytes from the front; removes all where there are fewer. */
  drain(size: number): void {
    this.#bytes = this.#bytes.subarray(Math.min(size, this.length));
  }

  /** Moves all bytes of another buffer behind its own. */
  moveFrom(other: ByteBuffer): void {
    this.append(other.#bytes);
    other.#bytes = EMPTY;
  }
}
