const EMPTY = new Uint8Array(0);

/**
 * Bytes that wait in the proxy, as Envoy's buffers do.
 *
 *     const buffer = new ByteBuffer(Buffer.from("body"));
 *     buffer.append(Buffer.from("!"));
 */
export class ByteBuffer {
  #bytes: Uint8Array;

  constructor(bytes: Uint8Array = EMPTY) {
    this.#bytes = bytes;
  }

  /** Of a text as UTF-8, or of bytes. */
  static of(data: string | Uint8Array): ByteBuffer {
    return new ByteBuffer(typeof data === "string" ? Buffer.from(data) : data);
  }

  get length(): number {
    return this.#bytes.length;
  }

  /** All bytes; not to be changed. */
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

  /** Removes bytes at the front; more than there are removes all. */
  drain(size: number): void {
    this.#bytes = this.#bytes.subarray(Math.min(size, this.length));
  }

  /** Takes all bytes of another buffer, which is empty afterwards. */
  moveFrom(other: ByteBuffer): void {
    this.append(other.#bytes);
    other.#bytes = EMPTY;
  }
}
