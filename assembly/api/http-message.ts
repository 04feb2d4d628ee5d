import { BufferType, MapType } from "../abi/enums";
import { Body } from "./body";
import { HeaderMap } from "./header-map";
import { WaitLimit } from "./pending";
import { Script } from "./script";

const HANDLES = memory.data(8, 8);

/** Which of a stream's two messages. */
export enum MessageKind {
  Request = 0,
  Response = 1,
}

/**
 * A request or a response, as far as the proxy has it now: `this.request` and
 * `this.response`. It holds nothing itself, so it may be kept in a variable.
 *
 * ```ts
 * const request = this.request;
 * const method = request.headers.get(":method");
 * if (method != null) log.info(method);
 * ```
 */
@unmanaged
@final
export class HttpMessage {
  /** Returns the request or the response of the stream that the host calls about. */
  static of(kind: MessageKind): HttpMessage {
    return changetype<HttpMessage>(HANDLES + kind);
  }

  /** Its headers, `:method`, `:path`, `:status` and their like included. */
  get headers(): HeaderMap {
    return HeaderMap.of(
      this.kind == MessageKind.Request
        ? MapType.RequestHeaders
        : MapType.ResponseHeaders,
    );
  }

  /**
   * Its body, as much as the proxy holds: in `onRequestBody`, or `onResponseBody`,
   * and in others after it returned `StopIterationAndBuffer`.
   */
  get body(): Body {
    return Body.of(
      this.kind == MessageKind.Request
        ? BufferType.HttpRequestBody
        : BufferType.HttpResponseBody,
    );
  }

  /**
   * Its trailers: there in the trailers callback, and in the body callback with
   * `endOfStream`, where the message has none and setting one adds it. Over
   * HTTP/1.1 Envoy 1.40 drops trailers unless it is told to keep them, on the
   * listener and on the cluster (`enable_trailers`).
   */
  get trailers(): HeaderMap {
    return HeaderMap.of(
      this.kind == MessageKind.Request
        ? MapType.RequestTrailers
        : MapType.ResponseTrailers,
    );
  }

  /**
   * Holds the headers, in a handler's method, while it reads the body: until `collect` and
   * all that follows have decided, or until the second `Body.next`. So what the body says
   * can still change the headers, or be answered in their place. To be called before the
   * method waits for anything; throws after that.
   *
   * The plugin's configuration must have `allow_on_headers_stop_iteration`, which Envoy has
   * since 1.35: without it the body never comes, and a warning says so as the stream ends.
   *
   * ```ts
   * class Priority extends HttpHandler {
   *   onRequest(): void {
   *     this.request.holdHeaders();
   *     const body = this.request.body.collect(64 * 1024);
   *     if (body != null && body.text().includes("urgent")) {
   *       this.request.headers.set("x-priority", "1");
   *     }
   *   }
   * }
   * registerHttpHandler<Priority>("priority");
   * ```
   */
  holdHeaders(): void {
    Script.running.holdHeaders(this.bodyType);
  }

  /**
   * Waits, in a handler's method, until all of the message has gone on but its trailers;
   * returns these, or `null` where it has none. What came before cannot be changed any more.
   * With `until`, such as a `Pause` as a limit, it also returns `null` once that is there
   * before the end: its `isThere` tells the two apart.
   *
   * ```ts
   * class Grpc extends HttpHandler {
   *   onResponse(): void {
   *     const trailers = this.response.waitForTrailers();
   *     if (trailers == null) return;
   *     const status = trailers.get("grpc-status");
   *     if (status != null) log.info("gRPC status " + status);
   *   }
   * }
   * registerHttpHandler<Grpc>("grpc");
   * ```
   */
  waitForTrailers(until: WaitLimit | null = null): HeaderMap | null {
    return Script.running.trailers(this.bodyType, changetype<usize>(until))
      ? this.trailers
      : null;
  }

  private get bodyType(): BufferType {
    return this.kind == MessageKind.Request
      ? BufferType.HttpRequestBody
      : BufferType.HttpResponseBody;
  }

  // As in HeaderMap, the address alone says which message it is.
  private get kind(): MessageKind {
    return <MessageKind>(changetype<usize>(this) - HANDLES);
  }
}
