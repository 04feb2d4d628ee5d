/**
 * What one end of a connection has received so far.
 *
 *     connection.upstream?.text; // what the server got
 */
export class Received {
  /** Whether nothing follows, because the proxy has ended its side or closed. */
  endOfStream = false;
  #chunks: Uint8Array[] = [];
  #size = 0;

  get bytes(): Buffer {
    return Buffer.concat(this.#chunks);
  }

  /** The bytes as UTF-8. */
  get text(): string {
    return this.bytes.toString("utf8");
  }

  /** The parts as they were sent, without empty ones. */
  get chunks(): readonly Uint8Array[] {
    return this.#chunks;
  }

  /** How many bytes there were so far, including those taken out. */
  get size(): number {
    return this.#size;
  }

  /**
   * Takes out the parts that have arrived. Whoever forwards them calls this, because
   * an endless connection would otherwise keep them all.
   */
  takeChunks(): Uint8Array[] {
    const taken = this.#chunks;
    this.#chunks = [];
    return taken;
  }

  /** Called by the connection with bytes. */
  take(bytes: Uint8Array, endOfStream: boolean): void {
    if (bytes.length > 0) this.#chunks.push(bytes);
    this.#size += bytes.length;
    this.endOfStream = endOfStream;
  }
}
