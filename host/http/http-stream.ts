import type { LocalReply } from "../contexts/context.ts";
import { HttpContext } from "../contexts/http-context.ts";
import type { RootContext } from "../contexts/root-context.ts";
import { wrongOrder } from "../host-error.ts";
import type { VirtualClock } from "../vm/virtual-clock.ts";
import { ByteBuffer } from "./byte-buffer.ts";
import { FilterPass } from "./filter-pass.ts";
import { HeaderMap, type Headers } from "./header-map.ts";
import { localReplyParts } from "./local-reply.ts";
import { expectNew, expectOpen, messageSink } from "./message-sink.ts";
import { Message } from "./message.ts";
import {
  badGateway,
  replyToLost,
  requestTooLarge,
  responseTooLarge,
  routedBy,
  upstreamBroken,
  upstreamLost,
} from "./proxy-replies.ts";
import { finishResponseHeaders } from "./response-headers.ts";
import { StreamInfo } from "./stream-info.ts";
import type { StreamOutcome } from "./stream-outcome.ts";
import {
  respond,
  sendRequest,
  type Exchange,
  type PartOptions,
  type UpstreamAnswer,
} from "./exchange.ts";

const BUFFER_LIMIT = 1 << 20;

/**
 * An HTTP stream through the plugins of a host, part by part: what a test hands
 * in passes the filters as in Envoy, and `upstream` and `response` are what came
 * out at the other ends.
 *
 *     const stream = plugin.httpStream();
 *     stream.requestHeaders({ ":method": "GET", ":path": "/" }, { endOfStream: true });
 *     stream.responseHeaders({ ":status": "200" }, { endOfStream: true });
 *     stream.response?.header("hello"); // "world"
 */
export class HttpStream {
  /** The request as it reached the upstream; null before it did. */
  upstream: Message | null = null;
  /** The response as it reached the client; null before it did. */
  response: Message | null = null;
  outcome: StreamOutcome = "open";
  /** Why the proxy answered by itself, or reset the stream. */
  details = "";
  readonly #clock: VirtualClock;
  readonly #info: StreamInfo;
  readonly #request: FilterPass;
  readonly #response: FilterPass;
  readonly #contexts: HttpContext[];
  #prepared: LocalReply | null = null;
  #isHead = false;
  /** The headers that the request came with and cannot be routed without. */
  #sent: string[] = [];
  #answer: UpstreamAnswer | null = null;
  /** Whether the proxy answers by itself, and listens to the upstream no more. */
  answersItself = false;

