import { Status, StreamType } from "../abi/enums";
import {
  FilterDataStatus,
  FilterHeadersStatus,
  FilterTrailersStatus,
} from "../abi/filter-status";
import { LocalResponse } from "../api/local-response";
import { Script } from "../api/script";
import { ContextKind } from "./context";
import { HttpContext } from "./http-context";

/**
 * An HTTP stream as two methods, which run as plain code and may wait: for the answer to
 * a call, and for whatever else has a method that waits. They may do so in a loop, and in
 * methods and functions that they call.
 *
 * `onRequest` begins with the request's headers, and `onResponse` with those of the
 * response. While one waits, its message does: the proxy goes on with other streams. Once
 * the method has ended, the message goes on, unless the method has answered or closed the
 * stream; `continueRequest` and `continueResponse` let it go on earlier. Where the stream
 * ends while a method waits, as the client has left, nothing more of that method runs.
 *
 * `request` and `response` are those of this stream, whatever it has waited for. A message
 * that has gone on can no longer be changed. A handler may have callbacks of `HttpContext`
 * as well, for messages for which it has no method.
 *
 * Needs the SDK's transform and the `minimal` runtime, as `proxy-wasm-as/asconfig.json` has
 * them.
 *
 * ```ts
 * class Auth extends HttpHandler {
 *   onRequest(): void {
 *     const token = this.request.headers.get("authorization");
 *     if (token == null) return this.respond(new LocalResponse(401));
 *     const answer = new HttpCall("auth")
 *       .path("/check")
 *       .header("authorization", token)
 *       .wait();
 *     if (answer.status != 200) return this.respond(new LocalResponse(403));
 *     const user = answer.headers.get("x-user");
 *     if (user != null) this.request.headers.set("x-user", user);
 *   }
 * }
 * registerHttpHandler<Auth>("auth");
 * ```
 */
export class HttpHandler extends HttpContext {
  private sdkRequest: MessageScript | null = null;
  private sdkResponse: MessageScript | null = null;

  /** Runs for the request, from its headers on. */
  onRequest(): void {}

  /** Runs for the response, from its headers on, also for one that `respond` sent. */
  onResponse(): void {}

  /**
   * Answers the client instead of the server; the message does not go on, and the method
   * should end. See `HttpContext.sendLocalResponse`. Throws where the response is refused,
   * so that nothing passes that should not; does nothing where the stream has ended.
   */
  respond(response: LocalResponse): void {
    if (this.sdkKind == ContextKind.Ended) return;
    if (this.sendLocalResponse(response) != Status.Ok) {
      throw new Error("Cannot respond: a status or a header is not allowed");
    }
  }

  sendLocalResponse(response: LocalResponse): Status {
    const status = super.sendLocalResponse(response);
    if (status == Status.Ok) {
      const request = this.sdkRequest;
      if (request != null) request.isAnswered = true;
      const own = this.sdkResponse;
      if (own != null) own.isAnswered = true;
    }
    return status;
  }

  onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    const script = new RequestScript(this);
    this.sdkRequest = script;
    script.runInCallback();
    return script.headersStatus;
  }

  onResponseHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    const script = new ResponseScript(this);
    this.sdkResponse = script;
    script.runInCallback();
    return script.headersStatus;
  }

  onRequestBody(size: i32, endOfStream: bool): FilterDataStatus {
    const script = this.sdkRequest;
    return script == null ? FilterDataStatus.Continue : script.bodyStatus;
  }

  onResponseBody(size: i32, endOfStream: bool): FilterDataStatus {
    const script = this.sdkResponse;
    return script == null ? FilterDataStatus.Continue : script.bodyStatus;
  }

  onRequestTrailers(count: i32): FilterTrailersStatus {
    const script = this.sdkRequest;
    return script == null ? FilterTrailersStatus.Continue : script.trailersStatus;
  }

  onResponseTrailers(count: i32): FilterTrailersStatus {
    const script = this.sdkResponse;
    return script == null ? FilterTrailersStatus.Continue : script.trailersStatus;
  }

  /** Lets a message go on: at once, or as the callback returns that its method runs in. */
  protected sdkContinue(type: StreamType): Status {
    const script =
      type == StreamType.HttpRequest ? this.sdkRequest : this.sdkResponse;
    if (script == null) return Status.BadArgument;
    if (script.isInCallback) {
      if (script.isReleased) return Status.BadArgument;
      script.isReleased = true;
      return Status.Ok;
    }
    const status = super.sdkContinue(type);
    if (status == Status.Ok) script.isReleased = true;
    return status;
  }

  /** Lets a message go on whose method has ended in another's callback. */
  sdkSettle(type: StreamType): void {
    if (this.sdkKind != ContextKind.Ended) super.sdkContinue(type);
  }

  sdkDropScripts(): void {
    const request = this.sdkRequest;
    if (request != null) request.drop();
    const response = this.sdkResponse;
    if (response != null) response.drop();
  }
}

/** The method of a handler that runs for a message. */
abstract class MessageScript extends Script {
  /** Whether its message goes on while it still runs. */
  isReleased: bool = false;
  /** Whether the client was answered in place of its message. */
  isAnswered: bool = false;
  /** Whether a callback of its message runs, whose status says whether that goes on. */
  isInCallback: bool = false;

  constructor(protected readonly handler: HttpHandler) {
    super();
  }

  get owner(): u32 {
    return this.handler.id;
  }

  activate(): bool {
    return this.handler.activate() == Status.Ok;
  }

  /** Runs the code in a callback of its message. */
  runInCallback(): void {
    this.isInCallback = true;
    this.proceed();
    this.isInCallback = false;
  }

  /** Whether its message waits. */
  private get isHolding(): bool {
    return !this.isDone && !this.isReleased;
  }

  /** Whether its message is to go on, as the code has ended. */
  protected get isOver(): bool {
    return this.isDone && !this.isReleased && !this.isAnswered;
  }

  get headersStatus(): FilterHeadersStatus {
    return this.isHolding
      ? FilterHeadersStatus.StopAllIterationAndWatermark
      : FilterHeadersStatus.Continue;
  }

  get bodyStatus(): FilterDataStatus {
    return this.isHolding
      ? FilterDataStatus.StopIterationAndBuffer
      : FilterDataStatus.Continue;
  }

  get trailersStatus(): FilterTrailersStatus {
    return this.isHolding
      ? FilterTrailersStatus.StopIteration
      : FilterTrailersStatus.Continue;
  }
}

class RequestScript extends MessageScript {
  run(): void {
    this.handler.onRequest();
  }

  settle(): void {
    if (this.isOver) this.handler.sdkSettle(StreamType.HttpRequest);
  }
}

class ResponseScript extends MessageScript {
  run(): void {
    this.handler.onResponse();
  }

  settle(): void {
    if (this.isOver) this.handler.sdkSettle(StreamType.HttpResponse);
  }
}
