import type { Theme } from "./work.ts";

const TRACE = "0af7651916cd43dd8448eb211c80319c";
const SPAN = "b7ad6b7169203331";

const PARENT =
  /^(?!ff)([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/;

/** As a filter in JavaScript would by hand. */
function pass(input: Buffer): string | undefined {
  const [, , trace, span, flags] = PARENT.exec(input.toString()) ?? [];
  return trace && `00-${trace}-${span}-${flags}`;
}

/** What docs/kit/time.md shows. */
export const TIME: Theme = {
  name: "time",
  filter: "bench/filters/kit/time.ts",
  works: [
    {
      name: "timeoutsSet",
      of: "one, which is cancelled",
      input: Buffer.from("-"),
      imports: ["HttpContext", "setTimeout"],
      uses: "setTimeout<HttpContext>(this, (self) => { self.activate(); }, count);",
    },
    {
      name: "labelsCount",
      of: "two labels, 10 bytes",
      input: Buffer.from("/users"),
      imports: ["CounterFamily"],
      uses: 'new CounterFamily("a", ["b", "c"]).labels("d", "e").increment();',
    },
    {
      name: "stopwatchMeasures",
      of: "one",
      input: Buffer.from("-"),
      imports: ["Histogram", "Stopwatch"],
      uses: 'new Stopwatch().record(new Histogram("a"));',
    },
    {
      name: "traceparentPasses",
      of: "55 bytes",
      input: Buffer.from(`00-${TRACE}-${SPAN}-01`),
      node: pass,
      imports: ["TraceContext"],
      uses: "const trace = TraceContext.extract(this.request.headers); if (trace != null) trace.writeTo(this.request.headers);",
    },
    {
      name: "b3Passes",
      of: "68 bytes",
      input: Buffer.from(`${TRACE}-${SPAN}-1-05e3ac9a4f6e3b90`),
    },
    {
      name: "tracestatePasses",
      of: "two members, 40 bytes",
      input: Buffer.from("rojo=00f067aa0ba902b7,congo=t61rcWkgMzEx"),
    },
  ],
};
