import type { ByteBuffer } from "../base/byte-buffer.ts";
import { wrongOrder } from "../base/host-error.ts";
import { HeaderMap } from "../message/header-map.ts";
import type { LocalReply } from "../message/local-reply.ts";
import { Message } from "../message/message.ts";
import { unsendable, upstreamLost } from "../message/proxy-replies.ts";
import {
  INTERIM,
  readResponse,
  type ReadResponse,
  type ResponseHead,
} from "../message/response-codec.ts";
import type { PassEnd } from "./filter-pass.ts";
import { isUpgrade } from "./request-codec.ts";
import { Router } from "./router.ts";
import { expectUnanswered } from "./stream-misuse.ts";
import type { StreamState } from "./stream-state.ts";

/** What may come before a response that Envoy's router gets, and passes on to nobody. */
const PASSED = [100, 102, 103, 104];

/**
 * The end of a request, behind its last filter: its route, the connection to the
 * upstream, and what has reached it.
 */
export class UpstreamEnd implements PassEnd {
  readonly #stream: StreamState;
  #router: Router | null = null;
  #hasBegun = false;

  constructor(stream: StreamState) {
    this.#stream = stream;
  }

  /** Notes the headers with which a request reaches the filters. */
  begin(headers: HeaderMap): void {
    this.#router = new Router(headers);
  }

  headers(headers: HeaderMap, endOfStream: boolean): void {
    const stream = this.#stream;
    const lost = this.#router!.route(headers);
    if (lost !== null) return stream.sendLocalReply(lost);
    const refusal = unsendable(headers);
    if (refusal === null) {
      stream.upstream = new Message();
      stream.upstream.takeHeaders(headers, endOfStream);
    }
    stream.isConnecting = true;
    stream.dispatcher.post(() => {
      const isWaiting = stream.isConnecting;
      if (isWaiting && refusal === null) expectUnanswered(stream);
      stream.isConnecting = false;
      if (isWaiting && refusal !== null) stream.sendLocalReply(refusal);
    });
    if (stream.upstream === null) return;
    stream.info.recordSent();
    stream.requestArrived();
  }

  data(data: ByteBuffer, endOfStream: boolean): void {
    const stream = this.#stream;
    if (this.#isLeft) expectUnanswered(stream);
    // Whatever a filter adds after the end is dropped.
    if (stream.upstream?.endOfStream) return;
    stream.upstream?.takeData(data, endOfStream);
    stream.requestArrived();
  }

  trailers(trailers: HeaderMap): void {
    if (!this.#isLeft) this.#stream.upstream?.takeTrailers(trailers);
    this.#stream.requestArrived();
  }

  /** The request at the upstream; throws if nothing of it has arrived yet. */
  expectMessage(): Message {
    const { upstream } = this.#stream;
    if (upstream !== null) return upstream;
    throw wrongOrder("a response before the upstream has the request");
  }

  /**
   * Reads a response, to which the router adds its time; null where it breaks the
   * protocol.
   */
  read(
    head: ResponseHead,
    hasBody: boolean,
  ): ReadResponse | typeof INTERIM | null {
    const message = this.expectMessage();
    const method = message.header(":method");
    const upgrades = isUpgrade(new HeaderMap("request", message.headers));
    const read = readResponse(head, { method, hasBody, upgrades });
    if (read === INTERIM) {
      this.#hasBegun ||= PASSED.includes(head.status!);
      return read;
    }
    this.#router?.expectNoRetry(read && Number(read.headers.get(":status")));
    if (read !== null && message.endOfStream) {
      read.headers.put("x-envoy-upstream-service-time", "0");
    }
    return read;
  }

  /** What Envoy answers where the connection broke, for one of its reasons. */
  lost(reason?: string): LocalReply {
    return upstreamLost(reason, this.#hasBegun ? "after" : "before");
  }

  /** Throws if the router would retry because no response came. */
  expectNoRetry(): void {
    this.#router?.expectNoRetry(null);
  }

  /** Whether the stream has left the upstream for a local reply. */
  get #isLeft(): boolean {
    return this.#stream.answersItself && !this.#stream.isConnecting;
  }
}
