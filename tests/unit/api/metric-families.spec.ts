import { MetricType } from "proxy-wasm-as/assembly/abi/enums";
import { CounterFamily } from "proxy-wasm-as/assembly/metrics/counter-family";
import { GaugeFamily } from "proxy-wasm-as/assembly/metrics/gauge-family";
import { HistogramFamily } from "proxy-wasm-as/assembly/metrics/histogram-family";
import { Stopwatch } from "proxy-wasm-as/assembly/metrics/stopwatch";
import {
  callCount,
  hostState,
  readLogs,
  readMetric,
  reset,
  setClock,
} from "../test-host";

/** Returns what a counter of a tag `v` is named for a value. */
function nameOf(value: string): string {
  return new CounterFamily("c", ["v"]).labels(value).name;
}

beforeEach(() => reset());

describe("CounterFamily", () => {
  test("CounterFamily.labels has the tags in front of the name", () => {
    const family = new CounterFamily("requests", ["route", "status"]);
    expect(family.labels("/a", "200").name).toBe(
      "route=.=/a;.;status=.=200;.;requests",
    );
    expect(family.labels("/a", "200").increment(2)).toBe(0);
    expect(family.labels("/a", "404").increment()).toBe(0);
    expect(
      readMetric(MetricType.Counter, "route=.=/a;.;status=.=200;.;requests"),
    ).toBe(2);
  });

  test("CounterFamily.labels returns the same counter for the same values", () => {
    const family = new CounterFamily("same", ["a", "b"]);
    const first = family.labels("x", "yz");
    expect(family.labels("x", "yz")).toBe(first);
    expect(family.labels("xy", "z")).not.toBe(first);
    expect(family.labels("yz", "x")).not.toBe(first);
  });

  test("CounterFamily.labels makes one host call for values that were there", () => {
    const family = new CounterFamily("calls", ["a"]);
    family.labels("x").increment();
    const defined = callCount("proxy_define_metric");
    const counted = callCount("proxy_increment_metric");
    for (let i = 0; i < 10; i++) family.labels("x").increment();
    expect(callCount("proxy_define_metric")).toBe(defined);
    expect(callCount("proxy_increment_metric")).toBe(counted + 10);
  });

  test("CounterFamily.labels writes values so that none ends before its end", () => {
    expect(nameOf("a;.;b=.=c")).toBe("v=.=a%3B.%3Bb%3D.%3Dc;.;c");
    expect(nameOf("a;.")).toBe("v=.=a%3B%2E;.;c");
    expect(nameOf(".a..")).toBe("v=.=.a.%2E;.;c");
    expect(nameOf("%3B")).toBe("v=.=%253B;.;c");
    expect(nameOf("a\n\0\x7fé.")).toBe("v=.=a%0A%00%7Fé%2E;.;c");
  });

  test("CounterFamily.labels counts 128 characters of a value, and no half ones", () => {
    expect(nameOf("a".repeat(300))).toBe(`v=.=${"a".repeat(128)};.;c`);
    const wide = "a".repeat(127) + "\u{1f600}";
    expect(nameOf(wide)).toBe(`v=.=${"a".repeat(127)};.;c`);
    const family = new CounterFamily("long", ["v"]);
    const one = family.labels("a".repeat(128) + "b");
    expect(family.labels("a".repeat(128) + "c")).toBe(one);
  });

  test("CounterFamily.labels takes a missing value for an empty one", () => {
    const family = new CounterFamily("missing", ["a", "b"]);
    expect(family.labels(null).name).toBe("a=.=;.;b=.=;.;missing");
    expect(family.labels("", "")).toBe(family.labels(null, null));
  });

  test("CounterFamily.labels counts what is over the limit as other, and warns once", () => {
    const family = new CounterFamily("bounded", ["a", "b"], 20);
    for (let i = 0; i < 100; i++) family.labels(i.toString(), "x").increment();
    expect(callCount("proxy_define_metric")).toBe(21);
    expect(
      readMetric(MetricType.Counter, "a=.=other;.;b=.=other;.;bounded"),
    ).toBe(80);
    expect(readMetric(MetricType.Counter, "a=.=19;.;b=.=x;.;bounded")).toBe(1);
    expect(readLogs()).toBe(
      "3: All further combinations of labels count as other: bounded",
    );
    family.labels("7", "x").increment();
    expect(readMetric(MetricType.Counter, "a=.=7;.;b=.=x;.;bounded")).toBe(2);
  });

  test("CounterFamily refuses names that would break the pattern", () => {
    expect(() => {
      new CounterFamily("a;b", ["a"]);
    }).toThrow();
    expect(() => {
      new CounterFamily("a", ["1a"]);
    }).toThrow();
    expect(() => {
      new CounterFamily("a", ["a-b"]);
    }).toThrow();
    expect(() => {
      new CounterFamily("a", ["a", "a"]);
    }).toThrow();
    expect(() => {
      new CounterFamily("a", ["a", "b", "c", "d", "e", "f", "g"]);
    }).toThrow();
    expect(() => {
      new CounterFamily("a", ["a"]).labels("x", "y");
    }).toThrow();
  });
});

describe("GaugeFamily", () => {
  test("GaugeFamily.labels returns gauges", () => {
    const family = new GaugeFamily("open", ["a"]);
    family.labels("x").set(7);
    family.labels("x").decrement();
    expect(family.labels("x").value).toBe(6);
  });
});

describe("HistogramFamily", () => {
  test("Stopwatch.record counts milliseconds in a histogram", () => {
    const family = new HistogramFamily("took", ["a"]);
    setClock(1, 5_000_000_000);
    const watch = new Stopwatch();
    setClock(1, 5_012_499_999);
    expect(watch.milliseconds).toBe(12);
    watch.record(family.labels("x"));
    setClock(1, 5_012_500_000);
    watch.record(family.labels("x"));
    const samples = hostState().host.samples("a=.=x;.;took");
    expect(samples.join()).toBe("12,13");
  });
});
