import type { LocalReply } from "../message/local-reply.ts";
import { undefinedInEnvoy } from "../base/host-error.ts";
import { ByteBuffer } from "../base/byte-buffer.ts";
import type { FilterPass } from "./filter-pass.ts";
import type { HeaderMap } from "../message/header-map.ts";
import { localReplyParts } from "../message/local-reply.ts";
import type { Message } from "../message/message.ts";
import type { StreamInfo } from "./stream-info.ts";
import type { StreamOutcome } from "./stream-outcome.ts";

/** A stream, as far as the proxy's own answer needs it. */
export interface AnsweredStream {
  readonly request: FilterPass;
  readonly response: FilterPass;
  readonly info: StreamInfo;
  outcome(): StreamOutcome;
  /** What the client has; null before it has anything. */
  sent(): Message | null;
  toClient(headers: HeaderMap, endOfStream: boolean): void;
  finish(outcome: StreamOutcome): void;
}

/**
 * What the proxy answers in place of the upstream: behind the callback of the
 * request that runs, through the filters, or past those that have a response.
 *
 *     answer.send({ status: 403, headers: [], body, details: "" });
 */
export class LocalReplySender {
  /** Whether it has begun: nobody listens to the upstream any more. */
  hasBegun = false;
  /** Whether the client has left, and the proxy has done nothing about it. */
  isUnaware = false;
  #prepared: LocalReply | null = null;
  readonly #stream: AnsweredStream;

  constructor(stream: AnsweredStream) {
    this.#stream = stream;
  }

  /** Whether one waits for the end of a callback; there it is the only one. */
  get isPrepared(): boolean {
    return this.#prepared !== null;
  }

  /** Whether one would wait for the end of a callback. */
  get waits(): boolean {
    const { request, response } = this.#stream;
    return request.depth > 0 && response.headers === null;
  }

  send(reply: LocalReply): void {
    const { request, response } = this.#stream;
    if (request.depth > 0) request.aborted = true;
    else if (response.depth > 0) response.aborted = true;
    if (this.#stream.sent() !== null) return this.#stream.finish("reset");
    this.#stream.info.answerItself(reply.status);
    if (response.headers !== null) return this.#sendDirectly(reply);
    if (this.waits) this.#prepared = reply;
    else this.#sendThroughFilters(reply);
  }

  /** Sends what a callback of the request has left; false if it left nothing. */
  sendPrepared(): boolean {
    const reply = this.#prepared;
    if (reply === null) return false;
    this.#prepared = null;
    if (this.#isOver) this.#expectBody(reply);
    else this.#sendThroughFilters(reply);
    return true;
  }

  /** Throws where Envoy ends a stream again that is over, unless it hears more of it. */
  expectEndable(): void {
    if (this.#isOver && !this.isUnaware && this.#stream.request.ended) {
      throw undefinedInEnvoy(
        "The filter closed or answered a stream that was over, and Envoy crashes. " +
          "Do so once, and not while the stream is logged or deleted.",
      );
    }
    this.isUnaware = false;
  }

  /** Throws where it is unclear what Envoy makes of an answer. */
  expectSendable(): void {
    if (this.waits) return;
    if (this.#isOver && this.#stream.sent() === null) {
      throw undefinedInEnvoy(
        "The filter answered a stream that was closed, and Envoy may send the " +
          "answer all the same, or its headers. Do the one or the other.",
      );
    }
    this.expectEndable();
  }

  /** Throws where Envoy goes on with a request that it has answered. */
  expectUnanswered(): void {
    if (!this.hasBegun) return;
    throw undefinedInEnvoy(
      "The filter answered a request and continued it, and Envoy sends it on, or " +
        "answers twice. Do the one or the other.",
    );
  }

  /** Throws where Envoy goes on with the response of a stream that was closed. */
  expectContinuable(): void {
    if (this.#stream.outcome() !== "reset") return;
    throw undefinedInEnvoy(
      "The filter continued the response of a stream that was closed, and Envoy " +
        "sends it all the same, or crashes. Do the one or the other.",
    );
  }

  get #isOver(): boolean {
    return this.#stream.outcome() !== "open";
  }

  /** Of an answer on a stream that was closed meanwhile Envoy sends the headers. */
  #expectBody(reply: LocalReply): void {
    if (!this.#begin(reply).end) return;
    throw undefinedInEnvoy(
      "The filter answered without a body and closed the stream in one callback, " +
        "and Envoy crashes. Do the one or the other.",
    );
  }

  #begin(reply: LocalReply) {
    this.hasBegun = true;
    const { request, info } = this.#stream;
    const { headers, body } = localReplyParts(
      reply,
      request.headers,
      info.isHead,
    );
    return { headers, body, end: body.length === 0 || info.isHead };
  }

  #sendThroughFilters(reply: LocalReply): void {
    const { headers, body, end } = this.#begin(reply);
    const { response } = this.#stream;
    response.start(headers, end);
    if (!end) response.data(new ByteBuffer(body), true);
  }

  #sendDirectly(reply: LocalReply): void {
    const { headers, body, end } = this.#begin(reply);
    const { response, finish, sent, toClient } = this.#stream;
    response.aborted = true;
    response.headers = headers;
    toClient(headers, end);
    if (end) return;
    sent()?.takeData(new ByteBuffer(body), true);
    finish("complete");
  }
}
