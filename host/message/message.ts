import type { ByteBuffer } from "../base/byte-buffer.ts";
import { ReceivedParts } from "../base/received-parts.ts";
import type { Header, HeaderMap } from "./header-map.ts";

/**
 * A request as it has reached the upstream so far, or a response as it has reached
 * the client.
 *
 *     stream.response?.header("hello");
 */
export class Message extends ReceivedParts {
  /** In order; names in lower case, pseudo-headers first. */
  headers: readonly Header[] = [];
  trailers: readonly Header[] | null = null;

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
    return this.joined;
  }

  /** Called by the stream with the headers. */
  takeHeaders(headers: HeaderMap, endOfStream: boolean): void {
    this.headers = headers.entries.map(([name, value]) => [name, value]);
    this.endOfStream = endOfStream;
  }

  /** Called by the stream with a part of the body. */
  takeData(data: ByteBuffer, endOfStream: boolean): void {
    this.add(data.bytes, endOfStream);
    data.drain(data.length);
  }

  /** Called by the stream with the trailers. */
  takeTrailers(trailers: HeaderMap): void {
    this.trailers = trailers.entries.map(([name, value]) => [name, value]);
    this.endOfStream = true;
  }
}
