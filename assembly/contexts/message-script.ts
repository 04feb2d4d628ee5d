import { BufferType, MapType, Status, StreamType } from "../abi/enums";
import {
  FilterDataStatus,
  FilterHeadersStatus,
  FilterTrailersStatus,
} from "../abi/filter-status";
import { ABI, ABI_0_1_0 } from "../abi/version";
import { HeaderMap } from "../api/header-map";
import { LocalResponse } from "../api/local-response";
import { log } from "../api/log";
import { Pending } from "../api/pending";
import { Script } from "../api/script";
import { HAS_HELD_HEADERS, HAS_WAIT_LIMITS } from "../features";
import { HttpContext } from "./http-context";

/** The method waits for something that its message's callbacks do not bring. */
const OTHER: u8 = 0;
/** It waits for the whole body of its message. */
const BODY: u8 = 1;
/** It waits for more of the body. */
const PART: u8 = 2;
/** It waits for the end of its message. */
const TRAILERS: u8 = 3;
/** It waits for nothing: it has ended. */
const DONE: u8 = 4;

/** The method does not hold the headers while the body is read, and cannot any more. */
const LETS_GO: u8 = 0;
/** It has waited for nothing yet, so that it can. */
const MAY_HOLD: u8 = 1;
/** It does. */
const HOLDS: u8 = 2;

/** The message has not ended. */
const OPEN: u8 = 0;
/** It has, without trailers. */
const ENDED: u8 = 1;
/** It has, with trailers. */
const HAS_TRAILERS: u8 = 2;

/**
 * The method of a handler that runs for a message, and how far the message is:
 *
 *     callback            the method has ended   waits for the body   for something else
 *     headers             go on                  go on                are held, with all
 *     body                goes on                is held              is held
 *     its end, trailers   go on                  the method goes on   are held
 *
 * What is held when the method ends, or waits for more, in another callback is continued.
 */
export abstract class MessageScript extends Script {
  /** Whether it is the request's, and not the response's. */
  protected isRequest: bool = false;
  /** Whether all of its message goes on while it still runs. */
  private isReleased: bool = false;
  /** Whether the client was answered in place of its message. */
  isAnswered: bool = false;
  /** Whether a callback of its message runs, whose status decides whether it goes on. */
  private isInCallback: bool = false;
  private waitsFor: u8 = OTHER;
  private hold: u8 = LETS_GO;
  /** Whether the headers have gone on. */
  private areHeadersGone: bool = false;
  /** Whether the headers were held, with all that came after them. */
  private wasHeld: bool = false;
  /** Whether the last callback has stopped its message. */
  private isStopped: bool = false;
  private end: u8 = OPEN;
  /** How many bytes of the body the proxy holds. */
  private held: u32 = 0;
  /** How many of these it was given; while it waits for the whole body, its limit. */
  private bound: u32 = 0;
  /**
   * The handler, which this does not hold: the table of contexts does. `drop` is called as
   * it leaves that, and from then on `resume` and `settle` do nothing. It may leave in a
   * callback within the one that runs this: garbage is then collected after the outer one,
   * or in a loop of the method, whose callers have the handler in their frames.
   */
  private address: usize = 0;

  protected get handler(): HttpContext {
    return changetype<HttpContext>(this.address);
  }

  /** Begins with the headers of a handler's message. */
  begin(
    handler: HttpContext,
    isRequest: bool,
    endOfStream: bool,
  ): FilterHeadersStatus {
    this.address = changetype<usize>(handler);
    this.isRequest = isRequest;
    this.end = endOfStream ? ENDED : OPEN;
    if (HAS_HELD_HEADERS) this.hold = MAY_HOLD;
    this.runInCallback();
    if (HAS_HELD_HEADERS && this.hold == MAY_HOLD) this.hold = LETS_GO;
    if (this.holds) return FilterHeadersStatus.StopIteration;
    if (this.goesOn(BODY)) {
      this.areHeadersGone = true;
      return FilterHeadersStatus.Continue;
    }
    return FilterHeadersStatus.StopAllIterationAndWatermark;
  }

