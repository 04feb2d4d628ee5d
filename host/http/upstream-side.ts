import type { LocalReply } from "../message/local-reply.ts";
import { wrongOrder } from "../base/host-error.ts";
import type { Dispatcher } from "../shared/dispatcher.ts";
import type { HeaderMap } from "../message/header-map.ts";
import { Message } from "../message/message.ts";
import { unsendable } from "../message/proxy-replies.ts";
import {
  readResponse,
  type ReadResponse,
  type ResponseHead,
} from "../message/response-codec.ts";
import { Router } from "./router.ts";

/** What happens once the connection is there. */
export interface Connecting {
  onConnected(): void;
  /** The request cannot be sent on it, and Envoy answers. */
  onUnsent(reply: LocalReply): void;
}

/**
 * A stream's way to its upstream: the route, the connection, and what has reached
 * the other end.
 *
 *     const side = new UpstreamSide(dispatcher);
 *     side.take(headers); // as they came
 *     side.send(headers, true, { onConnected, onUnsent }); // null
 */
export class UpstreamSide {
  /** The request as it reached the upstream; null before it did. */
  message: Message | null = null;
  /** Whether the connection is being made. */
  isConnecting = false;
  #router: Router | null = null;
  readonly #dispatcher: Dispatcher;

  constructor(dispatcher: Dispatcher) {
    this.#dispatcher = dispatcher;
  }

  /** Takes the headers with which a request comes to the filters. */
  take(headers: HeaderMap): void {
    this.#router = new Router(headers);
  }

  /** Sends a request's headers, unless Envoy answers itself: that is returned. */
  send(
    headers: HeaderMap,
    endOfStream: boolean,
    { onConnected, onUnsent }: Connecting,
  ): LocalReply | null {
    const lost = this.#router!.route(headers);
    if (lost !== null) return lost;
    const unsent = unsendable(headers);
    if (unsent === null) {
      this.message = new Message();
      this.message.takeHeaders(headers, endOfStream);
    }
    this.isConnecting = true;
    this.#dispatcher.post(() => {
      const isWaiting = this.isConnecting;
      if (isWaiting && unsent === null) onConnected();
      this.isConnecting = false;
      if (isWaiting && unsent !== null) onUnsent(unsent);
    });
    return null;
  }

  /** What an upstream has got; throws where it has nothing yet. */
  expectMessage(): Message {
    if (this.message !== null) return this.message;
    throw wrongOrder("a response of an upstream that has no request yet");
  }

  /** Reads an answer, to which the router adds its time; null if it is none. */
  read(head: ResponseHead, hasBody: boolean): ReadResponse | null {
    const message = this.expectMessage();
    const method = message.header(":method");
    const read = readResponse(head, { method, hasBody });
    this.#router?.expectNoRetry(read && Number(read.headers.get(":status")));
    if (read !== null && message.endOfStream) {
      read.headers.put("x-envoy-upstream-service-time", "0");
    }
    return read;
  }

  /** Breaks the connection off before an answer. */
  expectNoRetry(): void {
    this.#router?.expectNoRetry(null);
  }

  /** Forgets the upstream: what waits for a connection is never sent. */
  leave(): void {
    if (this.isConnecting) this.message = null;
    this.isConnecting = false;
  }
}
