/**
 * What one end of a connection has received so far.
 *
 *     connection.upstream?.text; // what the server got
 */
export class Received {
  /** Whether nothing follows, because the proxy has ended its side or closed. */
  endOfStream = false;
  #chunks: Uint8Array[] = [];

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

  /** Called by the connection with bytes. */
  take(bytes: Uint8Array, endOfStream: boolean): void {
    if (bytes.length > 0) this.#chunks.push(bytes);
    this.endOfStream = endOfStream;
  }
}
