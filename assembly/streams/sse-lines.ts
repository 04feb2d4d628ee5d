import { ByteSink } from "../bodies/byte-sink";
import { findLineEnd, LINE_FEED } from "./line-end";
import {
  afterLineEnd,
  fieldOf,
  SseField,
  valueOf,
  writeData,
  writeField,
} from "./sse-field";

/** Joins the data of an event that has several lines of it, given all of its lines. */
export function joinData(from: usize, end: usize): Uint8Array {
  const to = new ByteSink();
  let isFirst = true;
  for (let at = firstLine(from, end); at < end;) {
    const lineEnd = findLineEnd(at, end);
    if (fieldOf(at, lineEnd) == SseField.Data) {
      const value = valueOf(at, lineEnd, 4);
      if (!isFirst) to.addByte(<u8>LINE_FEED);
      to.add(value, lineEnd - value);
      isFirst = false;
    }
    if (lineEnd >= end) break;
    at = afterLineEnd(lineEnd, end);
  }
  return to.take();
}

/** Writes an event again, with another type or other data; its other lines stay. */
export function rewriteEvent(
  from: usize,
  end: usize,
  type: string | null,
  data: Uint8Array | null,
  to: ByteSink,
): void {
  const first = firstLine(from, end);
  to.add(from, first - from);
  if (type != null && type != "message") writeField("event", type, to);
  let hasData = false;
  for (let at = first; at < end;) {
    const lineEnd = findLineEnd(at, end);
    const next = lineEnd >= end ? end : afterLineEnd(lineEnd, end);
    const field = fieldOf(at, lineEnd);
    if (data != null && field == SseField.Data) {
      if (!hasData) writeData(data, to);
      hasData = true;
    } else if (type == null || field != SseField.Type) to.add(at, next - at);
    at = next;
  }
}

/** Goes over a byte order mark, and the LF that belongs to the event before. */
function firstLine(from: usize, end: usize): usize {
  let at = from;
  if (
    at + 3 <= end &&
    load<u8>(at) == 0xef &&
    load<u8>(at, 1) == 0xbb &&
    load<u8>(at, 2) == 0xbf
  ) {
    at += 3;
  }
  if (at < end && load<u8>(at) == LINE_FEED) at++;
  return at;
}
