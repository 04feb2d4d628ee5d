import type { ByteBuffer } from "../base/byte-buffer.ts";
import type { Header, HeaderMap } from "./header-map.ts";

/**
 * A request as the upstream got it, or a response as the client got it, so far.
 *
 *     stream.response?.header("hello");
 */
export class Message {
  /** In their order, names in lower case, pseudo-headers in front. */
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

  /** The parts of the body as they went out, without the empty ones. */
  get chunks(): readonly Uint8Array[] {
    return this.#chunks;
  }

  /** The bytes of the body so far, also of those parts that were taken out. */
  get size(): number {
    return this.#size;
  }

  /**
   * Takes out the parts of the body that are there, for whoever sends them on: a
   * stream without an end would else keep all of them.
   */
  takeChunks(): Uint8Array[] {
    const taken = this.#chunks;
    this.#chunks = [];
    return taken;
  }

  /** Takes the headers; the stream calls it. */
  takeHeaders(headers: HeaderMap, endOfStream: boolean): void {
    this.headers = headers.entries.map(([name, value]) => [name, value]);
    this.endOfStream = endOfStream;
  }

  /** Takes a part of the body; the stream calls it. */
  takeData(data: ByteBuffer, endOfStream: boolean): void {
    if (data.length > 0) this.#chunks.push(data.bytes);
    this.#size += data.length;
    data.drain(data.length);
    this.endOfStream = endOfStream;
  }

  /** Takes the trailers; the stream calls it. */
  takeTrailers(trailers: HeaderMap): void {
    this.trailers = trailers.entries.map(([name, value]) => [name, value]);
    this.endOfStream = true;
  }
}
