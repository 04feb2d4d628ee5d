import {
  REQUEST_HEADERS,
  RESPONSE_HEADERS,
  RESPONSE_TRAILERS,
} from "../abi/numbers.ts";
import { AccessLoggers } from "../contexts/access-loggers.ts";
import { FilterState } from "../contexts/filter-state.ts";
import type { LoggedStream } from "../contexts/logged-stream.ts";
import type { Properties } from "../contexts/properties.ts";
import type { RootContext } from "../contexts/root-context.ts";
import { responseGrpcStatus } from "../message/grpc-status.ts";
import { HeaderMap } from "../message/header-map.ts";
import type { Message } from "../message/message.ts";
import type { StreamEnd } from "../message/proxy-replies.ts";
import type { Clock } from "../shared/clock.ts";
import type { MessageState } from "./message-state.ts";
import { requestProperties } from "./request-properties.ts";

/** The details of a response that came from the upstream. */
const VIA_UPSTREAM = "via_upstream";

/** A filter that logs the end of its stream. */
interface StreamLogger {
  log(stream: LoggedStream): void;
}

/**
 * What Envoy keeps about a stream besides its messages.
 *
 *     info.responseProperties(headers, null).code
 */
export class StreamInfo {
  readonly state = new FilterState();
  /** The request's headers, as the filters have left them. */
  requestHeaders: HeaderMap | null = null;
  /** Whether the request arrived as HEAD, so that the response has no body. */
  isHead = false;
  /** The size of the request's body before the filters changed it. */
  bytesReceived = 0;
  /** Envoy's response code details; null before there are any. */
  details: string | null = null;
  readonly #clock: Clock;
  /** The last status received or sent, whatever a filter has made of it since. */
  #responseCode: number | null = null;
  /** Envoy's response flags, one bit each. */
  #flags = 0;
  /** Whether headers have arrived, so that Envoy has created the filters. */
  #hasFilters = false;
  #begunAt = 0n;
  #sentAt = 0n;
  #answeredAt: bigint | null = null;
  #endedAt: bigint | null = null;
  #response: Message | null = null;
  readonly #loggers: AccessLoggers;

  /** Properties of the stream that the emulator cannot derive. */
  readonly given: Properties;

  constructor(
    clock: Clock,
    loggers: readonly RootContext[],
    given: Properties = {},
  ) {
    this.given = given;
    this.#clock = clock;
    this.#loggers = new AccessLoggers(loggers);
  }

  /** Why the proxy answered by itself or the stream broke off; otherwise `""`. */
  get ending(): string {
    const { details } = this;
    return details === null || details === VIA_UPSTREAM ? "" : details;
  }

  /** Records the headers, if the proxy could read them, and when they arrived. */
  recordRequest(headers: HeaderMap | null, isHead: boolean): void {
    this.requestHeaders = headers;
    this.isHead = isHead;
    this.#hasFilters = true;
    this.#begunAt = this.#clock.now;
  }

  /** Records when the request went to the upstream. */
  recordSent(): void {
    this.#sentAt = this.#clock.now;
  }

  /** Records that a response from the upstream has begun. */
  recordResponse(headers: HeaderMap, endOfStream: boolean): void {
    this.#responseCode = Number(headers.get(":status"));
    this.details = VIA_UPSTREAM;
    this.recordResponseEnd(endOfStream);
  }

  /** Records when the upstream's response ended, if it has. */
  recordResponseEnd(endOfStream = true): void {
    if (endOfStream) this.#answeredAt = this.#clock.now;
  }

  /** Records why the proxy answers by itself or the stream ends. */
  recordEnding({ details, flags = 0 }: StreamEnd): void {
    if (this.#endedAt !== null) return;
    this.details = details;
    this.#flags |= flags;
  }

  /** Records the status of the proxy's own answer, also to a gRPC client. */
  recordOwnStatus(status: number): void {
    this.#responseCode = status;
  }

  /** Records the response that goes to the client, with its status. */
  recordDelivered(response: Message): void {
    this.#response = response;
    this.#responseCode = response.status;
  }

  /** What filters read as `request`. */
  requestProperties(headers: HeaderMap | null): Properties {
    const length = headers?.get("content-length");
    const { bytesReceived } = this;
    const endedAt = this.#endedAt;
    return {
      ...requestProperties(headers),
      time: this.#begunAt,
      duration: endedAt === null ? null : endedAt - this.#begunAt,
      headers_bytes: headers?.byteSize ?? 0,
      size: length === undefined ? bytesReceived : Number(length),
      total_size: bytesReceived + (headers?.byteSize ?? 0),
    };
  }

  /** What filters read as `response`. */
  responseProperties(
    headers: HeaderMap | null,
    trailers: HeaderMap | null,
  ): Properties {
    const size = this.#response?.size ?? 0;
    const answeredAt = this.#answeredAt;
    return {
      code: this.#responseCode,
      code_details: this.details,
      flags: this.#flags,
      grpc_status: responseGrpcStatus(headers, trailers, this.#responseCode),
      headers: headers ?? new HeaderMap("response"),
      headers_bytes: headers?.byteSize ?? 0,
      trailers: trailers ?? new HeaderMap("trailers"),
      size,
      total_size: size + (headers?.byteSize ?? 0) + (trailers?.byteSize ?? 0),
      backend_latency: answeredAt === null ? null : answeredAt - this.#sentAt,
    };
  }

  /** Has the filters and the access loggers log the stream, which is over. */
  log(response: MessageState, filters: readonly StreamLogger[]): void {
    this.#endedAt = this.#clock.now;
    const request = this.requestHeaders;
    const logged = this.#logged(request, response);
    if (this.#hasFilters) for (const each of filters) each.log(logged);
    this.#loggers.end(logged);
  }

  #logged(request: HeaderMap | null, response: MessageState): LoggedStream {
    // Trailers that a filter creates while it logs are visible to that filter
    // only.
    const { trailers } = response;
    return {
      state: this.state,
      readMap(map) {
        if (map === REQUEST_HEADERS) return request;
        if (map === RESPONSE_HEADERS) return response.headers;
        return map === RESPONSE_TRAILERS ? trailers : null;
      },
      properties: () => ({
        ...this.given,
        request: this.requestProperties(request),
        response: this.responseProperties(response.headers, trailers),
      }),
    };
  }
}