  get owner(): u32 {
    return this.handler.id;
  }

  get plugin(): u32 {
    return this.handler.root.id;
  }

  activate(): bool {
    return this.handler.activate() == Status.Ok;
  }

  /** Called with a part of the body; `size` is how much of it the proxy holds. */
  onBody(size: u32, endOfStream: bool): FilterDataStatus {
    if (!HAS_HELD_HEADERS || this.hold != HOLDS) this.areHeadersGone = true;
    this.held = size;
    if (endOfStream) this.end = ENDED;
    const isAwaited =
      this.waitsForBody || this.waitsFor == PART
        ? endOfStream || size > this.bound
        : this.waitsFor == TRAILERS && endOfStream;
    if (isAwaited) this.runInCallback();
    if (this.waitsForBody || !this.goesOn(PART)) {
      this.isStopped = true;
      return FilterDataStatus.StopIterationAndBuffer;
    }
    if (HAS_HELD_HEADERS) this.areHeadersGone = true;
    this.forgetHeld();
    return FilterDataStatus.Continue;
  }

  /** Called with the trailers. */
  onTrailers(): FilterTrailersStatus {
    this.areHeadersGone = true;
    this.end = HAS_TRAILERS;
    if (this.waitsFor != OTHER && this.waitsFor != DONE) this.runInCallback();
    if (this.goesOn(BODY)) {
      if (!this.isStopped || !this.wasHeld) {
        return FilterTrailersStatus.Continue;
      }
      // Envoy 1.40 loses the body here if the trailers just go on: it was stopped after all
      // that was held had gone on. So Envoy is asked to continue.
      this.handler.sdkSettle(this.type);
    }
    this.isStopped = true;
    return FilterTrailersStatus.StopIteration;
  }

  /**
   * Lets its message go on. In a callback of its message that happens as the callback
   * returns, and this returns a status; elsewhere it returns -1: the proxy must be asked.
   */
  release(): i32 {
    if (this.isInCallback && this.isReleased) return Status.BadArgument;
    if (!this.isDone) this.isReleased = true;
    return this.isInCallback ? Status.Ok : -1;
  }

  settle(): void {
    if (this.isDone) this.waitsFor = DONE;
    const waitsFor = this.waitsFor;
    if (this.isAnswered || this.isReleased || waitsFor == OTHER) return;
    // Its callbacks have not held it since, or it waits for more of it.
    if (this.areHeadersGone && (!this.isStopped || waitsFor == BODY)) return;
    if (this.holds) return;
    if (!this.areHeadersGone && this.hold != HOLDS) this.wasHeld = true;
    this.areHeadersGone = true;
    this.forgetHeld();
    this.handler.sdkSettle(this.type);
  }

  holdHeaders(body: BufferType): void {
    this.check(body);
    if (this.hold == LETS_GO) {
      throw new Error("Cannot hold headers after a wait: hold them before");
    }
    this.hold = HOLDS;
  }

  collect(body: BufferType, limit: u32, until: usize): bool {
    this.check(body);
    if (!this.areHeadersGone && lengthOf(this.headers) > <u64>limit) {
      this.answerTooLarge();
      return false;
    }
    if (this.end == OPEN) {
      const given = this.bound;
      this.bound = limit;
      let hasCome: bool = true;
      if (!HAS_WAIT_LIMITS || until == 0) this.wait(BODY);
      else hasCome = this.waitOr(BODY, until);
      this.bound = given;
      if (!hasCome) return false;
    }
    if (this.held <= limit) return true;
    this.answerTooLarge();
    return false;
  }

  nextPart(body: BufferType, until: usize): i32 {
    this.check(body);
    while (this.held == this.bound) {
      if (this.end != OPEN) return -1;
      if (!HAS_WAIT_LIMITS || until == 0) this.wait(PART);
      else if (!this.waitOr(PART, until)) return -1;
    }
    const start = this.bound;
    this.bound = this.held;
    return start;
  }

