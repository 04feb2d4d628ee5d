import {
  FilterHeadersStatus,
  HttpContext,
  registerHttpContext,
} from "proxy-wasm-as";

class Small {
  a: u64 = 1;
  b: u64 = 2;
}

let kept: string[] = [];

/** Keeps as many texts. */
export function keep(count: i32): void {
  kept = [];
  for (let i = 0; i < count; i++) kept.push(i.toString());
}

let objects = 0;
let bytes = 0;
let sum: u64 = 0;

/** Returns what was made in all, so that it is made. */
export function made(): u64 {
  return sum;
}

/** Sets what each stream makes, and does not keep. */
export function garbage(count: i32, size: i32): void {
  objects = count;
  bytes = size;
}

/** Appends to a text as often, as a filter that decodes a body by hand does. */
export function append(count: i32): i32 {
  let text = "";
  for (let i = 0; i < count; i++) text += String.fromCharCode(0x61 + (i % 26));
  for (let i = 0; i < count; i++) {
    if (text.charCodeAt(i) != 0x61 + (i % 26)) return -1;
  }
  return text.length;
}

/** Calls itself as often, and makes texts that nobody keeps at each depth. */
export function nest(depth: i32): string {
  const text = depth.toString();
  if (depth == 0) return text;
  const below = nest(depth - 1);
  const own = "x".repeat(1_000);
  return own.length == 1_000 ? text + below.substring(0, 8) : below;
}

/** Returns how many characters `nest` answers. */
export function nested(depth: i32): i32 {
  return nest(depth).length;
}

/** Makes garbage for each stream, and holds nothing itself. */
class Garbage extends HttpContext {
  onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    for (let i = 0; i < objects; i++) sum += new Small().a;
    if (bytes > 0) sum += new Uint8Array(bytes).length;
    return FilterHeadersStatus.Continue;
  }
}

registerHttpContext<Garbage>("garbage");
