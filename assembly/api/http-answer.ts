import { proxy_get_header_map_pairs } from "../abi/env";
import { BufferType, MapType, Status } from "../abi/enums";
import { outAddress, outSize, takeBuffer, wantBuffer } from "../abi/memory";
import { decode } from "../abi/utf8";
import { AnswerHeaders } from "./answer-headers";
import { BodyView } from "./body-view";
import { statusMessage } from "./call-status";
import { HttpCallOutcome } from "./http-call-response";
import { Pending } from "./pending";
import { setShown, Shown } from "./script";

/** What an answer has before it is there, and where there is none. */
const NONE: u8 = 0;
/** The proxy shows it, in the callback that runs. */
const SHOWN: u8 = 1;
/** It was copied. */
const KEPT: u8 = 2;
/** The handler has ended, and nothing was copied. */
const OVER: u8 = 3;

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
  private sdkIsLate: bool = false;
  /** The proxy's status where it refused to send the call. */
  private sdkRefused: Status = Status.Ok;
  private sdkCount: u32 = 0;
  private sdkBodySize: u32 = 0;
  private sdkTrailerCount: u32 = 0;
  private sdkHeaders: AnswerHeaders | null = null;
  private sdkTrailers: AnswerHeaders | null = null;
  private sdkBody: ArrayBuffer | null = null;
  private sdkFailure: string | null = null;

  /** Waits until the answer is there, or is known not to come; returns itself. */
  wait(): HttpAnswer {
    this.sdkWait();
    return this;
  }

  /** How the call ended; `Failed` also where the proxy refused to send it. */
  get outcome(): HttpCallOutcome {
    this.sdkCheck();
    if (this.sdkCount == 0) {
      return this.sdkIsLate ? HttpCallOutcome.TimedOut : HttpCallOutcome.Failed;
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
    if (this.sdkState == SHOWN) return this.sdkView.text();
    const body = this.sdkBody;
    if (body == null) return "";
    return decode(changetype<usize>(body), body.byteLength);
  }

  /** Returns a copy of the body, empty for none. */
  bytes(): Uint8Array {
    this.sdkCheck();
    if (this.sdkState == SHOWN) return this.sdkView.bytes();
    const body = this.sdkBody;
    return body == null ? new Uint8Array(0) : Uint8Array.wrap(body.slice(0));
  }

  /**
   * Why there is no answer, in the proxy's words, such as `reset` or `upstream request
   * timeout`; `""` where there is one.
   */
  get failure(): string {
    if (this.outcome == HttpCallOutcome.Answered) return "";
    const refused = this.sdkRefused;
    if (refused != Status.Ok) {
      return "The proxy refused the call, with status " + refused.toString();
    }
    const kept = this.sdkFailure;
    if (kept != null) return kept;
    return this.sdkCount == 0 ? statusMessage() : this.text();
  }

  /** Notes that the call was not sent. */
  sdkRefuse(status: Status): void {
    this.sdkRefused = status;
    this.sdkState = KEPT;
    this.sdkBeThere();
  }

  /** Notes that the proxy shows the answer, in the callback that runs. */
  sdkShow(count: u32, bodySize: u32, trailerCount: u32, isLate: bool): void {
    this.sdkCount = count;
    this.sdkBodySize = bodySize;
    this.sdkTrailerCount = trailerCount;
    this.sdkIsLate = isLate;
    this.sdkState = SHOWN;
    if (this.sdkIsAwaited) setShown(this);
    else this.sdkKeep();
    this.sdkArrive();
    setShown(null);
    if (this.sdkState == SHOWN) this.sdkState = OVER;
  }

  /** Copies what the proxy shows. */
  sdkKeep(): void {
    if (this.sdkCount == 0) {
      this.sdkFailure = statusMessage();
    } else {
      this.sdkReadHeaders();
      if (this.sdkTrailerCount != 0) this.sdkReadTrailers();
      if (this.sdkBodySize != 0) this.sdkBody = this.sdkView.bytes().buffer;
    }
    this.sdkState = KEPT;
  }

  private sdkReadHeaders(): AnswerHeaders {
    let headers = this.sdkHeaders;
    if (headers == null) {
      headers = copyOf(MapType.HttpCallResponseHeaders, this.sdkCount);
      this.sdkHeaders = headers;
    }
    return headers;
  }

  private sdkReadTrailers(): AnswerHeaders {
    let trailers = this.sdkTrailers;
    if (trailers == null) {
      trailers = copyOf(MapType.HttpCallResponseTrailers, this.sdkTrailerCount);
      this.sdkTrailers = trailers;
    }
    return trailers;
  }

  private get sdkView(): BodyView {
    return BodyView.of(BufferType.HttpCallResponseBody);
  }

  private sdkCheck(): void {
    if (this.sdkState == NONE || this.sdkState == OVER) {
      throw new Error("Cannot read an answer that is not there");
    }
  }
}

/** Copies the headers of a map that the proxy shows, which has `count` of them. */
function copyOf(map: MapType, count: u32): AnswerHeaders {
  if (count == 0) {
    // The constructor would check a known length.
    const none = __new(0, idof<ArrayBuffer>());
    return new AnswerHeaders(changetype<ArrayBuffer>(none));
  }
  const out = outAddress();
  wantBuffer();
  proxy_get_header_map_pairs(map, out, outSize());
  return new AnswerHeaders(takeBuffer());
}
