import { ByteBuffer } from "../base/byte-buffer.ts";
import { wrongOrder } from "../base/host-error.ts";
import type { Properties } from "../contexts/properties.ts";
import type { RootContext } from "../contexts/root-context.ts";
import {
  respond,
  sendRequest,
  type Exchange,
  type PartOptions,
  type UpstreamAnswer,
} from "../message/exchange.ts";
import { HeaderMap, type Headers } from "../message/header-map.ts";
import type { Message } from "../message/message.ts";
import { downstreamGone, upstreamBroken } from "../message/proxy-replies.ts";
import {
  INTERIM,
  isInterim,
  type ResponseHead,
} from "../message/response-codec.ts";
import type { Dispatcher } from "../shared/dispatcher.ts";
import { ActiveStream } from "./active-stream.ts";
import { arrive, type ConnectionOptions } from "./connection-manager.ts";
import type { MessageState } from "./message-state.ts";
import type { RequestHead } from "./request-codec.ts";
import { StreamInfo } from "./stream-info.ts";
import type { StreamOutcome } from "./stream-state.ts";

/** What a stream is told besides its messages. */
export interface HttpStreamOptions {
  /** How many bytes of a body may wait; 1 MiB by default, as in Envoy. */
  bufferLimit?: number;
  properties?: Properties;
}

/**
 * An HTTP stream through the plugins of a host, part by part. What a test hands in
 * passes the filters as in Envoy; `upstream` and `response` are what came out at the
 * other ends.
 *
 *     const stream = plugin.httpStream();
 *     stream.requestHeaders({ ":method": "GET", ":path": "/" }, { endOfStream: true });
 *     stream.responseHeaders({ ":status": "200" }, { endOfStream: true });
 *     stream.response?.header("hello"); // "world"
 */
export class HttpStream {
  readonly #stream: ActiveStream;
  /** What the upstream answers as soon as it has the whole request. */
  #answer: UpstreamAnswer | null = null;

