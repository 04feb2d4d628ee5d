import type { LocalReply } from "../message/local-reply.ts";
import { HttpContext } from "./http-context.ts";
import type { RootContext } from "../contexts/root-context.ts";
import type { Dispatcher } from "../shared/dispatcher.ts";
import { FilterPass } from "./filter-pass.ts";
import type { HeaderMap } from "../message/header-map.ts";
import { messageSink } from "./message-sink.ts";
import { Message } from "../message/message.ts";
import { LocalReplySender } from "./local-reply-sender.ts";
import {
  badGateway,
  hasStatus,
  requestTooLarge,
  responseTooLarge,
} from "../message/proxy-replies.ts";
import { finishResponseHeaders } from "./response-headers.ts";
import { StreamInfo } from "./stream-info.ts";
import type { StreamOutcome } from "./stream-outcome.ts";
import { UpstreamSide } from "./upstream-side.ts";

/**
 * What becomes of a stream between its two ends: the filters, the upstream and the
 * answers of the proxy's own. `HttpStream` hands in what its ends do.
 */
export abstract class StreamCore {
  /** The response as it reached the client; null before it did. */
  response: Message | null = null;
  outcome: StreamOutcome = "open";
  protected readonly dispatcher: Dispatcher;
  protected readonly info: StreamInfo;
  protected readonly requestPass: FilterPass;
  protected readonly responsePass: FilterPass;
  readonly #contexts: HttpContext[];
  protected readonly own: LocalReplySender;
  protected readonly upstreamSide: UpstreamSide;
  /** Whether the client wants its connection closed behind the response. */
  protected closes = false;

  constructor(
    roots: readonly RootContext[],
    dispatcher: Dispatcher,
    loggers: readonly RootContext[] = [],
    bufferLimit?: number,
  ) {
    this.dispatcher = dispatcher;
    this.upstreamSide = new UpstreamSide(dispatcher);
    this.info = new StreamInfo(dispatcher.clock, loggers);
    this.requestPass = new FilterPass({
      dispatcher,
      bufferLimit,
      onTooLarge: (slow) => slow || this.localReply(requestTooLarge()),
      goesOn: () => !this.responsePass.ended,
      afterCall: () => this.own.sendPrepared() || this.outcome !== "open",
      sink: messageSink({
        headers: (headers, end) => this.#toUpstream(headers, end),
        message: () => (this.#isLeft ? null : this.upstream),
        before: () => this.#isLeft && this.own.expectUnanswered(),
        after: () => this.sendAnswer(),
      }),
    });
    this.responsePass = new FilterPass({
      dispatcher,
      bufferLimit,
      onTooLarge: (streaming) => {
        this.responsePass.aborted ||= !streaming;
        if (!streaming) this.localReply(responseTooLarge());
      },
      expectContinuable: () => this.own.expectContinuable(),
      afterCall: () => this.outcome !== "open",
      sink: messageSink({
        headers: (headers, end) => {
          if (hasStatus(headers)) this.#toClient(headers, end);
          else this.localReply(badGateway());
        },
        message: () => this.response,
        after: (end) => end && this.finish("complete"),
      }),
    });
    this.own = new LocalReplySender({
      request: this.requestPass,
      response: this.responsePass,
      info: this.info,
      outcome: () => this.outcome,
      sent: () => this.response,
      toClient: (headers, end) => this.#toClient(headers, end),
      finish: (outcome) => this.finish(outcome),
    });
    // The response passes the filters in the opposite order.
    this.#contexts = roots.map((root) => this.#contextOf(root));
    for (const context of this.#contexts) context.joinRequest();
    for (const context of this.#contexts.toReversed()) context.joinResponse();
  }

  /** The request as it reached the upstream; null before it did, or if it never did. */
  get upstream(): Message | null {
    return this.upstreamSide.message;
  }

  /** Why the proxy answered by itself, or why the stream broke off. */
  get details(): string {
    return this.info.ending;
  }

  /** Whether anybody listens to the upstream. */
  protected get isHeard(): boolean {
    return this.outcome === "open" && !this.answersItself;
  }

  /** Whether the proxy answers by itself, and listens to the upstream no more. */
  get answersItself(): boolean {
    return this.own.hasBegun;
  }

  /** Told when more of the request has reached the upstream. */
  protected abstract sendAnswer(): void;

  protected start(headers: HeaderMap, endOfStream: boolean): void {
    this.upstreamSide.take(headers);
    this.requestPass.start(headers, endOfStream);
  }

  #contextOf(root: RootContext): HttpContext {
    return new HttpContext(root, {
      request: this.requestPass,
      response: this.responsePass,
      info: this.info,
      sendLocalReply: (reply) => {
        this.own.expectSendable();
        this.localReply(reply);
      },
      reset: () => {
        this.own.expectEndable();
        this.finish("reset");
      },
    });
  }

  #toUpstream(headers: HeaderMap, endOfStream: boolean): void {
    const lost = this.upstreamSide.send(headers, endOfStream, {
      onConnected: () => this.own.expectUnanswered(),
      onUnsent: (reply) => this.localReply(reply),
    });
    if (lost !== null) return this.localReply(lost);
    if (this.upstream === null) return;
    this.info.send();
    this.sendAnswer();
  }

  #toClient(headers: HeaderMap, endOfStream: boolean): void {
    this.response = new Message();
    const request = this.info.requestHeaders;
    // A client that is not done yet has to stop, for which HTTP/1.1 has no other way.
    const closes = this.closes || !this.requestPass.ended;
    const isTunnel =
      request?.get(":method") === "CONNECT" &&
      /^2\d\d$/.test(headers.get(":status") ?? "");
    finishResponseHeaders(headers, {
      request,
      now: this.dispatcher.clock.date,
      closes: closes && !isTunnel,
    });
    this.response.takeHeaders(headers, endOfStream);
    this.info.takeResponse(this.response);
    if (endOfStream) this.finish("complete");
  }

  protected localReply(reply: LocalReply): void {
    const isLate = this.outcome !== "open" && !this.own.waits;
    if (isLate || this.own.isPrepared) return;
    this.info.because(reply);
    this.upstreamSide.leave();
    this.own.send(reply);
  }

  /** Whether the upstream is left for the proxy's own answer. */
  get #isLeft(): boolean {
    return this.answersItself && !this.upstreamSide.isConnecting;
  }

  protected finish(outcome: StreamOutcome): void {
    if (this.outcome !== "open") return;
    this.outcome = outcome;
    this.upstreamSide.leave();
    this.requestPass.aborted = true;
    this.responsePass.aborted = true;
    this.info.log(this.responsePass, this.#contexts);
    for (const each of this.#contexts) {
      each.destroy(this.upstream, this.response);
    }
  }
}
