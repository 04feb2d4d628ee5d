import type { UpstreamAnswer } from "../http/exchange.ts";
import { ByteBuffer } from "../http/byte-buffer.ts";
import { HeaderMap, type Header } from "../http/header-map.ts";
import { localReplyParts } from "../http/local-reply.ts";
import { wrongOrder } from "../host-error.ts";

/** What the callback of a call may read, and nothing else may. */
export interface HttpCallAnswer {
  headers: HeaderMap;
  body: ByteBuffer;
  trailers: HeaderMap | null;
}

/** What a filter has asked for. */
export interface HttpCallRequest {
  cluster: string;
  headers: readonly Header[];
  body: Buffer;
  /** As the filter gave them: Envoy 1.40 does not send them. */
  trailers: readonly Header[];
  /** Milliseconds; 0 is never. */
  timeout: number;
}

/** What a call does when it ends; null stands for an answer that broke off. */
export type HttpCallEnd = (answer: HttpCallAnswer | null) => void;

const BROKEN_OFF =
  "upstream connect error or disconnect/reset before headers. reset reason: ";

/** An answer with more breaks the protocol. */
const MAX_HEADERS = 100;
const PROTOCOL_ERROR = "protocol error";

/**
 * An HTTP call of a filter that waits for its answer. It ends by `respond`, by
 * `fail`, or by Envoy's own 504 once `ProxyHost.advance` has passed its time.
 *
 *     const [call] = host.httpCalls;
 *     call.cluster; // "auth"
 *     call.respond({ status: 200, body: "welcome" });
 */
export class HttpCall {
  readonly cluster: string;
  readonly headers: readonly Header[];
  readonly body: Buffer;
  /** As the filter gave them: Envoy 1.40 does not send them. */
  readonly trailers: readonly Header[];
  /** Milliseconds; 0 is never. */
  readonly timeout: number;
  #begun = false;
  #end: HttpCallEnd | null;

  constructor(request: HttpCallRequest, end: HttpCallEnd) {
    this.cluster = request.cluster;
    this.headers = request.headers;
    this.body = request.body;
    this.trailers = request.trailers;
    this.timeout = request.timeout;
    this.#end = end;
  }

  /** Whether it has neither ended nor been cancelled. */
  get isPending(): boolean {
    return this.#end !== null;
  }

  /** The first value of a header, whatever the case of the name. */
  header(name: string): string | undefined {
    const wanted = name.toLowerCase();
    return this.headers.find(([each]) => each === wanted)?.[1];
  }

  /** Answers, with what the cluster sends: 100 headers at most, or it fails. */
  respond({ status = 200, ...answer }: UpstreamAnswer = {}): void {
    const headers = new HeaderMap("response", [[":status", String(status)]]);
    const given = new HeaderMap("response", answer.headers);
    for (const [name, value] of given.entries) headers.add(name, value);
    // The first of them, the status, does not count.
    if (headers.size - 1 > MAX_HEADERS) return this.fail(PROTOCOL_ERROR);
    headers.set("x-envoy-upstream-service-time", "0");
    const body = new ByteBuffer();
    for (const part of [answer.body ?? []].flat()) {
      body.append(ByteBuffer.of(part).bytes);
    }
    const { trailers } = answer;
    this.#finish({
      headers,
      body,
      trailers: trailers ? new HeaderMap("trailers", trailers) : null,
    });
  }

  /** Lets an answer begin that is not whole: what ends the call then drops it. */
  beginResponse(): void {
    this.#begun = true;
  }

  /**
   * Breaks the connection off: Envoy's own 503, or, behind `beginResponse`, no
   * answer at all. The reason is Envoy's, such as `remote connection failure`; with
   * `protocol error`, for an answer that is not HTTP, it is a 502.
   */
  fail(reason = "connection termination"): void {
    const status = reason === PROTOCOL_ERROR ? 502 : 503;
    this.#fail(status, BROKEN_OFF + reason);
  }

  /** Lets its time be over; the clock calls it. */
  expire(): void {
    this.#fail(504, "upstream request timeout");
  }

  /** Forgets it, because the plugin has ended; nothing is called. */
  cancel(): void {
    this.#end = null;
  }

  #fail(status: number, text: string): void {
    if (this.#begun) return this.#finish(null);
    const reply = { status, headers: [], body: Buffer.from(text), details: "" };
    const { headers, body } = localReplyParts(reply, null);
    this.#finish({ headers, body: new ByteBuffer(body), trailers: null });
  }

  #finish(answer: HttpCallAnswer | null): void {
    const end = this.#end;
    if (end === null) throw wrongOrder("an answer to a call that has ended");
    this.#end = null;
    end(answer);
  }
}
