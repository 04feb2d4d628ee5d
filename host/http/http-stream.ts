import type { LocalReply } from "../contexts/context.ts";
import { HttpContext } from "../contexts/http-context.ts";
import type { RootContext } from "../contexts/root-context.ts";
import { wrongOrder } from "../host-error.ts";
import type { VirtualClock } from "../vm/virtual-clock.ts";
import { ByteBuffer } from "./byte-buffer.ts";
import { admit } from "./connection-manager.ts";
import { FilterPass } from "./filter-pass.ts";
import { HeaderMap, type Headers } from "./header-map.ts";
import { listOf } from "./header-syntax.ts";
import { expectNew, expectOpen, messageSink } from "./message-sink.ts";
import { Message } from "./message.ts";
import { OwnAnswer } from "./own-answer.ts";
import {
  badGateway,
  downstreamGone,
  hasStatus,
  requestTooLarge,
  responseTooLarge,
  upstreamBroken,
  upstreamLost,
  upstreamProtocolError,
} from "./proxy-replies.ts";
import { readRequest, type RequestHead } from "./request-codec.ts";
import { readResponse, type ResponseHead } from "./response-codec.ts";
import { finishResponseHeaders } from "./response-headers.ts";
import { Router } from "./router.ts";
import { StreamInfo } from "./stream-info.ts";
import type { StreamOutcome } from "./stream-outcome.ts";
import {
  respond,
  sendRequest,
  type Exchange,
  type PartOptions,
  type UpstreamAnswer,
} from "./exchange.ts";

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
  /** The request as it reached the upstream; null before it did, or if it never did. */
  upstream: Message | null = null;
  /** The response as it reached the client; null before it did. */
  response: Message | null = null;
  outcome: StreamOutcome = "open";
  readonly #clock: VirtualClock;
  readonly #info: StreamInfo;
  readonly #request: FilterPass;
  readonly #response: FilterPass;
  readonly #contexts: HttpContext[];
  readonly #own: OwnAnswer;
  #router: Router | null = null;
  /** Whether the client wants its connection closed behind the response. */
  #closes = false;
  #answer: UpstreamAnswer | null = null;
  /** Whether the connection to the upstream is being made. */
  #connects = false;

  constructor(
    roots: readonly RootContext[],
    clock: VirtualClock,
    loggers: readonly RootContext[] = [],
  ) {
    this.#clock = clock;
    this.#info = new StreamInfo(clock, loggers);
    this.#request = new FilterPass({
      clock,
      onTooLarge: (slow) => slow || this.#localReply(requestTooLarge()),
      goesOn: () => !this.#response.ended,
      afterCall: () => this.#own.sendPrepared() || this.outcome !== "open",
      sink: messageSink({
        headers: (headers, end) => this.#toUpstream(headers, end),
        message: () => (this.#isLeft ? null : this.upstream),
        before: () => this.#isLeft && this.#own.expectUnanswered(),
        after: () => this.#respond(),
      }),
    });
    this.#response = new FilterPass({
      clock,
      onTooLarge: (streaming) => {
        this.#response.aborted ||= !streaming;
        if (!streaming) this.#localReply(responseTooLarge());
      },
      expectContinuable: () => this.#own.expectContinuable(),
      afterCall: () => this.outcome !== "open",
      sink: messageSink({
        headers: (headers, end) => {
          if (hasStatus(headers)) this.#toClient(headers, end);
          else this.#localReply(badGateway());
        },
        message: () => this.response,
        after: (end) => end && this.#finish("complete"),
      }),
    });
    this.#own = new OwnAnswer({
      request: this.#request,
      response: this.#response,
      info: this.#info,
      outcome: () => this.outcome,
      sent: () => this.response,
      toClient: (headers, end) => this.#toClient(headers, end),
      finish: (outcome) => this.#finish(outcome),
    });
    // The response passes the filters in the opposite order.
    this.#contexts = roots.map((root) => this.#contextOf(root));
    for (const context of this.#contexts) context.joinRequest();
    for (const context of this.#contexts.toReversed()) context.joinResponse();
  }

  /** Why the proxy answered by itself, or why the stream broke off. */
  get details(): string {
    return this.#info.ending;
  }

  /** Whether the proxy answers by itself, and listens to the upstream no more. */
  get answersItself(): boolean {
    return this.#own.hasBegun;
  }

  /** Hands in the request's headers as the first filter gets them from Envoy. */
  requestHeaders(headers: Headers, { endOfStream = false }: PartOptions = {}) {
    expectNew(this.#request, "request");
    this.#begin(new HeaderMap("request", headers), endOfStream);
  }

  /**
   * Hands in a request's first line and headers as a client sends them: Envoy adds
   * its own, takes away what is not for filters, or answers by itself. Returns
   * whether anything behind them counts.
   *
   *     stream.clientHeaders({ path: "/a#b" }, { endOfStream: true }); // false: a 400
   */
  clientHeaders(
    head: RequestHead,
    { endOfStream = false }: PartOptions = {},
  ): boolean {
    expectNew(this.#request, "request");
    const read = readRequest(head, !endOfStream);
    const { headers, refusal } = read;
    if (headers === null) {
      this.#refuse(refusal, null, false, head.method === "HEAD");
      return false;
    }
    this.#closes = listOf(headers.get("connection") ?? "").some(
      (each) => each.toLowerCase() === "close",
    );
    const rejection = admit(headers);
    const isHead = headers.get(":method") === "HEAD";
    if (rejection !== null) {
      const { reply, closes } = rejection;
      this.#refuse(reply, headers, endOfStream && !closes, isHead);
      return false;
    }
    // What follows a CONNECT is for whoever the connection is made with.
    const isOpen = headers.get(":method") === "CONNECT";
    this.#begin(headers, endOfStream && !isOpen);
    return true;
  }

  /** Hands in a part of the request's body; text as UTF-8. */
  requestBody(
    data: string | Uint8Array,
    { endOfStream = false }: PartOptions = {},
  ): void {
    if (this.outcome !== "open") return;
    expectOpen(this.#request, "request");
    const bytes = ByteBuffer.of(data);
    this.#info.bytesReceived += bytes.length;
    this.#request.data(bytes, endOfStream);
  }

  /** Hands in the request's trailers, which end it. */
  requestTrailers(trailers: Headers): void {
    if (this.outcome !== "open") return;
    expectOpen(this.#request, "request");
    this.#request.end(new HeaderMap("trailers", trailers));
  }

  /** Hands in the response's headers as the last filter gets them; the upstream must have got the request's. */
  responseHeaders(headers: Headers, { endOfStream = false }: PartOptions = {}) {
    if (this.upstream === null) {
      throw wrongOrder("a response of an upstream that has no request yet");
    }
    if (this.outcome !== "open" || this.answersItself) return;
    expectNew(this.#response, "response");
    const map = new HeaderMap("response", headers);
    this.#info.answer(map, endOfStream);
    this.#response.start(map, endOfStream);
  }

  /**
   * Hands in an answer's status and headers as an upstream sends them, of which
   * Envoy makes a 502 where they break the protocol. Returns whether anything
   * behind them counts, which it does not for HEAD and 304.
   *
   *     stream.upstreamHeaders({ status: 204 }, { endOfStream: true });
   */
  upstreamHeaders(
    head: ResponseHead,
    { endOfStream = false }: PartOptions = {},
  ): boolean {
    if (this.upstream === null) {
      throw wrongOrder("a response of an upstream that has no request yet");
    }
    if (this.outcome !== "open" || this.answersItself) return false;
    expectNew(this.#response, "response");
    const method = this.upstream.header(":method");
    const read = readResponse(head, { method, hasBody: !endOfStream });
    if (read === null) {
      this.#router?.expectNoRetry();
      this.#localReply(upstreamProtocolError());
      return false;
    }
    const { headers } = read;
    this.#router?.expectNoRetry(Number(headers.get(":status")));
    if (this.upstream.endOfStream) {
      headers.put("x-envoy-upstream-service-time", "0");
    }
    this.#info.answer(headers, read.endOfStream);
    this.#response.start(headers, read.endOfStream);
    return !read.endOfStream;
  }

  /** Hands in a part of the upstream's body; text as UTF-8. */
  responseBody(
    data: string | Uint8Array,
    { endOfStream = false }: PartOptions = {},
  ): void {
    if (this.outcome !== "open" || this.answersItself) return;
    expectOpen(this.#response, "response");
    this.#info.endAnswer(endOfStream);
    this.#response.data(ByteBuffer.of(data), endOfStream);
  }

  /** Hands in the upstream's trailers, which end the response. */
  responseTrailers(trailers: Headers): void {
    if (this.outcome !== "open" || this.answersItself) return;
    expectOpen(this.#response, "response");
    this.#info.endAnswer();
    this.#response.end(new HeaderMap("trailers", trailers));
  }

  /** Breaks the stream off, as the client would. */
  reset(): void {
    this.#own.isUnaware = true;
    this.#info.because(downstreamGone());
    this.#finish("reset");
  }

  /** Breaks the upstream's connection off: a 503 if it has not answered yet. */
  upstreamReset(): void {
    const { headers, ended } = this.#response;
    if (this.outcome !== "open" || this.answersItself || ended) return;
    if (headers === null) this.#router?.expectNoRetry();
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

  #begin(headers: HeaderMap, endOfStream: boolean): void {
    this.#info.begin(headers, headers.get(":method") === "HEAD");
    this.#router = new Router(headers);
    this.#request.start(headers, endOfStream);
  }

  /** Answers before any filter has the request. */
  #refuse(
    reply: LocalReply,
    headers: HeaderMap | null,
    ended: boolean,
    isHead: boolean,
  ): void {
    this.#info.begin(headers, isHead);
    this.#request.refuse(headers, ended);
    this.#clock.run(() => this.#localReply(reply));
  }

  #contextOf(root: RootContext): HttpContext {
    return new HttpContext(root, {
      request: this.#request,
      response: this.#response,
      info: this.#info,
      sendLocalReply: (reply) => {
        this.#own.expectSendable();
        this.#localReply(reply);
      },
      reset: () => {
        this.#own.expectEndable();
        this.#finish("reset");
      },
    });
  }

  #toUpstream(headers: HeaderMap, endOfStream: boolean): void {
    const lost = this.#router!.route(headers);
    if (lost !== null) return this.#localReply(lost);
    this.#info.send();
    this.upstream = new Message();
    this.upstream.takeHeaders(headers, endOfStream);
    this.#connects = true;
    this.#clock.post(() => {
      if (this.#connects) this.#own.expectUnanswered();
      this.#connects = false;
    });
    this.#respond();
  }

  #respond(): void {
    const answer = this.#answer;
    if (answer === null || !this.upstream?.endOfStream) return;
    this.#answer = null;
    this.#clock.post(() => this.upstream && this.respond(answer));
  }

  #toClient(headers: HeaderMap, endOfStream: boolean): void {
    this.response = new Message();
    finishResponseHeaders(headers, {
      request: this.#info.requestHeaders,
      now: this.#clock.date,
      // A client that is not done yet has to stop, for which HTTP/1.1 has no other way.
      closes: this.#closes || !this.#request.ended,
    });
    this.response.takeHeaders(headers, endOfStream);
    this.#info.takeResponse(this.response);
    if (endOfStream) this.#finish("complete");
  }

  #localReply(reply: LocalReply): void {
    const isLate = this.outcome !== "open" && !this.#own.waits;
    if (isLate || this.#own.isPrepared) return;
    this.#info.because(reply);
    this.#leaveUpstream();
    this.#own.send(reply);
  }

  /** Whether the upstream is left for the proxy's own answer. */
  get #isLeft(): boolean {
    return this.answersItself && !this.#connects;
  }

  /** What waits for a connection is never sent. */
  #leaveUpstream(): void {
    if (this.#connects) this.upstream = null;
    this.#connects = false;
  }

  #finish(outcome: StreamOutcome): void {
    if (this.outcome !== "open") return;
    this.outcome = outcome;
    this.#leaveUpstream();
    this.#request.aborted = true;
    this.#response.aborted = true;
    this.#info.log(this.#response, this.#contexts);
    for (const each of this.#contexts) {
      each.destroy(this.upstream, this.response);
    }
  }
}
