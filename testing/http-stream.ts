import {
  resetStream,
  sendBody,
  sendHeaders,
  sendTrailers,
  streamDetails,
  streamOutcome,
} from "./generated/bridge";
import { Message } from "./message";
import { utf8 } from "./wire/bytes";

const REQUEST: string = "request";
const RESPONSE: string = "response";

/**
 * An HTTP stream through a plugin. What a spec hands in passes through the filter as
 * in Envoy; `upstream` and `response` are what comes out at the other end.
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

  /** How the stream ended: `"complete"` or `"reset"`; `"open"` until then. */
  get outcome(): string {
    return streamOutcome(this.id);
  }

  /** Why the proxy sent a response of its own or reset the stream. */
  get details(): string {
    return streamDetails(this.id);
  }

  requestHeaders(headers: string[][], endOfStream: bool = false): void {
    sendHeaders(this.id, REQUEST, headers, endOfStream);
  }

  /** Hands in a part of the request's body as UTF-8. */
  requestBody(text: string, endOfStream: bool = false): void {
    sendBody(this.id, REQUEST, utf8(text), endOfStream);
  }

  /** Hands in the request's trailers, which end it. */
  requestTrailers(trailers: string[][]): void {
    sendTrailers(this.id, REQUEST, trailers);
  }

  /** Hands in the upstream's headers; the request's headers must have reached it. */
  responseHeaders(headers: string[][], endOfStream: bool = false): void {
    sendHeaders(this.id, RESPONSE, headers, endOfStream);
  }

  /** Hands in a part of the upstream's body as UTF-8. */
  responseBody(text: string, endOfStream: bool = false): void {
    sendBody(this.id, RESPONSE, utf8(text), endOfStream);
  }

  /** Hands in the upstream's trailers, which end the response. */
  responseTrailers(trailers: string[][]): void {
    sendTrailers(this.id, RESPONSE, trailers);
  }

  /** Resets the stream, as the client would. */
  reset(): void {
    resetStream(this.id);
  }
}
