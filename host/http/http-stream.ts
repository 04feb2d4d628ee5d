import { arrive } from "./arrival.ts";
import { ByteBuffer } from "../base/byte-buffer.ts";
import {
  respond,
  sendRequest,
  type Exchange,
  type PartOptions,
  type UpstreamAnswer,
} from "../message/exchange.ts";
import { HeaderMap, type Headers } from "../message/header-map.ts";
import { expectNew, expectOpen } from "./message-sink.ts";
import type { Message } from "../message/message.ts";
import {
  downstreamGone,
  upstreamBroken,
  upstreamLost,
} from "../message/proxy-replies.ts";
import type { RequestHead } from "./request-codec.ts";
import type { ResponseHead } from "../message/response-codec.ts";
import { StreamCore } from "./stream-core.ts";

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
export class HttpStream extends StreamCore {
  #answer: UpstreamAnswer | null = null;

  /** Hands in the request's headers as the first filter gets them from Envoy. */
  requestHeaders(headers: Headers, { endOfStream = false }: PartOptions = {}) {
    expectNew(this.requestPass, "request");
    const map = new HeaderMap("request", headers);
    this.info.begin(map, map.get(":method") === "HEAD");
    this.start(map, endOfStream);
  }

  /**
   * Hands in a request's first line and headers as a client sends them: Envoy adds
   * its own, takes away what is not for filters, or answers by itself. `upgrades` are
   * those that it takes, none by default. Returns whether anything behind them counts.
   *
   *     stream.clientHeaders({ path: "/a#b" }, { endOfStream: true }); // false: a 400
   */
  clientHeaders(
    head: RequestHead,
    {
      endOfStream = false,
      upgrades,
    }: PartOptions & { upgrades?: readonly string[] } = {},
  ): boolean {
    expectNew(this.requestPass, "request");
    const arrival = arrive(head, endOfStream, upgrades);
    const { headers, reply, isHead } = arrival;
    this.closes = arrival.closes;
    this.info.begin(headers, isHead);
    if (arrival.goesOn) this.info.answerItself(100);
    if (headers !== null && reply === null) {
      this.start(headers, arrival.endOfStream);
      return true;
    }
    this.requestPass.refuse(headers, arrival.endOfStream);
    this.dispatcher.run(() => reply && this.localReply(reply));
    return false;
  }

  /** Hands in a part of the request's body; text as UTF-8. */
  requestBody(
    data: string | Uint8Array,
    { endOfStream = false }: PartOptions = {},
  ): void {
    if (this.outcome !== "open") return;
    expectOpen(this.requestPass, "request");
    const bytes = ByteBuffer.of(data);
    this.info.bytesReceived += bytes.length;
    this.requestPass.data(bytes, endOfStream);
  }

  /** Hands in the request's trailers, which end it. */
  requestTrailers(trailers: Headers): void {
    if (this.outcome !== "open") return;
    expectOpen(this.requestPass, "request");
    this.requestPass.end(new HeaderMap("trailers", trailers));
  }

  /** Hands in the response's headers as the last filter gets them; the upstream must have got the request's. */
  responseHeaders(headers: Headers, { endOfStream = false }: PartOptions = {}) {
    this.upstreamSide.expectMessage();
    if (!this.isHeard) return;
    expectNew(this.responsePass, "response");
    const map = new HeaderMap("response", headers);
    this.info.answer(map, endOfStream);
    this.responsePass.start(map, endOfStream);
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
    this.upstreamSide.expectMessage();
    if (!this.isHeard) return false;
    expectNew(this.responsePass, "response");
    const read = this.upstreamSide.read(head, !endOfStream);
    if (read === null) {
      this.localReply(upstreamLost("protocol error"));
      return false;
    }
    this.info.answer(read.headers, read.endOfStream);
    this.responsePass.start(read.headers, read.endOfStream);
    if (read.endOfStream) return false;
    if (endOfStream) this.responseBody("", { endOfStream });
    return !endOfStream;
  }

  /** Hands in a part of the upstream's body; text as UTF-8. */
  responseBody(
    data: string | Uint8Array,
    { endOfStream = false }: PartOptions = {},
  ): void {
    if (!this.isHeard) return;
    expectOpen(this.responsePass, "response");
    this.info.endAnswer(endOfStream);
    this.responsePass.data(ByteBuffer.of(data), endOfStream);
  }

  /** Hands in the upstream's trailers, which end the response. */
  responseTrailers(trailers: Headers): void {
    if (!this.isHeard) return;
    expectOpen(this.responsePass, "response");
    this.info.endAnswer();
    this.responsePass.end(new HeaderMap("trailers", trailers));
  }

  /** Breaks the stream off, as the client would. */
  reset(): void {
    this.own.isUnaware = true;
    this.info.because(downstreamGone());
    this.finish("reset");
  }

  /** Breaks the upstream off, for a reason of Envoy's: a 503 if it has not answered. */
  upstreamReset(reason?: string): void {
    const { headers, ended } = this.responsePass;
    if (!this.isHeard || ended) return;
    const isUnanswered = headers === null;
    if (isUnanswered) this.upstreamSide.expectNoRetry();
    this.localReply(isUnanswered ? upstreamLost(reason) : upstreamBroken());
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

  protected override sendAnswer(): void {
    const answer = this.#answer;
    if (answer === null || !this.upstream?.endOfStream) return;
    this.#answer = null;
    this.dispatcher.post(() => this.upstream && this.respond(answer));
  }
}
