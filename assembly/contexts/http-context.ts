import { Status, StreamType } from "../abi/enums";
import {
  FilterDataStatus,
  FilterHeadersStatus,
  FilterMetadataStatus,
  FilterTrailersStatus,
} from "../abi/filter-status";
import { HttpMessage, MessageKind } from "../api/http-message";
import { LocalResponse } from "../api/local-response";
import { HAS_SCRIPTS, NOTES_PHASES } from "../features";
import { Context, ContextKind } from "./context";
import {
  ANSWERED,
  CONTINUED,
  FLOWING,
  NOT_BEGUN,
  phaseAfter,
  RETURNING,
  STOPPED,
} from "./message-phase";

/**
 * An HTTP stream: one request and its response. A filter extends it and
 * overrides the callbacks that it needs; the proxy is told to skip the others.
 *
 * ```ts
 * class AddHeader extends HttpContext {
 *   onResponseHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
 *     this.response.headers.set("hello", "world");
 *     return FilterHeadersStatus.Continue;
 *   }
 * }
 * registerHttpContext<AddHeader>("add_header");
 * ```
 */
export class HttpContext extends Context {
  /** How far the request is: see `message-phase.ts`. */
  private sdkRequestPhase: u8 = NOT_BEGUN;
  /** How far the response is. */
  private sdkResponsePhase: u8 = NOT_BEGUN;

  /** The request of this stream; only within a callback of this stream. */
  get request(): HttpMessage {
    return HttpMessage.of(MessageKind.Request);
  }

  /** The response of this stream; only within a callback of this stream. */
  get response(): HttpMessage {
    return HttpMessage.of(MessageKind.Response);
  }

  /**
   * Answers the client instead of the server, once this callback has returned; the
   * status that it returns then does not count. May be called in a callback of any context.
   * `Status.BadArgument` where the stream is gone or ends, and for what
   * `LocalResponse.send` refuses.
   *
   * In Envoy 1.40, the filter sees the answer to a request in its own response
   * callbacks, but not one from `onResponseHeaders`, which replaces the response. A
   * response whose headers were continued cannot be replaced: the stream is reset.
   * Of several answers the first counts.
   *
   * ```ts
   * this.sendLocalResponse(new LocalResponse(403).text("no"));
   * return FilterHeadersStatus.StopIteration;
   * ```
   */
  sendLocalResponse(response: LocalResponse): Status {
    const active = this.activate();
    const status = active == Status.Ok ? response.send() : active;
    if (NOTES_PHASES && status == Status.Ok) this.sdkResponsePhase = ANSWERED;
    if (HAS_SCRIPTS && status == Status.Ok) this.sdkNoteAnswer();
    return status;
  }

  /**
   * Continues a request that a callback has stopped. Edit first: what is continued
   * cannot be changed any more. May be called in a callback of any context;
   * `Status.BadArgument` where the stream is gone or ends, and where no callback has
   * stopped the request, or it was continued.
   */
  continueRequest(): Status {
    if (HAS_SCRIPTS) {
      const released = this.sdkRelease(StreamType.HttpRequest);
      if (released >= 0) return <Status>released;
    }
    return this.sdkContinue(StreamType.HttpRequest);
  }

  /**
   * Continues a response that a callback has stopped; see `continueRequest`. Not in
   * `onResponseHeaders` and `onResponseTrailers` of this stream: return Continue
   * there. Envoy 1.40 crashes where there is no response yet.
   */
  continueResponse(): Status {
    if (HAS_SCRIPTS) {
      const released = this.sdkRelease(StreamType.HttpResponse);
      if (released >= 0) return <Status>released;
    }
    return this.sdkContinue(StreamType.HttpResponse);
  }

  /** Notes that the client was answered: what a handler's methods hold does not go on. */
  protected sdkNoteAnswer(): void {}

  /** Called by the SDK: lets a message go on that is stopped, or that its callback stops. */
  sdkSettle(type: StreamType): void {
    if (this.sdkKind == ContextKind.Ended) return;
    super.sdkContinue(type);
    if (!NOTES_PHASES) return;
    if (type == StreamType.HttpRequest) this.sdkRequestPhase = CONTINUED;
    else this.sdkResponsePhase = CONTINUED;
  }

  /**
   * Lets a message go on whose callback runs a method of a handler, once that returns;
   * -1 where none does, and else a status.
   */
  protected sdkRelease(type: StreamType): i32 {
    return -1;
  }

  /** Refuses to continue what is not stopped: see `message-phase.ts`. */
  protected sdkContinue(type: StreamType): Status {
    if (!NOTES_PHASES) return super.sdkContinue(type);
    const isRequest = type == StreamType.HttpRequest;
    const phase = isRequest ? this.sdkRequestPhase : this.sdkResponsePhase;
    if (phase != STOPPED) return Status.BadArgument;
    const status = super.sdkContinue(type);
    if (status == Status.Ok) {
      if (isRequest) this.sdkRequestPhase = CONTINUED;
      else this.sdkResponsePhase = CONTINUED;
    }
    return status;
  }

