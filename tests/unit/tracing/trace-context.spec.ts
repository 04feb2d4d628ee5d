/**
 * The vectors of traceparent and tracestate are those of W3C's own tests (trace-context,
 * test/test.py) and of the recommendation's examples; those of B3 are of openzipkin's
 * b3-propagation, README.md.
 */
import { MapType } from "proxy-wasm-as/assembly/abi/enums";
import { HeaderMap } from "proxy-wasm-as/assembly/api/header-map";
import { Sampling } from "proxy-wasm-as/assembly/tracing/sampling";
import { TraceContext } from "proxy-wasm-as/assembly/tracing/trace-context";
import { TraceFormat } from "proxy-wasm-as/assembly/tracing/trace-format";
import { TraceState } from "proxy-wasm-as/assembly/tracing/trace-state";
import { addHeader, openMap, readHeaders, refuse, reset } from "../test-host";

const TRACE = "0af7651916cd43dd8448eb211c80319c";
const SPAN = "b7ad6b7169203331";
const PARENT = `00-${TRACE}-${SPAN}-01`;
const B3_TRACE = "80f198ee56343ba864fe8b2a57d3eff7";
const B3_SPAN = "e457b5a2e4d86bd1";
const B3_PARENT = "05e3ac9a4f6e3b90";

function headers(): HeaderMap {
  return HeaderMap.of(MapType.RequestHeaders);
}

/** Writes a trace into the headers of an empty message. */
function written(trace: TraceContext): string {
  reset();
  openMap(MapType.RequestHeaders);
  trace.writeTo(headers());
  return readHeaders(MapType.RequestHeaders);
}

function extracted(): TraceContext | null {
  return TraceContext.extract(headers());
}

function add(name: string, value: string): void {
  addHeader(MapType.RequestHeaders, name, value);
}

function state(text: string): string {
  const parsed = TraceState.parse(text);
  return parsed == null ? "null" : parsed.toString();
}

beforeEach(() => {
  reset();
  openMap(MapType.RequestHeaders);
});

describe("TraceContext.parse", () => {
  test("TraceContext.parse reads the example of the recommendation", () => {
    const trace = TraceContext.parse(PARENT)!;
    expect(trace.traceId).toBe(TRACE);
    expect(trace.spanId).toBe(SPAN);
    expect(trace.isSampled).toBe(true);
    expect(trace.isRandom).toBe(false);
    expect(trace.traceparent).toBe(PARENT);
    expect(TraceContext.parse(`00-${TRACE}-${SPAN}-00`)!.isSampled).toBe(false);
  });

  test("TraceContext.parse keeps the flags that are known, and no others", () => {
    const flags = ["02", "03", "ff", "fe", "08"];
    const written = ["02", "03", "03", "02", "00"];
    for (let i = 0; i < flags.length; i++) {
      const trace = TraceContext.parse(`00-${TRACE}-${SPAN}-${flags[i]}`)!;
      expect(trace.traceparent).toBe(`00-${TRACE}-${SPAN}-${written[i]}`);
    }
  });

  test("TraceContext.parse takes later versions, with more behind a dash", () => {
    const later = [
      `cc-${TRACE}-${SPAN}-01`,
      `cc-${TRACE}-${SPAN}-01-what-the-future-will-be-like`,
      `cc-${TRACE}-${SPAN}-01-`,
    ];
    for (let i = 0; i < later.length; i++) {
      expect(TraceContext.parse(later[i])!.traceparent).toBe(PARENT);
    }
  });

  test("TraceContext.parse refuses what W3C's tests call illegal", () => {
    const wrong = [
      "",
      "0",
      `ff-${TRACE}-${SPAN}-01`,
      `cc-${TRACE}-${SPAN}-01.what-the-future-will-not-be-like`,
      `.0-${TRACE}-${SPAN}-01`,
      `0.-${TRACE}-${SPAN}-01`,
      `000-${TRACE}-${SPAN}-01`,
      `0-${TRACE}-${SPAN}-01`,
      `00-${"0".repeat(32)}-${SPAN}-01`,
      `00-.${TRACE.substring(1)}-${SPAN}-01`,
      `00-${TRACE.toUpperCase()}-${SPAN}-01`,
      `00-${TRACE}00-${SPAN}-01`,
      `00-${TRACE.substring(1)}-${SPAN}-01`,
      `00-${TRACE}-${"0".repeat(16)}-01`,
      `00-${TRACE}-.${SPAN.substring(1)}-01`,
      `00-${TRACE}-${SPAN}00-01`,
      `00-${TRACE}-${SPAN.substring(1)}-01`,
      `00-${TRACE}-${SPAN}-.0`,
      `00-${TRACE}-${SPAN}-0.`,
      `00-${TRACE}-${SPAN}-001`,
      `00-${TRACE}-${SPAN}-1`,
      `00-${TRACE}-${SPAN}-01-`,
      `00-${TRACE}-${SPAN}-01-extra`,
      `00-${TRACE}-${SPAN}`,
      `00_${TRACE}_${SPAN}_01`,
    ];
    for (let i = 0; i < wrong.length; i++) {
      expect(TraceContext.parse(wrong[i])).toBeNull();
    }
  });
});

