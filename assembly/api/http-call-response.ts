import { BufferType, MapType } from "../abi/enums";
import { BodyView } from "./body-view";
import { statusMessage } from "./call-status";
import { HeaderMap } from "./header-map";

/**
 * How an HTTP call ended.
 *
 * ```ts
 * new HttpCall("auth").path("/check").send<Example>(this, (self, response) => {
 *   if (response.outcome == HttpCallOutcome.TimedOut) log.warn("auth is slow");
 *   self.continueRequest();
 * });
 * return FilterHeadersStatus.StopIteration;
 * ```
 */
export enum HttpCallOutcome {
  /** The other side answered, even if with an error status. */
  Answered,
  /**
   * There was no answer, or none in HTTP: no healthy host, a refused, reset or broken
   * connection, or an answer that the proxy could not read or would not take.
   */
  Failed,
  /** The answer was not whole within the call's time. */
  TimedOut,
}

/**
 * The answer to an HTTP call, or how it failed; only within the callback that got
 * it, as it holds nothing itself.
 *
 * Envoy 1.40 makes a response of its own where none has begun: 504 after the
 * call's timeout, 502 for one that breaks the protocol or has more than 100 headers,
 * and else 503, with a text that says why. `outcome` tells them from those that were
 * answered, which have `x-envoy-upstream-service-time`.
 * Where an answer breaks off, Envoy drops what it had of it: `status` is 0, and
 * there are neither headers nor a body.
 *
 * ```ts
 * new HttpCall("auth").path("/check").send<Example>(this, (self, response) => {
 *   if (response.outcome != HttpCallOutcome.Answered) {
 *     log.warn("no answer: " + response.failure);
 *   } else if (response.status == 200) {
 *     self.continueRequest();
 *   }
 * });
 * ```
 */
@unmanaged
@final
export class HttpCallResponse {
  private count: u32 = 0;
  private late: u32 = 0;

  /**
   * Returns the answer that the host calls about, with `count` headers; `isLate`
   * tells that the call's time is over. The SDK calls it.
   */
  static of(count: u32, isLate: bool): HttpCallResponse {
    // In the function, so that only a module that calls it has the memory.
    const response = changetype<HttpCallResponse>(memory.data(8, 4));
    response.count = count;
    response.late = u32(isLate);
    return response;
  }

  /** How the call ended. */
  get outcome(): HttpCallOutcome {
    if (this.count == 0) {
      return this.late != 0 ? HttpCallOutcome.TimedOut : HttpCallOutcome.Failed;
    }
    const status = this.status;
    const isOwn = status >= 502 && status <= 504 && !this.isFromUpstream;
    if (!isOwn) return HttpCallOutcome.Answered;
    return status == 504 ? HttpCallOutcome.TimedOut : HttpCallOutcome.Failed;
  }

  /** The status code, 0 where there is no answer. */
  get status(): i32 {
    const text = this.headers.get(":status");
    return text == null ? 0 : I32.parseInt(text);
  }

  /** The headers, `:status` included; empty where there is no answer. */
  get headers(): HeaderMap {
    return HeaderMap.of(MapType.HttpCallResponseHeaders);
  }

  /** The trailers; empty where there are none. */
  get trailers(): HeaderMap {
    return HeaderMap.of(MapType.HttpCallResponseTrailers);
  }

  /** The body, whole. */
  get body(): BodyView {
    return BodyView.of(BufferType.HttpCallResponseBody);
  }

  /**
   * Why there is no answer, in the proxy's words, such as `reset` or `upstream
   * request timeout`; `""` where there is one.
   */
  get failure(): string {
    if (this.outcome == HttpCallOutcome.Answered) return "";
    return this.count == 0 ? statusMessage() : this.body.text();
  }

  private get isFromUpstream(): bool {
    return this.headers.has("x-envoy-upstream-service-time");
  }
}
