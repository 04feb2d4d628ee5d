import { BufferType, Status, StreamType } from "../abi/enums";
import { activate, closeStream, continueStream } from "../api/stream";
import { GrpcStatus } from "../abi/grpc-status";
import { BodyView } from "../api/body-view";
import { GrpcCall } from "../api/grpc-call";
import { GrpcCallResponse } from "../api/grpc-call-response";
import { GrpcStream } from "../api/grpc-stream";
import { HeaderMap } from "../api/header-map";
import { HttpCall } from "../api/http-call";
import { HttpCallResponse } from "../api/http-call-response";
import { noteHeaders } from "../api/sent-headers";
import { CHANGES_BODIES, HOLDS_REQUESTS } from "../features";

/** Which of the proxy's objects a context stands for. */
export enum ContextKind {
  /** None yet: the context was not made for the proxy. */
  None,
  /** A configured plugin. */
  Root,
  /** An HTTP stream. */
  Http,
  /** A TCP connection. */
  Stream,
  /** A stream that ends: Envoy 1.40 crashes where it is closed or answered. */
  Ended,
}

/**
 * What all contexts have: the number by which the host calls them, and an end. Filters
 * extend `HttpContext`, `RootContext` or `StreamContext`.
 *
 * ```ts
 * class Plugin extends RootContext {
 *   waiting: Context | null = null;
 *   onTick(): void {
 *     const stream = this.waiting;
 *     if (stream != null && stream.activate() == Status.Ok) {
 *       setProperty(["checked"], "yes");
 *     }
 *   }
 * }
 * ```
 */
export abstract class Context {
  // What is not for filters begins with `sdk`, and leaves the usual names to them.
  /** What `id` returns; the registry sets it. */
  sdkId: u32 = 0;
  /** Which of the proxy's objects this context stands for. */
  sdkKind: ContextKind = ContextKind.None;
  /** The next context in the same bucket of the context table. */
  sdkNext: Context | null = null;
  /** The plugin of a stream; the registry sets it. */
  sdkPlugin: Context | null = null;

  /** The host's number of this context, unique in its VM; 0 before it has one. */
  get id(): u32 {
    return this.sdkId;
  }

  /**
   * The plugin that a stream belongs to, cast to its own class as in
   * `this.root as Plugin`; a plugin is its own. Not yet set in the constructor.
   */
  get root(): Context {
    const plugin = this.sdkPlugin;
    return plugin == null ? this : plugin;
  }

  /**
   * Makes the rest of this callback act on this context: its headers, bodies and
   * properties. Needed only in a callback of another one, such as in `onTick` for
   * a stream that waits. `Status.BadArgument` where the stream is gone, or ends.
   */
  activate(): Status {
    return this.sdkKind == ContextKind.Ended
      ? Status.BadArgument
      : activate(this.sdkId);
  }

  /**
   * Called when the stream or the plugin has ended; its host objects may be read
   * once more. For a plugin, false defers the end until `RootContext.done`; for a
   * stream the proxy ignores the result. In Envoy 1.40 the order is `onLog`,
   * `onDone`, `onDelete` for an HTTP stream, and `onDone`, `onLog`, `onDelete` for a
   * TCP connection.
   */
  onDone(): bool {
    return true;
  }

  /**
   * Called when the proxy writes its access log: for a stream that the plugin
   * filters, and on the plugin itself where it is an access logger. Headers can be
   * read, not changed: changes answer `Status.BadArgument`. In Envoy request headers
   * are available here again.
   */
  onLog(): void {}

  /** Called last, when nothing of the context can be read any more. */
  onDelete(): void {}

  /**
   * Called by a function of the proxy's own that reaches into filters: its number,
   * and what it passes. No function of Envoy 1.40 does; a proxy that was built with
   * one of its own may.
   *
   * ```ts
   * class Reachable extends RootContext {
   *   onForeignFunction(functionId: u32, data: Uint8Array): void {
   *     if (functionId == 1) log.info(data.length.toString() + " bytes");
   *   }
   * }
   * ```
   */
  onForeignFunction(functionId: u32, data: Uint8Array): void {}

  /** Continues a direction of this stream that a callback has stopped. */
  protected sdkContinue(type: StreamType): Status {
    const active = this.activate();
    const status = active == Status.Ok ? continueStream(type) : active;
    // Envoy 1.40 lets go of the request, whichever direction is continued.
    if (CHANGES_BODIES && HOLDS_REQUESTS && status == Status.Ok) {
      noteHeaders(BufferType.HttpRequestBody, this.sdkId, true);
    }
    return status;
  }

  /** Called by the SDK at the end: forgets code that waits. */
  sdkDropScripts(): void {}

  /** Closes, or resets, a direction of this stream. */
  protected sdkClose(type: StreamType): Status {
    const status = this.activate();
    return status == Status.Ok ? closeStream(type) : status;
  }
  /**
   * Called with the answer to a call that this context sent by
   * `HttpCall.dispatch`; `call` is the very object. This context is active.
   */
  onHttpCallResponse(call: HttpCall, response: HttpCallResponse): void {}

  /** Called with the answer to a call that this context sent by `GrpcCall.dispatch`. */
  onGrpcCallResponse(call: GrpcCall, response: GrpcCallResponse): void {}

  /** Called with the initial metadata of a stream that has no function for it. */
  onGrpcStreamInitialMetadata(stream: GrpcStream, metadata: HeaderMap): void {}

  /** Called with each message of a stream that has no function for it. */
  onGrpcStreamMessage(stream: GrpcStream, message: BodyView): void {}

  /** Called with the trailing metadata of a stream that has no function for it. */
  onGrpcStreamTrailingMetadata(stream: GrpcStream, metadata: HeaderMap): void {}

  /**
   * Called when a stream that has no function for it has ended; `message` is the
   * server's, or the proxy's where nobody answered.
   */
  onGrpcStreamClose(
    stream: GrpcStream,
    status: GrpcStatus,
    message: string,
  ): void {}
}
