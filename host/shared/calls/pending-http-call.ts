import {
  hasBody,
  partsOf,
  type UpstreamAnswer,
} from "../../message/exchange.ts";
import { ByteBuffer } from "../../base/byte-buffer.ts";
import { HeaderMap, type Header } from "../../message/header-map.ts";
import { localReplyParts } from "../../message/local-reply.ts";
import { callFailure } from "../../message/proxy-replies.ts";
import { readResponse } from "../../message/response-codec.ts";
import type { LocalReply } from "../../message/local-reply.ts";
import { wrongOrder } from "../../base/host-error.ts";

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

/**
 * An HTTP call of a filter that waits for its answer. It ends by `respond`, by
 * `fail`, or by Envoy's own 504 once `ProxyHost.advance` has passed its time.
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

  /**
   * Answers, with what the cluster sends: with Envoy's own 502 where that breaks the
   * protocol, and without a body where HTTP allows none.
   */
  respond(answer: UpstreamAnswer = {}): void {
    const method = this.header(":method");
    const read = readResponse(answer, { method, hasBody: hasBody(answer) });
    if (read === null) return this.fail("protocol error");
    const { headers, endOfStream } = read;
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

  /** Lets an answer begin that is not whole: what ends the call then drops it. */
  beginResponse(): void {
    this.#begun = true;
  }

  /**
   * Breaks the connection off: Envoy's own 503, 502 for a `protocol error`, or,
   * behind `beginResponse`, no answer at all. The reason is Envoy's, such as `remote
   * connection failure`.
   */
  fail(reason = "connection termination"): void {
    this.#fail(callFailure(reason));
  }

  /** Lets its time be over; the clock calls it. */
  expire(): void {
    const body = Buffer.from("upstream request timeout");
    this.#fail({ status: 504, headers: [], body, details: "" });
  }

  /** Forgets it, because the plugin has ended; nothing is called. */
  cancel(): void {
    this.#end = null;
  }

  #fail(reply: LocalReply): void {
    if (this.#begun) return this.#finish(null);
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
