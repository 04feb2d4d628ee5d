/** What one end has received so far, in the parts in which it was sent. */
export abstract class ReceivedParts {
  /** Whether nothing follows, because the sender has ended its side or closed. */
  endOfStream = false;
  #chunks: Uint8Array[] = [];
  #size = 0;

  /** The bytes as UTF-8. */
  get text(): string {
    return this.joined.toString("utf8");
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
   * an endless stream would otherwise keep them all.
   */
  takeChunks(): Uint8Array[] {
    const taken = this.#chunks;
    this.#chunks = [];
    return taken;
  }

  protected get joined(): Buffer {
    return Buffer.concat(this.#chunks);
  }

  /** Takes a part in; an empty one may carry the end alone. */
  protected add(bytes: Uint8Array, endOfStream: boolean): void {
    if (bytes.length > 0) this.#chunks.push(bytes);
    this.#size += bytes.length;
    this.endOfStream = endOfStream;
  }
}