  constructor(
    roots: readonly RootContext[],
    dispatcher: Dispatcher,
    loggers: readonly RootContext[] = [],
    { bufferLimit, properties }: HttpStreamOptions = {},
  ) {
    const info = new StreamInfo(dispatcher.clock, loggers, properties);
    const parameters = { dispatcher, info, bufferLimit };
    this.#stream = new ActiveStream(roots, parameters, () =>
      this.#sendAnswer(),
    );
  }

  /** The request as it has reached the upstream; null before any of it has. */
  get upstream(): Message | null {
    return this.#stream.upstream;
  }

  /** The response as it has reached the client; null before any of it has. */
  get response(): Message | null {
    return this.#stream.delivered;
  }

  get outcome(): StreamOutcome {
    return this.#stream.outcome;
  }

  /** Why the proxy answered by itself or the stream broke off; otherwise `""`. */
  get details(): string {
    return this.#stream.info.ending;
  }

  /**
   * Whether a filter has stopped it and nothing can continue it: its VM waits for no
   * call, timer, queue or other stream.
   */
  get isStuck(): boolean {
    return this.#stream.isStuck;
  }

  /** Whether the proxy answers by itself, and no longer listens to the upstream. */
  get answersItself(): boolean {
    return this.#stream.answersItself;
  }

  /** Hands in the request's headers as Envoy passes them to the first filter. */
  requestHeaders(headers: Headers, { endOfStream = false }: PartOptions = {}) {
    expectNew(this.#stream.request, "request");
    const map = new HeaderMap("request", headers);
    this.#stream.info.recordRequest(map, map.get(":method") === "HEAD");
    this.#stream.begin(map, endOfStream);
  }

  /**
   * Hands in a request's first line and headers as a client sends them. Envoy adds
   * its own, removes what is not for filters, or answers by itself. `upgrades` are
   * those that it accepts, none by default, and `isTls` says that the client speaks
   * TLS. Returns whether anything that follows them counts.
   *
   *     stream.clientHeaders({ path: "/a#b" }, { endOfStream: true }); // false: a 400
   */
  clientHeaders(
    head: RequestHead,
    {
      endOfStream = false,
      ...connection
    }: PartOptions & ConnectionOptions = {},
  ): boolean {
    expectNew(this.#stream.request, "request");
    const arrival = arrive(head, endOfStream, connection);
    const { headers, reply, isHead } = arrival;
    this.#stream.closesConnection = arrival.closes;
    this.#stream.info.recordRequest(headers, isHead);
    if (arrival.toldToContinue) this.#stream.info.recordOwnStatus(100);
    if (headers !== null && reply === null) {
      this.#stream.begin(headers, arrival.endOfStream);
      return true;
    }
    this.#stream.requestPass.refuse(headers, arrival.endOfStream);
    this.#stream.dispatcher.run(
      () => reply && this.#stream.sendLocalReply(reply),
    );
    return false;
  }

  /** Hands in a part of the request's body; text as UTF-8. */
  requestBody(
    data: string | Uint8Array,
    { endOfStream = false }: PartOptions = {},
  ): void {
    if (this.outcome !== "open") return;
    expectOpen(this.#stream.request, "request");
    const bytes = ByteBuffer.of(data);
    this.#stream.info.bytesReceived += bytes.length;
    this.#stream.requestPass.data(bytes, endOfStream);
  }

  /** Hands in the request's trailers, which end it. */
  requestTrailers(trailers: Headers): void {
    if (this.outcome !== "open") return;
    expectOpen(this.#stream.request, "request");
    this.#stream.requestPass.end(new HeaderMap("trailers", trailers));
  }

  /**
   * Hands in the response's headers as the last filter gets them. The request's
   * headers must have reached the upstream.
   */
  responseHeaders(headers: Headers, { endOfStream = false }: PartOptions = {}) {
    this.#stream.upstreamEnd.expectMessage();
    if (!this.#stream.hearsUpstream) return;
    expectNew(this.#stream.response, "response");
    const map = new HeaderMap("response", headers);
    this.#stream.info.recordResponse(map, endOfStream);
    this.#stream.responsePass.start(map, endOfStream);
  }

  /**
   * Hands in a response's status and headers as an upstream sends them. Envoy
   * answers 502 where they break the protocol. Returns whether anything that follows
   * them counts, which it does not for HEAD and 304, nor for what comes before a response,
   * such as 103: Envoy keeps that from filters and the client.
   *
   *     stream.upstreamHeaders({ status: 204 }, { endOfStream: true });
   */
  upstreamHeaders(
    head: ResponseHead,
    { endOfStream = false }: PartOptions = {},
  ): boolean {
    this.#stream.upstreamEnd.expectMessage();
    if (!this.#stream.hearsUpstream) return false;
    expectNew(this.#stream.response, "response");
    const read = this.#stream.upstreamEnd.read(head, !endOfStream);
    if (read === INTERIM) return false;
    if (read === null) {
      const { upstreamEnd } = this.#stream;
      this.#stream.sendLocalReply(upstreamEnd.lost("protocol error"));
      return false;
    }
    this.#stream.info.recordResponse(read.headers, read.endOfStream);
    this.#stream.responsePass.start(read.headers, read.endOfStream);
    if (read.endOfStream) return false;
    const isOver = endOfStream || read.isBodiless;
    if (isOver) this.responseBody("", { endOfStream: true });
    return !isOver;
  }

  /** Hands in a part of the upstream's body; text as UTF-8. */
  responseBody(
    data: string | Uint8Array,
    { endOfStream = false }: PartOptions = {},
  ): void {
    if (!this.#stream.hearsUpstream) return;
    expectOpen(this.#stream.response, "response");
    this.#stream.info.recordResponseEnd(endOfStream);
    this.#stream.responsePass.data(ByteBuffer.of(data), endOfStream);
  }

  /** Hands in the upstream's trailers, which end the response. */
  responseTrailers(trailers: Headers): void {
    if (!this.#stream.hearsUpstream) return;
    expectOpen(this.#stream.response, "response");
    this.#stream.info.recordResponseEnd();
    this.#stream.responsePass.end(new HeaderMap("trailers", trailers));
  }

  /** Breaks the stream off, as the client would. */
  reset(): void {
    this.#stream.clientHasLeft = true;
    this.#stream.info.recordEnding(downstreamGone());
    this.#stream.finish("reset");
  }

  /**
   * Breaks the upstream off, for one of Envoy's reasons. Envoy answers 503 if no
   * response has begun.
   */
  upstreamReset(reason?: string): void {
    const { headers, hasEnded } = this.#stream.response;
    if (!this.#stream.hearsUpstream || hasEnded) return;
    const isUnanswered = headers === null;
    if (isUnanswered) this.#stream.upstreamEnd.expectNoRetry();
    this.#stream.sendLocalReply(
      isUnanswered ? this.#stream.upstreamEnd.lost(reason) : upstreamBroken(),
    );
  }

  /**
   * Sends a whole request, and the upstream's response as soon as the whole request
   * has reached it: at once, or when the filter continues it. Where that is only what comes
   * before one, such as a 103, the upstream breaks off behind it.
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
   * Sends the upstream's whole response now. What comes before one, such as a 103, reaches
   * nobody, and another may follow.
   *
   *     stream.request({ upstream: null });
   *     stream.respond({ status: 404 });
   */
  respond(answer: UpstreamAnswer = {}): Message | null {
    respond(this, answer);
    return this.response;
  }

  #sendAnswer(): void {
    const answer = this.#answer;
    if (answer === null || !this.upstream?.endOfStream) return;
    this.#answer = null;
    this.#stream.dispatcher.post(() => {
      if (!this.upstream) return;
      this.respond(answer);
      if (isInterim(answer.status)) this.upstreamReset();
    });
  }
}

/** Throws if a message has begun. */
function expectNew(message: MessageState, name: string): void {
  if (message.headers !== null)
    throw wrongOrder(`the headers of a ${name} twice`);
}

/** Throws unless a message has begun and has not ended. */
function expectOpen(message: MessageState, name: string): void {
  if (message.headers === null)
    throw wrongOrder(`the body of a ${name} before its headers`);
  if (message.hasEnded) throw wrongOrder(`more of a ${name} that has ended`);
}