  lengthen(by: i32): void {
    this.held += by;
    this.bound += by;
  }

  trailers(body: BufferType, until: usize): bool {
    this.check(body);
    if (this.end == OPEN) {
      if (!HAS_WAIT_LIMITS || until == 0) this.wait(TRAILERS);
      else this.waitOr(TRAILERS, until);
    }
    return this.end == HAS_TRAILERS;
  }

  /** Waits as `wait` does; false where `until`, the address of a `Pending`, is there before. */
  private waitOr(what: u8, until: usize): bool {
    const limit = changetype<Pending>(until);
    if (limit.isThere) return false;
    limit.sdkExpectFor(this);
    this.wait(what);
    limit.sdkExpectFor(null);
    // Only `until` has it go on in a callback that is not its message's.
    return this.isInCallback;
  }

  private wait(what: u8): void {
    this.waitsFor = what;
    Script.wait();
    this.waitsFor = OTHER;
  }

  /** Throws where this method cannot wait for a body, or for what follows it. */
  private check(body: BufferType): void {
    if (ABI == ABI_0_1_0) {
      ERROR(
        "ABI 0.1.0 does not tell where a message ends: build for 0.2.0 or newer to wait for a body.",
      );
    }
    if (body != this.body) {
      throw new Error(
        "Cannot wait for the other message: onRequest waits for the request, onResponse for the response",
      );
    }
    if (this.isReleased) {
      throw new Error("Cannot wait for a message that has gone on");
    }
  }

  private answerTooLarge(): void {
    // A second answer in a callback of the response crashes Envoy 1.40.
    if (this.isAnswered) return;
    const status = this.isRequest ? 413 : 500;
    this.handler.sendLocalResponse(new LocalResponse(status));
  }

  /** Runs the code in a callback of its message. */
  private runInCallback(): void {
    this.isInCallback = true;
    this.proceed();
    if (this.isDone) this.waitsFor = DONE;
    this.isInCallback = false;
  }

  /** Warns where the stream ends before the body came that the headers were held for. */
  warnIfHeld(): void {
    if (!this.holds || this.waitsFor == OTHER || this.held != 0) return;
    log.warn(
      "Headers were held for a body that did not come: has the plugin's configuration allow_on_headers_stop_iteration?",
    );
  }

  /** Whether the headers are held now: the method waits for something they are held for. */
  private get holds(): bool {
    return (
      HAS_HELD_HEADERS &&
      this.hold == HOLDS &&
      !this.areHeadersGone &&
      !this.isReleased &&
      (this.waitsFor <= BODY || (this.waitsFor == PART && this.bound == 0))
    );
  }

  /** Whether it waits for all of the body. */
  private get waitsForBody(): bool {
    return !this.isReleased && this.waitsFor == BODY;
  }

  /**
   * Whether its message goes on: it was released, or the method waits for `least` or for
   * something later, which comes only if the message goes on.
   */
  private goesOn(least: u8): bool {
    return this.isReleased || this.waitsFor >= least;
  }

  /** Notes that what the proxy held has gone on. */
  private forgetHeld(): void {
    this.isStopped = false;
    this.held = 0;
    if (this.waitsFor != BODY) this.bound = 0;
  }

  private get type(): StreamType {
    return this.isRequest ? StreamType.HttpRequest : StreamType.HttpResponse;
  }

  private get body(): BufferType {
    return this.isRequest
      ? BufferType.HttpRequestBody
      : BufferType.HttpResponseBody;
  }

  private get headers(): HeaderMap {
    return HeaderMap.of(
      this.isRequest ? MapType.RequestHeaders : MapType.ResponseHeaders,
    );
  }
}

/** Returns the length that a message's headers give, 0 where they give none. */
function lengthOf(headers: HeaderMap): u64 {
  const text = headers.get("content-length");
  return text == null ? 0 : U64.parseInt(text);
}
