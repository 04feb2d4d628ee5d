import { Message } from "./message";
import { pairsOf } from "./pairs";
import {
  resetStream,
  sendBody,
  sendHeaders,
  sendTrailers,
  streamDetails,
  streamOutcome,
} from "./spec-host";

const REQUEST: i32 = 0;
const RESPONSE: i32 = 1;

/**
 * An HTTP stream through a plugin. What a spec hands in passes the filter as in
 * Envoy; `upstream` and `response` are what came out at the other ends.
 *
 * ```ts
 * const stream = plugin.httpStream();
 * stream.requestHeaders([[":method", "POST"], [":path", "/"]]);
 * stream.requestBody("hel");
 * stream.requestBody("lo", true);
 * stream.responseHeaders([[":status", "200"]], true);
 * expect(stream.upstream.text).toBe("hello");
 * ```
 */
export class HttpStream {
  constructor(
    /** The host's number for it. */
    private readonly id: i32,
  ) {}

  /** The request as it reached the upstream. */
  get upstream(): Message {
    return new Message(this.id, REQUEST);
  }

  /** The response as it reached the client. */
  get response(): Message {
    return new Message(this.id, RESPONSE);
  }

  /** How the stream ended, `"complete"` or `"reset"`; `"open"` before. */
  get outcome(): string {
    return streamOutcome(this.id);
  }

  /** Why the proxy answered by itself, or reset the stream. */
  get details(): string {
    return streamDetails(this.id);
  }

  requestHeaders(headers: string[][], endOfStream: bool = false): void {
    sendHeaders(this.id, REQUEST, pairsOf(headers), endOfStream);
  }

  /** Hands in a part of the request's body, as UTF-8. */
  requestBody(text: string, endOfStream: bool = false): void {
    sendBody(this.id, REQUEST, String.UTF8.encode(text), endOfStream);
  }

  /** Hands in the request's trailers, which end it. */
  requestTrailers(trailers: string[][]): void {
    sendTrailers(this.id, REQUEST, pairsOf(trailers));
  }

  /** Hands in the upstream's headers; the request's must have reached it. */
  responseHeaders(headers: string[][], endOfStream: bool = false): void {
    sendHeaders(this.id, RESPONSE, pairsOf(headers), endOfStream);
  }

  /** Hands in a part of the upstream's body, as UTF-8. */
  responseBody(text: string, endOfStream: bool = false): void {
    sendBody(this.id, RESPONSE, String.UTF8.encode(text), endOfStream);
  }

  /** Hands in the upstream's trailers, which end the response. */
  responseTrailers(trailers: string[][]): void {
    sendTrailers(this.id, RESPONSE, pairsOf(trailers));
  }

  /** Breaks the stream off, as the client would. */
  reset(): void {
    resetStream(this.id);
  }
}
