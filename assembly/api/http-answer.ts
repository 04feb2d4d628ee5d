import {
  proxy_get_buffer_bytes,
  proxy_get_header_map_pairs,
  proxy_get_status,
} from "../abi/env";
import { BufferType, MapType, Status } from "../abi/enums";
import {
  outAddress,
  outSize,
  takeBuffer,
  takeBytes,
  takeText,
} from "../abi/memory";
import { decode } from "../abi/utf8";
import { HAS_CALL_TIMES } from "../features";
import { refuseRead } from "../runtime/refuse-wait";
import { AnswerHeaders } from "./answer-headers";
import { blank } from "./blank";
import { addCallout, CalloutKind } from "./callout";
import { monotonicNanoseconds } from "./clock";
import { HttpCallOutcome } from "./http-call-response";
import { Pending } from "./pending";
import { setShown, Shown } from "./script";

/** Beyond the end of every body. */
const ALL: usize = 0xffff_ffff;

/** Envoy's timers count from when it last looked at the clock, in milliseconds. */
const EARLY: u32 = 10;

/** What an answer has before it is there, and where there is none. */
const NONE: u8 = 0;
/** The proxy shows it, in the callback that runs. */
const SHOWN: u8 = 1;
/** It was copied. */
const KEPT: u8 = 2;
/** The handler has ended, and nothing was copied. */
const OVER: u8 = 3;

/** How the call ended: without an answer, or so because its time was over. */
const UNANSWERED: u8 = 0;
const LATE: u8 = 1;
/** With an answer, or one that has trailers. */
const ANSWERED: u8 = 2;
const WITH_TRAILERS: u8 = 3;

/**
 * The answer to a call that a handler waits for, or how the call failed.
 *
 * It may be read as often as the handler likes, also after it has waited for something
 * else, until the handler's method has ended. `outcome` tells an answer from a failure and
 * from a call whose time was over; without an answer `status` is 0 or what the proxy
 * answered by itself, as `HttpCallResponse` says.
 *
 * ```ts
 * class Greet extends HttpHandler {
 *   onRequest(): void {
 *     const answer = new HttpCall("names").path("/name").timeout(500).wait();
 *     if (answer.outcome == HttpCallOutcome.TimedOut) log.warn("too slow");
 *     if (answer.status == 200) {
 *       this.request.headers.set("x-name", answer.text());
 *     }
 *   }
 * }
 * registerHttpHandler<Greet>("greet");
 * ```
 */
export class HttpAnswer extends Pending implements Shown {
  private sdkState: u8 = NONE;
  private sdkEnd: u8 = UNANSWERED;
  /** The proxy's status where it refused to send the call. */
  private sdkRefused: u8 = <u8>Status.Ok;
  private sdkHeaders: AnswerHeaders | null = null;
  private sdkTrailers: AnswerHeaders | null = null;
  /** The body, or why the call failed. */
  private sdkBody: ArrayBuffer | null = null;
  // Behind what the collector looks at.
  /**
   * When the call's time is over, in the clock's milliseconds, 0 for never; once the answer
   * is there, how many bytes its body has.
   */
  private sdkDeadline: u32 = 0;

  /** Makes the answer to a call that is to be sent. */
  static sdkMake(): HttpAnswer {
    const answer = blank<HttpAnswer>();
    answer.sdkKind = CalloutKind.AwaitedHttp;
    return answer;
  }

  /** Waits until the answer is there, or is known not to come; returns itself. */
  wait(): HttpAnswer {
    this.sdkWait();
    return this;
  }

  /** How the call ended; `Failed` also where the proxy refused to send it. */
  get outcome(): HttpCallOutcome {
    this.sdkCheck();
    const end = this.sdkEnd;
    if (end < ANSWERED) {
      return end == LATE ? HttpCallOutcome.TimedOut : HttpCallOutcome.Failed;
    }
    const status = this.status;
    if (
      status < 502 ||
      status > 504 ||
      this.headers.get("x-envoy-upstream-service-time") != null
    ) {
      return HttpCallOutcome.Answered;
    }
    return status == 504 ? HttpCallOutcome.TimedOut : HttpCallOutcome.Failed;
  }

  /** The status code, 0 where there is no answer. */
  get status(): i32 {
    const text = this.headers.get(":status");
    return text == null ? 0 : I32.parseInt(text);
  }

  /** The headers, `:status` included; empty where there is no answer. */
  get headers(): AnswerHeaders {
    this.sdkCheck();
    return this.sdkReadHeaders();
  }

  /** The trailers; empty where there are none. */
  get trailers(): AnswerHeaders {
    this.sdkCheck();
    return this.sdkReadTrailers();
  }

  /** Returns the body as text, `""` for none; invalid UTF-8 reads as U+FFFD. */
  text(): string {
    this.sdkCheck();
    return this.sdkIsAnswered ? this.sdkText() : "";
  }

  /** Returns a copy of the body, empty for none. */
  bytes(): Uint8Array {
    this.sdkCheck();
    if (this.sdkState == SHOWN && this.sdkIsAnswered) {
      this.sdkFetch();
      return takeBytes();
    }
    const body = this.sdkBody;
    return body == null || !this.sdkIsAnswered
      ? new Uint8Array(0)
      : Uint8Array.wrap(body.slice(0));
  }

