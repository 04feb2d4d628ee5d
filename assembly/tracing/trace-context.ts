import { HeaderMap } from "../api/header-map";
import { HttpCall } from "../api/http-call";
import { B3 } from "./b3";
import { Sampling } from "./sampling";
import { TraceFormat } from "./trace-format";
import { isId, isLowerHex, randomId } from "./trace-id";
import { TraceState } from "./trace-state";

/** The length of version 00 of `traceparent`. */
const LENGTH: i32 = 55;

/** The flags that a sender sets: that the trace is sampled, and that its number is random. */
const SAMPLED: u32 = 1;
const RANDOM: u32 = 2;

/**
 * Which trace a request belongs to, and which span of it: what W3C's Trace Context (Levels 1
 * and 2) and Zipkin's B3 put into headers.
 *
 * `extract` reads it from a request, and `inject` adds it to a call, in the same headers. It
 * does not see the proxy's own spans: Envoy adds them to requests behind the filters, and
 * never to a filter's calls. A filter that reports spans of its own makes them by `child`;
 * others pass on the trace as it came.
 *
 * ```ts
 * class Auth extends HttpHandler {
 *   onRequest(): void {
 *     const call = new HttpCall("auth").path("/check");
 *     const trace = TraceContext.extract(this.request.headers);
 *     if (trace != null) trace.inject(call);
 *     if (call.wait().status != 200) this.respond(new LocalResponse(403));
 *   }
 * }
 * registerHttpHandler<Auth>("extracts_trace");
 * ```
 */
export class TraceContext {
  /** The number of the span that this one is in, 16 digits, or `null`. */
  parentSpanId: string | null = null;
  /** What tracing systems have added, or `null`. */
  state: TraceState | null = null;
  /** The headers that `inject` writes, as bits. */
  formats: TraceFormat = TraceFormat.W3C;
  private isShort: bool = false;

  /** For the SDK: others have `start`, `extract` and `parse`. */
  constructor(
    /** The number of the trace: 32 hexadecimal digits in lower case, not all 0. */
    readonly traceId: string,
    /** The number of the span: 16 hexadecimal digits in lower case, not all 0. */
    readonly spanId: string,
    /** Whether the trace is recorded. */
    readonly sampling: Sampling,
    /** Whether the number of the trace is random, which samplers use. */
    readonly isRandom: bool = false,
  ) {}

  /** Begins a trace, with random numbers. */
  static start(isSampled: bool = true): TraceContext {
    const sampling = isSampled ? Sampling.Sampled : Sampling.Dropped;
    return new TraceContext(randomId(32), randomId(16), sampling, true);
  }

  /**
   * Reads a trace from the headers of a request: W3C's, or else `b3`, or else the several
   * headers of B3; `null` where none of them is valid. A `b3` with only a decision begins a
   * trace with that decision.
   *
   * ```ts
   * class Filter extends HttpContext {
   *   onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
   *     const trace = TraceContext.extract(this.request.headers);
   *     if (trace != null) log.info(trace.traceId);
   *     return FilterHeadersStatus.Continue;
   *   }
   * }
   * ```
   */
  static extract(headers: HeaderMap): TraceContext | null {
    const parents = headers.getAll("traceparent");
    if (parents.length == 1) {
      const trace = TraceContext.parse(parents[0]);
      if (trace != null) {
        const states = headers.getAll("tracestate");
        if (states.length > 0) trace.state = TraceState.parse(states.join());
        return trace;
      }
    }
    const b3 = headers.get("b3");
    if (b3 != null) {
      const trace = TraceContext.parseB3(b3);
      if (trace != null) return trace;
    }
    return TraceContext.ofB3(B3.read(headers), TraceFormat.B3Multi);
  }

  /**
   * Reads a `traceparent`; `null` for one that is not valid. A version after 00 is read by
   * the parts that 00 has.
   */
  static parse(text: string): TraceContext | null {
    if (text.length < LENGTH || !isLowerHex(text, 0, 2)) return null;
    const version = text.substring(0, 2);
    if (version == "ff") return null;
    if (text.length > LENGTH) {
      if (version == "00" || text.charCodeAt(LENGTH) != 0x2d) return null;
    }
    for (let i = 0; i < 3; i++) {
      const dash = i == 0 ? 2 : i == 1 ? 35 : 52;
      if (text.charCodeAt(dash) != 0x2d) return null;
    }
    const traceId = text.substring(3, 35);
    const spanId = text.substring(36, 52);
    if (!isId(traceId, 32) || !isId(spanId, 16)) return null;
    if (!isLowerHex(text, 53, LENGTH)) return null;
    const flags = U32.parseInt(text.substring(53, LENGTH), 16);
    return new TraceContext(
      traceId,
      spanId,
      (flags & SAMPLED) != 0 ? Sampling.Sampled : Sampling.Dropped,
      (flags & RANDOM) != 0,
    );
  }

