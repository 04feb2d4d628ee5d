import {
  REQUEST_HEADERS,
  RESPONSE_HEADERS,
  RESPONSE_TRAILERS,
} from "../abi/numbers.ts";
import { AccessLoggers } from "../contexts/access-loggers.ts";
import { FilterState } from "../contexts/filter-state.ts";
import type { LoggedStream } from "../contexts/logged-stream.ts";
import type { Properties } from "../contexts/properties.ts";
import { requestProperties } from "../contexts/request-properties.ts";
import type { RootContext } from "../contexts/root-context.ts";
import type { FilterPass } from "./filter-pass.ts";
import type { HeaderMap } from "./header-map.ts";
import type { Message } from "./message.ts";

/** A filter that is told of the end of its stream. */
interface StreamLogger {
  log(stream: LoggedStream): void;
}

/**
 * What Envoy keeps of a stream beside its messages.
 *
 *     info.responseProperties(headers).code
 */
export class StreamInfo {
  readonly state = new FilterState();
  /** The request's headers, as the filters have left them. */
  requestHeaders: HeaderMap | null = null;
  /** The status that came or went last, whatever a filter has made of it since. */
  responseCode: number | null = null;

  /** Of the request's body, before the filters changed it. */
  bytesReceived = 0;
  #time = 0n;
  #response: Message | null = null;
  readonly #loggers: AccessLoggers;

  constructor(loggers: readonly RootContext[]) {
    this.#loggers = new AccessLoggers(loggers);
  }

  /** Keeps the headers, and in nanoseconds when they came. */
  begin(headers: HeaderMap, now: bigint): void {
    this.requestHeaders = headers;
    this.#time = now;
  }

  /** Keeps the response that goes to the client, with its status. */
  takeResponse(response: Message): void {
    this.#response = response;
    this.responseCode = response.status;
  }

  /** What filters read as `request`. */
  requestProperties(headers: HeaderMap | null): Properties {
    const length = headers?.get("content-length");
    const { bytesReceived } = this;
    return {
      ...requestProperties(headers),
      time: this.#time,
      size: length === undefined ? bytesReceived : Number(length),
      total_size: bytesReceived + (headers?.byteSize ?? 0),
    };
  }

  /** What filters read as `response`. */
  responseProperties(headers: HeaderMap | null): Properties {
    return {
      code: this.responseCode,
      headers,
      size: this.#response?.body.length ?? 0,
    };
  }

  /** Has the filters and the access loggers log the stream, which is over. */
  log(response: FilterPass, filters: readonly StreamLogger[]): void {
    const request = this.requestHeaders;
    // Without headers the modules know nothing of the stream.
    if (request === null) return this.#loggers.end(null);
    const logged = this.#logged(request, response);
    for (const each of filters) each.log(logged);
    this.#loggers.end(logged);
  }

  #logged(request: HeaderMap, response: FilterPass): LoggedStream {
    return {
      state: this.state,
      readMap(map) {
        if (map === REQUEST_HEADERS) return request;
        if (map === RESPONSE_HEADERS) return response.headers;
        return map === RESPONSE_TRAILERS ? response.trailers : null;
      },
      properties: () => ({
        request: this.requestProperties(request),
        response: this.responseProperties(response.headers),
      }),
    };
  }
}
