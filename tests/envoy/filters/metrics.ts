import {
  Counter,
  CounterFamily,
  Gauge,
  Histogram,
  HistogramFamily,
  registerHttpContext,
  Stopwatch,
} from "proxy-wasm-as";
import { Probe } from "./probe";

// In module scope, where the host refuses all calls.
const requests = new Counter("requests");

const families = new CounterFamily("calls", ["route", "status", "subroute"]);
const took = new HistogramFamily("took", ["route"]);

/** Values that would end a tag, begin another one, or look like a part of a name. */
const STRANGE = [
  "a;.;status=.=500;.;",
  ";.",
  "..",
  ".a.b..c.",
  "a::b:/c",
  "%3B",
  '"\\\n',
  "né 😀",
  "",
];

class Metrics extends Probe {
  private readonly open: Gauge = new Gauge("open");

  run(path: string): void {
    requests.increment();
    this.note("requests", requests.value.toString());
    if (path == "/counter") this.counter();
    else if (path == "/gauge") this.gauge();
    else if (path == "/histogram") {
      const sizes = new Histogram("sizes");
      this.note("record", sizes.record(512).toString());
      this.note("record-0", new Histogram("sizes").record(0).toString());
    } else if (path == "/tags") {
      new Counter("calls_tenant=blue").increment(3);
      new Counter("calls_tenant=red").increment(4);
      new Counter("odd.name-é").increment();
    } else if (path == "/families") {
      const watch = new Stopwatch();
      for (let i = 0; i < STRANGE.length; i++) {
        families.labels(STRANGE[i], "200", i.toString()).increment(i + 1);
      }
      watch.record(took.labels("/a"));
    } else if (path.startsWith("/many/")) {
      const count = I32.parseInt(path.slice("/many/".length));
      for (let i = 0; i < count; i++) new Counter("requests").increment();
      this.note("requests", requests.value.toString());
    }
  }

  private counter(): void {
    const two = new Counter("two");
    this.note("at-first", two.value.toString());
    this.note("zero", two.increment(0).toString());
    this.note("negative", two.increment(-1).toString());
    this.note("one", two.increment().toString());
    this.note("same", new Counter("two").increment(4).toString());
    this.note("value", two.value.toString());
    this.note("name", two.name);
    this.note("gauge-of-the-name", new Gauge("two").value.toString());
  }

  private gauge(): void {
    this.note("set", this.open.set(10).toString());
    this.note("set-value", this.open.value.toString());
    this.open.increment();
    this.open.increment(5);
    this.note("up", this.open.value.toString());
    this.open.decrement();
    this.open.increment(-2);
    this.open.decrement(3);
    this.note("down", this.open.value.toString());
    const below = new Gauge("below");
    this.note("decrement", below.decrement(2).toString());
    this.note("below", below.value.toString());
    this.note("max", below.set(i64.MAX_VALUE).toString());
    this.note("max-value", below.value.toString());
    below.set(-2);
  }
}

registerHttpContext<Metrics>("");
