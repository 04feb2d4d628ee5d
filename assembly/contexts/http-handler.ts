import { Status, StreamType } from "../abi/enums";
import {
  FilterDataStatus,
  FilterHeadersStatus,
  FilterTrailersStatus,
} from "../abi/filter-status";
import { blank } from "../api/blank";
import { LocalResponse } from "../api/local-response";
import { Script } from "../api/script";
import { HAS_HELD_HEADERS } from "../features";
import { ContextKind } from "./context";
import { HttpContext } from "./http-context";
import { MessageScript } from "./message-script";

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
   * so that nothing passes that should not; does nothing where the stream has ended, or a
   * method has just answered, `collect` included: the first answer counts.
   */
  respond(response: LocalResponse): void {
    if (this.sdkKind == ContextKind.Ended || this.sdkIsAnswered) return;
    if (this.sendLocalResponse(response) != Status.Ok) Script.refuseResponse();
  }

  /** Notes that the client was answered: no message goes on. */
  protected sdkNoteAnswer(): void {
    const request = this.sdkRequest;
    if (request != null) request.isAnswered = true;
    const response = this.sdkResponse;
    if (response != null) response.isAnswered = true;
  }

  /** Runs `onRequest`; not to be overridden beside it. */
  onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    const before = this.sdkRequest;
    if (before != null) before.drop();
    const script = blank<HandlerScript>();
    this.sdkRequest = script;
    return script.begin(this, true, endOfStream);
  }

  /** Runs `onResponse`; not to be overridden beside it. */
  onResponseHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    const before = this.sdkResponse;
    if (before != null) before.drop();
    const script = blank<HandlerScript>();
    this.sdkResponse = script;
    return script.begin(this, false, endOfStream);
  }

  /** Goes on with `onRequest`, where it waits for the body. */
  onRequestBody(size: i32, endOfStream: bool): FilterDataStatus {
    const script = this.sdkRequest;
    return script == null
      ? FilterDataStatus.Continue
      : script.onBody(size, endOfStream);
  }

  /** Goes on with `onResponse`, where it waits for the body. */
  onResponseBody(size: i32, endOfStream: bool): FilterDataStatus {
    const script = this.sdkResponse;
    return script == null
      ? FilterDataStatus.Continue
      : script.onBody(size, endOfStream);
  }

  /** Goes on with `onRequest`, where it waits for the end of the request. */
  onRequestTrailers(count: i32): FilterTrailersStatus {
    const script = this.sdkRequest;
    return script == null ? FilterTrailersStatus.Continue : script.onTrailers();
  }

  /** Goes on with `onResponse`, where it waits for the end of the response. */
  onResponseTrailers(count: i32): FilterTrailersStatus {
    const script = this.sdkResponse;
    return script == null ? FilterTrailersStatus.Continue : script.onTrailers();
  }

  /** Called by the SDK at the end: forgets methods that wait. */
  sdkDropScripts(): void {
    const request = this.sdkRequest;
    if (request != null) {
      if (HAS_HELD_HEADERS) request.warnIfHeld();
      request.drop();
    }
    const response = this.sdkResponse;
    if (response != null) {
      if (HAS_HELD_HEADERS) response.warnIfHeld();
      response.drop();
    }
  }

  /**
   * Whether the client was answered, and the answer has not begun; in `onRequest`, also
   * where it has, as that of the method counts.
   */
  private get sdkIsAnswered(): bool {
    const request = this.sdkRequest;
    if (request != null && request.isRunning) return request.isAnswered;
    const response = this.sdkResponse;
    const last = response == null ? request : response;
    return last != null && last.isAnswered;
  }

  /** Lets a message go on as the callback returns that runs its method. */
  protected sdkRelease(type: StreamType): i32 {
    const script =
      type == StreamType.HttpRequest ? this.sdkRequest : this.sdkResponse;
    return script == null ? -1 : script.release();
  }
}

/** Runs the method of a handler for a message. */
@final
class HandlerScript extends MessageScript {
  run(): void {
    const handler = changetype<HttpHandler>(this.handler);
    if (this.isRequest) handler.onRequest();
    else handler.onResponse();
  }
}