  /** Reads a `b3` header; `null` for one that is not valid. */
  static parseB3(b3: string): TraceContext | null {
    return TraceContext.ofB3(B3.parse(b3), TraceFormat.B3);
  }

  /** Whether the trace is recorded. */
  get isSampled(): bool {
    return this.sampling >= Sampling.Sampled;
  }

  /** Makes a span within this one, with a random number. The two share one `state`. */
  child(): TraceContext {
    const child = new TraceContext(
      this.traceId,
      randomId(16),
      this.sampling,
      this.isRandom,
    );
    child.parentSpanId = this.spanId;
    child.state = this.state;
    child.formats = this.formats;
    child.isShort = this.isShort;
    return child;
  }

  /** The value of `traceparent`, of version 00. */
  get traceparent(): string {
    const flags = (this.isSampled ? SAMPLED : 0) | (this.isRandom ? RANDOM : 0);
    const digit = String.fromCharCode(0x30 + flags);
    return "00-" + this.traceId + "-" + this.spanId + "-0" + digit;
  }

  /** The value of `b3`. */
  get b3(): string {
    const decision = this.decision;
    const parent = this.parentSpanId;
    let text = this.b3TraceId + "-" + this.spanId;
    if (decision != "") text += "-" + decision;
    // The parent follows the decision, so it is left out with it.
    if (decision != "" && parent != null) text += "-" + parent;
    return text;
  }

  /**
   * Adds the trace's headers to a call, and returns the call. They come beside those that the
   * call has: one of `forwardRequest` already has those of the request.
   */
  inject(call: HttpCall): HttpCall {
    const fields = this.fields();
    for (let i = 0; i < fields.length; i += 2) {
      if (fields[i + 1] != "") call.header(fields[i], fields[i + 1]);
    }
    return call;
  }

  /** Sets the trace's headers in a message, instead of those that it has. */
  writeTo(headers: HeaderMap): void {
    const fields = this.fields();
    for (let i = 0; i < fields.length; i += 2) {
      if (fields[i + 1] != "") headers.set(fields[i], fields[i + 1]);
      else headers.delete(fields[i]);
    }
  }

  /** The names of the headers, each with its value, or with "" for none. */
  private fields(): string[] {
    const formats = this.formats;
    const fields: string[] = [];
    if (formats & TraceFormat.W3C) {
      const state = this.state;
      fields.push("traceparent");
      fields.push(this.traceparent);
      fields.push("tracestate");
      fields.push(state == null ? "" : state.toString());
    }
    if (formats & TraceFormat.B3) {
      fields.push("b3");
      fields.push(this.b3);
    }
    if (formats & TraceFormat.B3Multi) {
      const parent = this.parentSpanId;
      const isDebug = this.sampling == Sampling.Debug;
      fields.push("x-b3-traceid");
      fields.push(this.b3TraceId);
      fields.push("x-b3-spanid");
      fields.push(this.spanId);
      fields.push("x-b3-parentspanid");
      fields.push(parent == null ? "" : parent);
      fields.push("x-b3-sampled");
      fields.push(isDebug ? "" : this.decision);
      fields.push("x-b3-flags");
      fields.push(isDebug ? "1" : "");
    }
    return fields;
  }

  /** The number of the trace, as long as it came. */
  private get b3TraceId(): string {
    return this.isShort ? this.traceId.substring(16) : this.traceId;
  }

  /** B3's letter for the decision, empty where there is none. */
  private get decision(): string {
    if (this.sampling == Sampling.Debug) return "d";
    if (this.sampling == Sampling.Sampled) return "1";
    return this.sampling == Sampling.Dropped ? "0" : "";
  }

  private static ofB3(b3: B3 | null, format: TraceFormat): TraceContext | null {
    if (b3 == null) return null;
    const isBegun = b3.traceId == "";
    const trace = new TraceContext(
      isBegun ? randomId(32) : b3.traceId,
      isBegun ? randomId(16) : b3.spanId,
      b3.sampling,
      isBegun,
    );
    trace.parentSpanId = b3.parentSpanId;
    trace.isShort = b3.isShort;
    trace.formats = format;
    return trace;
  }
}

/**
 * Adds the trace of a request to a call, in the same headers, and returns the call; adds
 * nothing where the request has none that is valid. See `TraceContext.inject`.
 *
 * ```ts
 * class Auth extends HttpHandler {
 *   onRequest(): void {
 *     const call = new HttpCall("auth").path("/check");
 *     const answer = forwardTrace(this.request.headers, call).wait();
 *     if (answer.status != 200) this.respond(new LocalResponse(403));
 *   }
 * }
 * registerHttpHandler<Auth>("forwards_trace");
 * ```
 */
export function forwardTrace(headers: HeaderMap, call: HttpCall): HttpCall {
  const trace = TraceContext.extract(headers);
  return trace == null ? call : trace.inject(call);
}