  /**
   * Why there is no answer, in the proxy's words, such as `reset` or `upstream request
   * timeout`; `""` where there is one.
   */
  get failure(): string {
    if (this.outcome == HttpCallOutcome.Answered) return "";
    const refused = this.sdkRefused;
    if (refused != <u8>Status.Ok) {
      return "The proxy refused the call, with status " + refused.toString();
    }
    return this.sdkText();
  }

  /** Notes that the call was not sent. */
  sdkRefuse(status: Status): void {
    this.sdkRefused = <u8>status;
    this.sdkState = KEPT;
    this.sdkBeThere();
  }

  /** Notes that the call failed: it was not sent, or its time is over. */
  sdkReject(why: string, isLate: bool): void {
    if (isLate) this.sdkEnd = LATE;
    this.sdkBody = String.UTF8.encode(why);
    this.sdkState = KEPT;
    this.sdkBeThere();
  }

  /** Sets the answer to one that was kept. */
  sdkRestore(headers: AnswerHeaders, body: ArrayBuffer): void {
    this.sdkHeaders = headers;
    this.sdkBody = body;
    this.sdkEnd = ANSWERED;
    this.sdkState = KEPT;
    this.sdkBeThere();
  }

  /** What the proxy answered when the call was sent. */
  get sdkSent(): Status {
    return <Status>this.sdkRefused;
  }

  /** Notes that the call was sent; `milliseconds` is its time, 0 for one without an end. */
  sdkExpect(owner: u32, token: u32, milliseconds: u32): void {
    if (HAS_CALL_TIMES && milliseconds != 0) {
      this.sdkDeadline = max<u32>(1, now() + milliseconds - EARLY);
    }
    addCallout(this, token, owner);
  }

  /** Notes that the proxy shows the answer, in the callback that runs. */
  sdkShow(count: u32, bodySize: u32, trailerCount: u32): void {
    if (count != 0) {
      this.sdkEnd = trailerCount != 0 ? WITH_TRAILERS : ANSWERED;
    } else if (HAS_CALL_TIMES && this.sdkDeadline != 0) {
      if (<i32>(now() - this.sdkDeadline) >= 0) this.sdkEnd = LATE;
    }
    this.sdkDeadline = bodySize;
    this.sdkState = SHOWN;
    if (this.sdkIsAwaited) setShown(this);
    else this.sdkKeep();
    this.sdkArrive();
    setShown(null);
    if (this.sdkState == SHOWN) this.sdkState = OVER;
  }

  /** Copies what the proxy shows. */
  sdkKeep(): void {
    const isAnswered = this.sdkIsAnswered;
    if (isAnswered) {
      this.sdkReadHeaders();
      if (this.sdkEnd == WITH_TRAILERS) this.sdkReadTrailers();
    }
    if (!isAnswered || this.sdkDeadline != 0) {
      this.sdkFetch();
      this.sdkBody = takeBuffer();
    }
    this.sdkState = KEPT;
  }

  /** Has the proxy write the body; where there is no answer, why. */
  private sdkFetch(): void {
    const out = outAddress();
    if (this.sdkIsAnswered) {
      const type = BufferType.HttpCallResponseBody;
      proxy_get_buffer_bytes(type, 0, ALL, out, outSize());
    } else if (HAS_CALL_TIMES) {
      proxy_get_status(memory.data(4, 4), out, outSize());
    }
  }

  private sdkReadHeaders(): AnswerHeaders {
    let headers = this.sdkHeaders;
    if (headers == null) {
      headers = copyOf(MapType.HttpCallResponseHeaders, this.sdkIsAnswered);
      this.sdkHeaders = headers;
    }
    return headers;
  }

  private sdkReadTrailers(): AnswerHeaders {
    let trailers = this.sdkTrailers;
    if (trailers == null) {
      const hasAny = this.sdkEnd == WITH_TRAILERS;
      trailers = copyOf(MapType.HttpCallResponseTrailers, hasAny);
      this.sdkTrailers = trailers;
    }
    return trailers;
  }

  private sdkText(): string {
    if (this.sdkState == SHOWN) {
      this.sdkFetch();
      return takeText();
    }
    const body = this.sdkBody;
    if (body == null) return "";
    return decode(changetype<usize>(body), body.byteLength);
  }

  private get sdkIsAnswered(): bool {
    return this.sdkEnd >= ANSWERED;
  }

  private sdkCheck(): void {
    if (this.sdkState == NONE || this.sdkState == OVER) refuseRead();
  }
}

/** Copies the headers of a map that the proxy shows, where it has any. */
function copyOf(map: MapType, hasAny: bool): AnswerHeaders {
  if (!hasAny) {
    // The constructor would check a known length.
    const none = __new(0, idof<ArrayBuffer>());
    return new AnswerHeaders(changetype<ArrayBuffer>(none));
  }
  const out = outAddress();
  proxy_get_header_map_pairs(map, out, outSize());
  return new AnswerHeaders(takeBuffer());
}

/** Returns the milliseconds of a clock that never goes back. */
function now(): u32 {
  return <u32>(monotonicNanoseconds() / 1_000_000);
}
