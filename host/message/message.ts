import type { ByteBuffer } from "../base/byte-buffer.ts";
import type { Header, HeaderMap } from "./header-map.ts";

/**
 * A request as it has reached the upstream so far, or a response as it has reached
 * the client.
 *
 *     stream.response?.header("hello");
 */
export class Message {
  /** In order; names in lower case, pseudo-headers first. */
  headers: readonly Header[] = [];
  trailers: readonly Header[] | null = null;
  endOfStream = false;
  #chunks: Uint8Array[] = [];
  #size = 0;

  /** The first value of a header, whatever the case of the name. */
  header(name: string): string | undefined {
    return this.headerAll(name)[0];
  }

  /** All values of a header, whatever the case of the name. */
  headerAll(name: string): string[] {
    const wanted = name.toLowerCase();
    return this.headers
      .filter(([each]) => each === wanted)
      .map(([, value]) => value);
  }

  /** The value of `:status`. */
  get status(): number {
    return Number(this.header(":status"));
  }

  get body(): Buffer {
    return Buffer.concat(this.#chunks);
  }

  /** The body as UTF-8. */
  get text(): string {
    return this.body.toString("utf8");
  }

  /** The parts of the body as they were sent, without empty ones. */
  get chunks(): readonly Uint8Array[] {
    return this.#chunks;
  }

  /** How many bytes of the body there were so far, including those taken out. */
  get size(): number {
    return this.#size;
  }

  /**
   * Takes out the parts of the body that have arrived. Whoever forwards them calls
   * this, because an endless stream would otherwise keep them all.
   */
  takeChunks(): Uint8Array[] {
    const taken = this.#chunks;
    this.#chunks = [];
    return taken;
  }

  /** Called by the stream with the headers. */
  takeHeaders(headers: HeaderMap, endOfStream: boolean): void {
    this.headers = headers.entries.map(([name, value]) => [name, value]);
    this.endOfStream = endOfStream;
  }

  /** Called by the stream with a part of the body. */
  takeData(data: ByteBuffer, endOfStream: boolean): void {
    if (data.length > 0) this.#chunks.push(data.bytes);
    this.#size += data.length;
    data.drain(data.length);
    this.endOfStream = endOfStream;
  }

  /** Called by the stream with the trailers. */
  takeTrailers(trailers: HeaderMap): void {
    this.trailers = trailers.entries.map(([name, value]) => [name, value]);
    this.endOfStream = true;
  }
}
