import type { LocalReply } from "../contexts/context.ts";
import { HttpContext } from "../contexts/http-context.ts";
import type { RootContext } from "../contexts/root-context.ts";
import { wrongOrder } from "../host-error.ts";
import type { VirtualClock } from "../vm/virtual-clock.ts";
import { ByteBuffer } from "./byte-buffer.ts";
import { FilterPass } from "./filter-pass.ts";
import { HeaderMap, type Headers } from "./header-map.ts";
import { expectNew, expectOpen, messageSink } from "./message-sink.ts";
import { Message } from "./message.ts";
import { OwnAnswer } from "./own-answer.ts";
import {
  badGateway,
  downstreamGone,
  hasStatus,
  requestTooLarge,
  responseTooLarge,
  route,
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
  /** The headers that the request came with and cannot be routed without. */
  #sent: string[] = [];
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
        dropsBody: () => false,
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
        dropsBody: () => this.#info.isHead,
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

  /** Hands in the request's headers, as Envoy's codec would have them. */
  requestHeaders(headers: Headers, { endOfStream = false }: PartOptions = {}) {
    expectNew(this.#request, "request");
    const map = new HeaderMap("request", headers);
    this.#info.begin(map);
    this.#sent = routedBy(map);
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
    this.#info.answer(map, endOfStream);
    this.#response.start(map, endOfStream);
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
    const lost = route(this.#sent, headers);
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
    finishResponseHeaders(headers, this.#clock.date, this.#request.ended);
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
