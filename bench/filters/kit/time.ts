import {
  CounterFamily,
  registerRootContext,
  RootContext,
  setTimeout,
  Stopwatch,
  TraceContext,
  TraceState,
} from "proxy-wasm-as";
import { createContext, rootContext } from "proxy-wasm-as/assembly/registry";
import { collectAfter, input } from "./input";

export { room } from "./input";

const requests = new CounterFamily("requests", ["route", "status"]);

class Plugin extends RootContext {}
registerRootContext<Plugin>();

/** Sets a timer, and cancels it. */
export function timeoutsSet(times: i32): i32 {
  createContext(1, 0);
  const plugin = rootContext(1)!;
  for (let i = 0; i < times; i++) {
    setTimeout<RootContext>(plugin, (self) => {}, 1000).cancel();
    collectAfter(64);
  }
  return 0;
}

/** Counts by two labels that were there before; 0 where that was taken. */
export function labelsCount(times: i32): i32 {
  const route = input();
  let out = 0;
  for (let i = 0; i < times; i++) {
    out = requests.labels(route, "200").increment();
  }
  return out;
}

/** Measures a time; how long it was, in milliseconds. */
export function stopwatchMeasures(times: i32): i32 {
  let out = 0;
  for (let i = 0; i < times; i++) {
    out = i32(new Stopwatch().milliseconds > 1000);
    collectAfter(32);
  }
  return out;
}

/** Reads a `traceparent`, and writes it; how long that is. */
export function traceparentPasses(times: i32): i32 {
  const text = input();
  let out = 0;
  for (let i = 0; i < times; i++) {
    const trace = TraceContext.parse(text);
    out = trace == null ? -1 : trace.traceparent.length;
    collectAfter();
  }
  return out;
}

/** Reads a `b3`, and writes it; how long that is. */
export function b3Passes(times: i32): i32 {
  const text = input();
  let out = 0;
  for (let i = 0; i < times; i++) {
    const trace = TraceContext.parseB3(text);
    out = trace == null ? -1 : trace.b3.length;
    collectAfter();
  }
  return out;
}

/** Reads a `tracestate`, and writes it; how long that is. */
export function tracestatePasses(times: i32): i32 {
  const text = input();
  let out = 0;
  for (let i = 0; i < times; i++) {
    const state = TraceState.parse(text);
    out = state == null ? -1 : state.toString().length;
    collectAfter();
  }
  return out;
}