describe("TraceState.parse", () => {
  test("TraceState.parse reads members, in their order, and leaves out empty ones", () => {
    expect(state("foo=1,bar=2")).toBe("foo=1,bar=2");
    expect(state("foo=1 \t , \t bar=2")).toBe("foo=1,bar=2");
    expect(state("foo=1,,,bar=2,")).toBe("foo=1,bar=2");
    expect(state("")).toBe("");
    expect(state("foo@bar=1,1a-2f@foo=1,foo*_/-=x y")).toBe(
      "foo@bar=1,1a-2f@foo=1,foo*_/-=x y",
    );
    expect(TraceState.parse("foo=1,bar=2")!.get("bar")).toBe("2");
    expect(TraceState.parse("foo=1")!.get("bar")).toBeNull();
  });

  test("TraceState.parse refuses what W3C's tests call illegal", () => {
    const wrong = [
      "foo",
      "foo =1",
      "FOO=1",
      "foo.bar=1",
      "@foo=1,",
      "-foo=1",
      "foo=",
      "foo=bar=baz",
      "foo=1,foo=1",
      "foo=\x01",
      "foo=é",
      `${"z".repeat(257)}=1`,
      `foo=${"z".repeat(257)}`,
    ];
    for (let i = 0; i < wrong.length; i++) expect(state(wrong[i])).toBe("null");
    expect(state(`${"z".repeat(256)}=1`)).not.toBe("null");
    expect(state(`foo=${"z".repeat(256)}`)).not.toBe("null");
  });

  test("TraceState.parse takes 32 members, and not 33", () => {
    let text = "bar01=01";
    for (let i = 2; i <= 32; i++) text += `,bar${i}=${i}`;
    expect(TraceState.parse(text)!.size).toBe(32);
    expect(state(text + ",bar33=33")).toBe("null");
    const full = TraceState.parse(text)!;
    expect(full.set("mine", "1")).toBe(true);
    expect(full.size).toBe(32);
    expect(full.get("bar32")).toBeNull();
  });

  test("TraceState.set puts a member first, and TraceState.delete removes it", () => {
    const parsed = TraceState.parse("foo=1,bar=2")!;
    expect(parsed.set("bar", "3")).toBe(true);
    expect(parsed.toString()).toBe("bar=3,foo=1");
    expect(parsed.set("Bar", "3")).toBe(false);
    expect(parsed.set("bar", "a,b")).toBe(false);
    expect(parsed.set("bar", "a ")).toBe(false);
    expect(parsed.delete("foo")).toBe(true);
    expect(parsed.delete("foo")).toBe(false);
    expect(parsed.toString()).toBe("bar=3");
  });
});

describe("TraceContext.parseB3", () => {
  test("TraceContext.parseB3 reads the examples of b3-propagation", () => {
    const b3 = `${B3_TRACE}-${B3_SPAN}-1-${B3_PARENT}`;
    const trace = TraceContext.parseB3(b3)!;
    expect(trace.traceId).toBe(B3_TRACE);
    expect(trace.spanId).toBe(B3_SPAN);
    expect(trace.parentSpanId).toBe(B3_PARENT);
    expect(trace.sampling).toBe(Sampling.Sampled);
    expect(trace.b3).toBe(b3);
    expect(written(trace)).toBe(`b3=${b3}`);
  });

  test("TraceContext.parseB3 keeps a short number, a decision, and that there is none", () => {
    const values = [
      `${B3_PARENT}-${B3_SPAN}`,
      `${B3_TRACE}-${B3_SPAN}`,
      `${B3_TRACE}-${B3_SPAN}-0`,
      `${B3_TRACE}-${B3_SPAN}-d`,
    ];
    for (let i = 0; i < values.length; i++) {
      expect(TraceContext.parseB3(values[i])!.b3).toBe(values[i]);
    }
    const short = TraceContext.parseB3(values[0])!;
    expect(short.traceId).toBe("0000000000000000" + B3_PARENT);
    expect(short.sampling).toBe(Sampling.Deferred);
    expect(short.traceparent).toBe(`00-${short.traceId}-${B3_SPAN}-00`);
  });

  test("TraceContext.parseB3 begins a trace with a decision alone", () => {
    const trace = TraceContext.parseB3("0")!;
    expect(trace.isSampled).toBe(false);
    expect(trace.traceId.length).toBe(32);
    expect(trace.b3).toBe(`${trace.traceId}-${trace.spanId}-0`);
    expect(TraceContext.parseB3("d")!.sampling).toBe(Sampling.Debug);
  });

  test("TraceContext.parseB3 refuses all else", () => {
    const wrong = [
      "",
      "2",
      "-",
      B3_TRACE,
      `${B3_TRACE}-`,
      `${B3_TRACE}-${B3_SPAN}-`,
      `${B3_TRACE}-${B3_SPAN}-2`,
      `${B3_TRACE}-${B3_SPAN}-1-`,
      `${B3_TRACE}-${B3_SPAN}-1-${B3_PARENT}-1`,
      `${B3_TRACE}0-${B3_SPAN}`,
      `${B3_TRACE.toUpperCase()}-${B3_SPAN}`,
      `${"0".repeat(32)}-${B3_SPAN}`,
      `${B3_TRACE}-${"0".repeat(16)}`,
    ];
    for (let i = 0; i < wrong.length; i++) {
      expect(TraceContext.parseB3(wrong[i])).toBeNull();
    }
  });
});