  /**
   * Resets both directions of the stream: the client gets no answer, or no more of it,
   * and over HTTP/1.1 its connection is closed. `onLog`, `onDone` and `onDelete` are
   * called once this callback has returned, and no other. May be called in a callback of any
   * context; `Status.BadArgument` where the stream is gone, ends, or was just answered by
   * `sendLocalResponse`.
   */
  closeRequest(): Status {
    return this.sdkReset(StreamType.HttpRequest);
  }

  /** Resets the stream; the same as `closeRequest`. */
  closeResponse(): Status {
    return this.sdkReset(StreamType.HttpResponse);
  }

  /**
   * Called when the request's headers have arrived. `count` is how many there
   * are; with `endOfStream` the request has neither body nor trailers.
   */
  onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    return FilterHeadersStatus.Continue;
  }

  /**
   * Called when the response's headers have arrived. `count` is how many there
   * are; with `endOfStream` the response has neither body nor trailers.
   */
  onResponseHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    return FilterHeadersStatus.Continue;
  }

  /**
   * Called when a part of the request's body has arrived. `size` is how many bytes
   * the proxy holds and `this.request.body` shows: this part, and after
   * StopIterationAndBuffer all parts so far. With `endOfStream` it was the last,
   * and there are no trailers; in Envoy that is most often a call of its own, with a
   * `size` of 0 unless something is buffered.
   *
   * Where there are trailers, no call has `endOfStream`: finish in `onRequestTrailers`.
   * What is buffered can still be changed; a part that went on cannot. A filter that lets
   * parts go on, and cannot decide about the end of one yet, returns
   * StopIterationAndBuffer to have the proxy hold it, and keeps no bytes in a field.
   */
  onRequestBody(size: i32, endOfStream: bool): FilterDataStatus {
    return FilterDataStatus.Continue;
  }

  /** Called when a part of the response's body has arrived; see `onRequestBody`. */
  onResponseBody(size: i32, endOfStream: bool): FilterDataStatus {
    return FilterDataStatus.Continue;
  }

  /** Called when the request's trailers have arrived; `count` is how many. */
  onRequestTrailers(count: i32): FilterTrailersStatus {
    return FilterTrailersStatus.Continue;
  }

  /** Called when the response's trailers have arrived; `count` is how many. */
  onResponseTrailers(count: i32): FilterTrailersStatus {
    return FilterTrailersStatus.Continue;
  }

  /**
   * Called when metadata of the request has arrived, an extension of HTTP/2 that
   * Envoy has and passes on with `allow_metadata`; `count` is how many entries. They
   * cannot be read, as the ABI has no map of them, nor stopped.
   */
  onRequestMetadata(count: i32): FilterMetadataStatus {
    return FilterMetadataStatus.Continue;
  }

  /** Called when metadata of the response has arrived; see `onRequestMetadata`. */
  onResponseMetadata(count: i32): FilterMetadataStatus {
    return FilterMetadataStatus.Continue;
  }

  /** Called by the SDK before a callback of the request. */
  sdkEnterRequest(): void {
    if (NOTES_PHASES) this.sdkRequestPhase = STOPPED;
  }

  /** Called by the SDK after a callback of the request; returns the callback's status. */
  sdkLeaveRequest(status: i32): i32 {
    if (NOTES_PHASES) {
      this.sdkRequestPhase = phaseAfter(this.sdkRequestPhase, status);
    }
    return status;
  }

  /**
   * Called by the SDK before a callback of the response; `isBody` where it is one of
   * its body, in which it may be continued.
   */
  sdkEnterResponse(isBody: bool): void {
    if (!NOTES_PHASES) return;
    if (!isBody) this.sdkResponsePhase = RETURNING;
    else if (this.sdkResponsePhase == ANSWERED)
      this.sdkResponsePhase = NOT_BEGUN;
    // Since the last callback: what this one stops may be continued again.
    else if (this.sdkResponsePhase == CONTINUED)
      this.sdkResponsePhase = FLOWING;
  }

  /** Called by the SDK after a callback of the response; returns the callback's status. */
  sdkLeaveResponse(status: i32): i32 {
    if (NOTES_PHASES) {
      this.sdkResponsePhase = phaseAfter(this.sdkResponsePhase, status);
    }
    return status;
  }

  private sdkReset(type: StreamType): Status {
    // Envoy 1.40 crashes where the answer has no body.
    if (NOTES_PHASES && this.sdkResponsePhase == ANSWERED) {
      return Status.BadArgument;
    }
    const status = this.sdkClose(type);
    if (status == Status.Ok) this.sdkKind = ContextKind.Ended;
    return status;
  }
}
