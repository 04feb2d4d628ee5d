import { ByteBuffer } from "../base/byte-buffer.ts";
import { undefinedInEnvoy } from "../base/host-error.ts";
import type { HeaderMap } from "../message/header-map.ts";
import { localReplyParts, type LocalReply } from "../message/local-reply.ts";
import type { ClientEnd } from "./client-end.ts";
import type { FilterPass } from "./filter-pass.ts";
import { waitsForCallback } from "./stream-misuse.ts";
import type { StreamState } from "./stream-state.ts";

/** A local reply as a response; `end` if it has no body. */
interface ReplyParts {
  headers: HeaderMap;
  body: Buffer;
  end: boolean;
}

/**
 * Sends what the proxy answers in place of the upstream: after the request's
 * callback has returned, through the response's filters, or straight to the client
 * if they have seen a response already.
 *
 *     sender.send({ status: 403, headers: [], body, details: "" });
 */
export class LocalReplySender {
  readonly #stream: StreamState;
  readonly #responsePass: FilterPass;
  readonly #client: ClientEnd;

  constructor(
    stream: StreamState,
    responsePass: FilterPass,
    client: ClientEnd,
  ) {
    this.#stream = stream;
    this.#responsePass = responsePass;
    this.#client = client;
  }

  /** Does nothing on a stream that is over, or where another one is prepared. */
  send(reply: LocalReply): void {
    const stream = this.#stream;
    const { request, response, info } = stream;
    const waits = waitsForCallback(stream);
    const isLate = stream.outcome !== "open" && !waits;
    if (isLate || stream.preparedReply !== null) return;
    info.recordEnding(reply);
    stream.leaveUpstream();
    if (request.depth > 0) request.isAborted = true;
    else if (response.depth > 0) response.isAborted = true;
    if (stream.delivered !== null) return stream.finish("reset");
    info.recordOwnStatus(reply.status);
    if (response.headers !== null) return this.#sendDirectly(reply);
    if (waits) stream.preparedReply = reply;
    else this.#sendThroughFilters(reply);
  }

  /**
   * Sends the reply that a callback of the request has prepared; false if there is
   * none.
   */
  sendPrepared(): boolean {
    const { preparedReply, outcome } = this.#stream;
    if (preparedReply === null) return false;
    this.#stream.preparedReply = null;
    if (outcome === "open") this.#sendThroughFilters(preparedReply);
    else this.#expectBody(preparedReply);
    return true;
  }

  /** If the stream was closed meanwhile, Envoy still sends the headers of the reply. */
  #expectBody(reply: LocalReply): void {
    if (!this.#begin(reply).end) return;
    throw undefinedInEnvoy(
      "The filter answered without a body and closed the stream in one callback, " +
        "and Envoy crashes. Do one or the other.",
    );
  }

  #begin(reply: LocalReply): ReplyParts {
    const { request, info } = this.#stream;
    this.#stream.answersItself = true;
    const { headers, body } = localReplyParts(
      reply,
      request.headers,
      info.isHead,
    );
    return { headers, body, end: body.length === 0 || info.isHead };
  }

  #sendThroughFilters(reply: LocalReply): void {
    const { headers, body, end } = this.#begin(reply);
    this.#responsePass.start(headers, end);
    if (!end) this.#responsePass.data(new ByteBuffer(body), true);
  }

  #sendDirectly(reply: LocalReply): void {
    const { headers, body, end } = this.#begin(reply);
    const { response } = this.#stream;
    response.isAborted = true;
    response.headers = headers;
    this.#client.send(headers, end);
    if (end) return;
    this.#stream.delivered?.takeData(new ByteBuffer(body), true);
    this.#stream.finish("complete");
  }
}
