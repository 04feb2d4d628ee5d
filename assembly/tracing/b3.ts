import { HeaderMap } from "../api/header-map";
import { Sampling } from "./sampling";
import { isId } from "./trace-id";

/** The lengths of numbers in B3: of spans and short traces, and of traces. */
const SHORT: i32 = 16;
const LONG: i32 = 32;

/** What the headers of B3 say; the numbers are empty where there is only a decision. */
export class B3 {
  constructor(
    /** 32 digits. */
    readonly traceId: string,
    readonly spanId: string,
    readonly parentSpanId: string | null,
    readonly sampling: Sampling,
    /** Whether the number of the trace had 16 digits. */
    readonly isShort: bool,
  ) {}

  /** Reads the one header `b3`; `null` for one that is not valid. */
  static parse(text: string): B3 | null {
    const parts = text.split("-");
    if (parts.length == 1) {
      const sampling = decisionOf(parts[0]);
      return sampling == Sampling.Deferred ? null : decided(sampling);
    }
    if (parts.length > 4) return null;
    let sampling: Sampling = Sampling.Deferred;
    if (parts.length > 2) {
      sampling = decisionOf(parts[2]);
      if (sampling == Sampling.Deferred) return null;
    }
    return numbered(
      parts[0],
      parts[1],
      parts.length > 3 ? parts[3] : null,
      sampling,
    );
  }

  /** Reads the several headers of B3; `null` where they are not there, or not valid. */
  static read(headers: HeaderMap): B3 | null {
    const trace = headers.get("x-b3-traceid");
    const span = headers.get("x-b3-spanid");
    const sampling = sampledBy(headers);
    if (trace == null && span == null) {
      return sampling == Sampling.Deferred ? null : decided(sampling);
    }
    if (trace == null || span == null) return null;
    return numbered(trace, span, headers.get("x-b3-parentspanid"), sampling);
  }
}

function decided(sampling: Sampling): B3 {
  return new B3("", "", null, sampling, false);
}

function numbered(
  trace: string,
  span: string,
  parent: string | null,
  sampling: Sampling,
): B3 | null {
  const isShort = trace.length == SHORT;
  const traceId = isShort ? "0000000000000000" + trace : trace;
  if (!isId(traceId, LONG) || !isId(span, SHORT)) return null;
  if (parent != null && !isId(parent, SHORT)) return null;
  return new B3(traceId, span, parent, sampling, isShort);
}

function sampledBy(headers: HeaderMap): Sampling {
  const flags = headers.get("x-b3-flags");
  if (flags != null && flags == "1") return Sampling.Debug;
  const sampled = headers.get("x-b3-sampled");
  if (sampled == null) return Sampling.Deferred;
  // Older senders write words.
  if (sampled == "1" || sampled == "true") return Sampling.Sampled;
  if (sampled == "0" || sampled == "false") return Sampling.Dropped;
  return Sampling.Deferred;
}

function decisionOf(text: string): Sampling {
  if (text == "1") return Sampling.Sampled;
  if (text == "0") return Sampling.Dropped;
  return text == "d" ? Sampling.Debug : Sampling.Deferred;
}
