import { ByteBuffer } from "../../base/byte-buffer.ts";
import { wrongOrder } from "../../base/host-error.ts";
import {
  hasBody,
  partsOf,
  type UpstreamAnswer,
} from "../../message/exchange.ts";
import { HeaderMap, type Header } from "../../message/header-map.ts";
import { localReplyParts } from "../../message/local-reply.ts";
import type { LocalReply } from "../../message/local-reply.ts";
import { callFailure } from "../../message/proxy-replies.ts";
import { INTERIM, readResponse } from "../../message/response-codec.ts";

/** The answer to a call. Only the callback of the call can read it. */
export interface HttpCallAnswer {
  headers: HeaderMap;
  body: ByteBuffer;
  trailers: HeaderMap | null;
}

/** The request of a call. */
export interface HttpCallRequest {
  cluster: string;
  headers: readonly Header[];
  body: Buffer;
  /** As the filter gave them: Envoy 1.40 does not send them. */
  trailers: readonly Header[];
  /** Milliseconds; 0 is never. */
  timeout: number;
}

/** Called when a call ends; null stands for an answer that broke off. */
export type HttpCallEnd = (answer: HttpCallAnswer | null) => void;

/**
 * An HTTP call of a filter that waits for its answer. It ends through `respond` or
 * `fail`, or through Envoy's own 504 when `ProxyHost.advance` passes its timeout.
 *
 *     const [call] = host.httpCalls;
 *     call.cluster; // "auth"
 *     call.respond({ status: 200, body: "welcome" });
 */
export class PendingHttpCall {
  readonly cluster: string;
  readonly headers: readonly Header[];
  readonly body: Buffer;
  /** As the filter gave them: Envoy 1.40 does not send them. */
  readonly trailers: readonly Header[];
  /** Milliseconds; 0 is never. */
  readonly timeout: number;
  #hasBegun = false;
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

  /**
   * Answers as the cluster would. The filter gets Envoy's own 502 where the answer
   * breaks the protocol, and no body where HTTP allows none. What comes before an answer,
   * such as a 103, reaches nobody, and another may follow.
   */
  respond(answer: UpstreamAnswer = {}): void {
    const method = this.header(":method");
    const read = readResponse(answer, { method, hasBody: hasBody(answer) });
    if (read === INTERIM) return;
    if (read === null) return this.fail("protocol error");
    const { headers } = read;
    const endOfStream = read.endOfStream || read.isBodiless;
    headers.put("x-envoy-upstream-service-time", "0");
    const body = new ByteBuffer();
    const parts = endOfStream ? [] : partsOf(answer.body);
    for (const part of parts) body.append(ByteBuffer.of(part).bytes);
    const trailers = endOfStream ? undefined : answer.trailers;
    this.#finish({
      headers,
      body,
      trailers: trailers ? new HeaderMap("trailers", trailers) : null,
    });
  }

  /**
   * Begins an answer without finishing it: if the call ends otherwise, the filter
   * gets no answer at all.
   */
  beginResponse(): void {
    this.#hasBegun = true;
  }

  /**
   * Breaks the connection off. The filter gets Envoy's own 503, a 502 for a
   * `protocol error`, or no answer at all after `beginResponse`. The reason is one
   * of Envoy's, for example `remote connection failure`.
   */
  fail(reason = "connection termination"): void {
    this.#fail(callFailure(reason));
  }

  /** Called by the dispatcher when its timeout has passed. */
  expire(): void {
    const body = Buffer.from("upstream request timeout");
    this.#fail({ status: 504, headers: [], body, details: "" });
  }

  /** Cancels it, because its plugin has ended, without calling anything. */
  cancel(): void {
    this.#end = null;
  }

  #fail(reply: LocalReply): void {
    if (this.#hasBegun) return this.#finish(null);
    const { headers, body } = localReplyParts(reply, null);
    const isHead = this.header(":method") === "HEAD";
    const own = isHead ? new ByteBuffer() : new ByteBuffer(body);
    this.#finish({ headers, body: own, trailers: null });
  }

  #finish(answer: HttpCallAnswer | null): void {
    const end = this.#end;
    if (end === null) throw wrongOrder("an answer to a call that has ended");
    this.#end = null;
    end(answer);
  }
}