describe("TraceContext.extract", () => {
  test("TraceContext.extract reads W3C's headers, several tracestates joined", () => {
    add("traceparent", PARENT);
    add("tracestate", "foo=1");
    add("tracestate", "bar=2");
    add("b3", `${B3_TRACE}-${B3_SPAN}`);
    expect(written(extracted()!)).toBe(
      `traceparent=${PARENT}; tracestate=foo=1,bar=2`,
    );
  });

  test("TraceContext.extract leaves out a tracestate that is not valid", () => {
    add("traceparent", PARENT);
    add("tracestate", "foo");
    expect(written(extracted()!)).toBe(`traceparent=${PARENT}`);
  });

  test("TraceContext.extract takes no trace of two traceparents", () => {
    add("traceparent", PARENT);
    add("traceparent", PARENT);
    expect(extracted()).toBeNull();
  });

  test("TraceContext.extract reads the several headers of B3", () => {
    add("x-b3-traceid", B3_TRACE);
    add("x-b3-spanid", B3_SPAN);
    add("x-b3-parentspanid", B3_PARENT);
    add("x-b3-sampled", "1");
    const trace = extracted()!;
    expect(trace.formats).toBe(TraceFormat.B3Multi);
    expect(written(trace)).toBe(
      `x-b3-traceid=${B3_TRACE}; x-b3-spanid=${B3_SPAN}; x-b3-parentspanid=${B3_PARENT}; x-b3-sampled=1`,
    );
  });

  test("TraceContext.extract reads debug flags, old words and a decision alone", () => {
    add("x-b3-flags", "1");
    expect(extracted()!.sampling).toBe(Sampling.Debug);
    reset();
    openMap(MapType.RequestHeaders);
    add("x-b3-sampled", "false");
    expect(extracted()!.sampling).toBe(Sampling.Dropped);
    add("x-b3-traceid", B3_TRACE);
    expect(extracted()).toBeNull();
  });

  test("TraceContext.extract finds nothing where nothing is", () => {
    expect(extracted()).toBeNull();
  });
});

describe("TraceContext.child", () => {
  test("TraceContext.child is a span within, of the same trace", () => {
    const trace = TraceContext.start();
    const child = trace.child();
    expect(child.traceId).toBe(trace.traceId);
    expect(child.parentSpanId).toBe(trace.spanId);
    expect(child.spanId).not.toBe(trace.spanId);
    expect(TraceContext.parse(child.traceparent)).not.toBeNull();
    expect(child.traceparent.endsWith("-03")).toBe(true);
    expect(TraceContext.start(false).traceparent.endsWith("-02")).toBe(true);
  });

  test("TraceContext.start also has numbers where the proxy gives no random bytes", () => {
    refuse("random_get", 1);
    const one = TraceContext.start();
    const other = TraceContext.start();
    expect(one.traceId).not.toBe(other.traceId);
    expect(TraceContext.parse(one.traceparent)).not.toBeNull();
  });

  test("TraceContext.formats chooses the headers", () => {
    const trace = TraceContext.parse(PARENT)!;
    trace.formats = TraceFormat.W3C | TraceFormat.B3;
    expect(written(trace)).toBe(`traceparent=${PARENT}; b3=${TRACE}-${SPAN}-1`);
  });
});
