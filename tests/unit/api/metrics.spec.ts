import { MetricType, Status } from "proxy-wasm-as/assembly/abi/enums";
import { Counter, Gauge, Histogram } from "proxy-wasm-as/assembly/api/metrics";
import { callCount, readMetric, refuse, reset } from "../test-host";

// The module keeps numbers of metrics when the host forgets them: each test has
// names of its own, and nothing resets the host.

const early = new Counter("early");

describe("Counter", () => {
  test("Counter makes no host call before it is used", () => {
    reset();
    new Gauge("unused");
    expect(callCount("proxy_define_metric")).toBe(0);
    early.increment();
    expect(callCount("proxy_define_metric")).toBe(1);
    expect(readMetric(MetricType.Counter, "early")).toBe(1);
  });

  test("Counter.increment adds, by 1 or more", () => {
    const counter = new Counter("né");
    expect(counter.increment()).toBe(Status.Ok);
    expect(counter.increment(5)).toBe(Status.Ok);
    expect(readMetric(MetricType.Counter, "né")).toBe(6);
  });

  test("Counter.increment by 0 or less is refused", () => {
    const counter = new Counter("positive");
    expect(counter.increment(0)).toBe(Status.BadArgument);
    expect(counter.increment(-1)).toBe(Status.BadArgument);
    expect(counter.value).toBe(0);
  });

  test("Counter.value reads without a change", () => {
    const counter = new Counter("read");
    counter.increment(3);
    expect(counter.value).toBe(3);
    expect(counter.value).toBe(3);
  });

  test("Counter.name is the name", () => {
    expect(new Counter("a").name).toBe("a");
  });

  test("Counter is defined once for each name", () => {
    const before = callCount("proxy_define_metric");
    for (let i = 0; i < 100; i++) new Counter("same").increment();
    expect(callCount("proxy_define_metric")).toBe(before + 1);
    expect(new Counter("same").value).toBe(100);
  });

  test("Counter and Gauge of one name are two metrics", () => {
    new Counter("both").increment(2);
    new Gauge("both").set(9);
    expect(new Counter("both").value).toBe(2);
    expect(new Gauge("both").value).toBe(9);
  });
});

describe("Gauge", () => {
  test("Gauge.set sets, and Gauge.value reads", () => {
    const gauge = new Gauge("set");
    expect(gauge.set(7)).toBe(Status.Ok);
    expect(gauge.set(5)).toBe(Status.Ok);
    expect(gauge.value).toBe(5);
  });

  test("Gauge.increment and Gauge.decrement go up and down", () => {
    const gauge = new Gauge("moves");
    expect(gauge.increment()).toBe(Status.Ok);
    expect(gauge.increment(9)).toBe(Status.Ok);
    expect(gauge.decrement()).toBe(Status.Ok);
    expect(gauge.decrement(3)).toBe(Status.Ok);
    expect(gauge.value).toBe(6);
  });

  test("Gauge.decrement below 0 reads as it is", () => {
    const gauge = new Gauge("below");
    gauge.decrement(2);
    expect(gauge.value).toBe(-2);
  });
});

describe("Histogram", () => {
  test("Histogram.record records", () => {
    const histogram = new Histogram("sizes");
    expect(histogram.record(0)).toBe(Status.Ok);
    expect(histogram.record(u64.MAX_VALUE)).toBe(Status.Ok);
    expect(readMetric(MetricType.Histogram, "sizes")).toBe(u64.MAX_VALUE);
  });
});

describe("A metric that the proxy refuses", () => {
  test("Counter answers with the status, and asks again", () => {
    refuse("proxy_define_metric", Status.InternalFailure);
    const counter = new Counter("refused");
    const gauge = new Gauge("refused");
    const histogram = new Histogram("refused");
    expect(counter.increment()).toBe(Status.InternalFailure);
    expect(counter.value).toBe(0);
    expect(gauge.set(1)).toBe(Status.InternalFailure);
    expect(gauge.increment()).toBe(Status.InternalFailure);
    expect(histogram.record(1)).toBe(Status.InternalFailure);
    reset();
    expect(counter.increment()).toBe(Status.Ok);
    expect(counter.value).toBe(1);
  });
});