  constructor(
    roots: readonly RootContext[],
    clock: VirtualClock,
    loggers: readonly RootContext[] = [],
  ) {
    this.#clock = clock;
    this.#info = new StreamInfo(loggers);
    this.#request = new FilterPass({
      clock,
      bufferLimit: BUFFER_LIMIT,
      onTooLarge: (slow) => slow || this.#localReply(requestTooLarge()),
      goesOn: () => !this.#response.ended,
      afterCall: () => this.#afterRequestCall(),
      sink: messageSink({
        headers: (headers, end) => this.#toUpstream(headers, end),
        message: () => this.upstream,
        dropsBody: () => false,
        after: () => this.#respond(),
      }),
    });
    this.#response = new FilterPass({
      clock,
      bufferLimit: BUFFER_LIMIT,
      onTooLarge: (streaming) => {
        this.#response.aborted ||= !streaming;
        if (!streaming) this.#localReply(responseTooLarge());
      },
      afterCall: () => this.outcome !== "open" || !this.#hasStatus(),
      sink: messageSink({
        headers: (headers, end) => this.#toClient(headers, end),
        message: () => this.response,
        dropsBody: () => this.#isHead,
        after: (end) => end && this.#finish("complete"),
      }),
    });
    // The response passes the filters in the opposite order.
    this.#contexts = roots.map((root) => this.#contextOf(root));
    for (const context of this.#contexts) context.joinRequest();
    for (const context of this.#contexts.toReversed()) context.joinResponse();
  }

  /** Hands in the request's headers, as Envoy's codec would have them. */
  requestHeaders(headers: Headers, { endOfStream = false }: PartOptions = {}) {
    expectNew(this.#request, "request");
    const map = new HeaderMap("request", headers);
    this.#info.begin(map, this.#clock.now);
    this.#sent = routedBy(map);
    this.#isHead = map.get(":method") === "HEAD";
    this.#request.start(map, endOfStream);
  }

  /** Hands in a part of the request's body; text as UTF-8. */
  requestBody(
    data: string | Uint8Array,
    { endOfStream = false }: PartOptions = {},
  ): void {
    expectOpen(this.#request, "request");
    if (this.outcome !== "open") return;
    const bytes = ByteBuffer.of(data);
    this.#info.bytesReceived += bytes.length;
    this.#request.data(bytes, endOfStream);
  }

  /** Hands in the request's trailers, which end it. */
  requestTrailers(trailers: Headers): void {
    expectOpen(this.#request, "request");
    if (this.outcome !== "open") return;
    this.#request.end(new HeaderMap("trailers", trailers));
  }

  /** Hands in the upstream's headers; it must have got the request's. */
  responseHeaders(headers: Headers, { endOfStream = false }: PartOptions = {}) {
    if (this.upstream === null) {
      throw wrongOrder("a response of an upstream that has no request yet");
    }
    if (this.outcome !== "open" || this.answersItself) return;
    expectNew(this.#response, "response");
    const map = new HeaderMap("response", headers);
    this.#info.responseCode = Number(map.get(":status"));
    this.#response.start(map, endOfStream);
  }

  /** Hands in a part of the upstream's body; text as UTF-8. */
  responseBody(
    data: string | Uint8Array,
    { endOfStream = false }: PartOptions = {},
  ): void {
    if (this.outcome !== "open" || this.answersItself) return;
    expectOpen(this.#response, "response");
    this.#response.data(ByteBuffer.of(data), endOfStream);
  }

  /** Hands in the upstream's trailers, which end the response. */
  responseTrailers(trailers: Headers): void {
    if (this.outcome !== "open" || this.answersItself) return;
    expectOpen(this.#response, "response");
    this.#response.end(new HeaderMap("trailers", trailers));
  }

  /** Breaks the stream off, as the client would. */
  reset(): void {
    this.#finish("reset");
  }

  /** Breaks the upstream's connection off: a 503 if it has not answered yet. */
  upstreamReset(): void {
    const { headers, ended } = this.#response;
    if (this.outcome !== "open" || this.answersItself || ended) return;
    if (this.response !== null) return this.#finish("reset");
    this.#localReply(headers === null ? upstreamLost() : upstreamBroken());
  }

  /**
   * Sends a whole request, and the upstream's answer as soon as the whole request
   * has reached it: at once, or when the filter lets it go.
   *
   *     stream.request({ path: "/", upstream: { status: 200, body: "hello" } });
   *     stream.response?.status;
   */
  request({ upstream = {}, ...description }: Exchange = {}): Message | null {
    this.#answer = upstream;
    sendRequest(this, description);
    return this.response;
  }

  /**
   * Sends the upstream's whole answer now.
   *
   *     stream.request({ upstream: null });
   *     stream.respond({ status: 404 });
   */
  respond(answer: UpstreamAnswer = {}): Message | null {
    respond(this, answer);
    return this.response;
  }

  #contextOf(root: RootContext): HttpContext {
    return new HttpContext(root, {
      request: this.#request,
      response: this.#response,
      info: this.#info,
      sendLocalReply: (reply) => this.#localReply(reply),
      reset: () => this.#finish("reset"),
    });
  }

  #toUpstream(headers: HeaderMap, endOfStream: boolean): void {
    const lost = replyToLost(this.#sent, headers);
    if (lost !== null) return this.#localReply(lost);
    headers.set("x-envoy-expected-rq-timeout-ms", "15000");
    this.upstream = new Message();
    this.upstream.takeHeaders(headers, endOfStream);
    this.#respond();
  }

  #respond(): void {
    const answer = this.#answer;
    if (answer === null || !this.upstream?.endOfStream) return;
    this.#answer = null;
    this.#clock.post(() => this.respond(answer));
  }

  #toClient(headers: HeaderMap, endOfStream: boolean): void {
    this.response = new Message();
    finishResponseHeaders(headers, this.#clock.date, this.#request.ended);
    this.response.takeHeaders(headers, endOfStream);
    this.#info.takeResponse(this.response);
    if (endOfStream) this.#finish("complete");
  }

  /** A response that lost its status is one that Envoy cannot send. */
  #hasStatus(): boolean {
    const { headers, aborted } = this.#response;
    if (aborted || /^\d+$/.test(headers?.get(":status") ?? "")) return true;
    this.#localReply(badGateway());
    return false;
  }

  #localReply(reply: LocalReply): void {
    if (this.outcome !== "open" || this.#prepared !== null) return;
    this.details = reply.details;
    if (this.#request.depth > 0) this.#request.aborted = true;
    else if (this.#response.depth > 0) this.#response.aborted = true;
    if (this.response !== null) return this.#finish("reset");
    if (this.#response.headers !== null) return this.#answerDirectly(reply);
    this.#request.aborted = true;
    if (this.#request.depth > 0) this.#prepared = reply;
    else this.#answerThroughFilters(reply);
  }

  #afterRequestCall(): boolean {
    if (this.#prepared === null) return this.outcome !== "open";
    const reply = this.#prepared;
    this.#prepared = null;
    this.#answerThroughFilters(reply);
    return true;
  }

  #partsOf(reply: LocalReply) {
    this.answersItself = true;
    const { headers, body } = localReplyParts(reply, this.#request.headers);
    return { headers, body, end: body.length === 0 || this.#isHead };
  }

  #answerThroughFilters(reply: LocalReply): void {
    const { headers, body, end } = this.#partsOf(reply);
    this.#info.responseCode = Number(headers.get(":status"));
    this.#response.start(headers, end);
    if (!end && this.outcome === "open") {
      this.#response.data(new ByteBuffer(body), true);
    }
  }

  #answerDirectly(reply: LocalReply): void {
    const { headers, body, end } = this.#partsOf(reply);
    this.#response.aborted = true;
    this.#response.headers = headers;
    this.#toClient(headers, end);
    if (end) return;
    this.response?.takeData(new ByteBuffer(body), true);
    this.#finish("complete");
  }

  #finish(outcome: StreamOutcome): void {
    if (this.outcome !== "open") return;
    this.outcome = outcome;
    this.#request.aborted = true;
    this.#response.aborted = true;
    this.#info.log(this.#response, this.#contexts);
    for (const context of this.#contexts) {
      context.destroy();
      context.check(this.upstream, this.response);
    }
  }
}
