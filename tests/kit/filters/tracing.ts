import { Baggage, TraceContext, TraceState, utf8Decode } from "proxy-wasm-as";
import { input, putText } from "../../module/filters/input-output";

export { place, room } from "../../module/filters/input-output";

/** A `traceparent`, as it is written again. */
export function traceparent(): i32 {
  const trace = TraceContext.parse(utf8Decode(input));
  return putText(trace == null ? null : trace.traceparent);
}

/** A `tracestate`, as it is written again. */
export function tracestate(): i32 {
  const state = TraceState.parse(utf8Decode(input));
  return putText(state == null ? null : state.toString());
}

/** A `baggage`, as it is written again, and its values. */
export function baggage(): i32 {
  const baggage = Baggage.parse(utf8Decode(input));
  let text = baggage.toString();
  for (let i = 0; i < baggage.size; i++) {
    text += "\n" + baggage.get(baggage.keyAt(i))!;
  }
  return putText(text);
}

/** A `b3`, as it is written again; of a decision alone that. */
export function b3(): i32 {
  const trace = TraceContext.parseB3(utf8Decode(input));
  if (trace == null) return -1;
  const text = trace.b3;
  return putText(input.length == 1 ? text.substring(text.length - 1) : text);
}
