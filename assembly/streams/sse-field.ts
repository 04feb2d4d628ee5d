import { encode, encodedRoom } from "../abi/utf8";
import { scratch } from "../abi/scratch";
import { ByteSink } from "../bodies/byte-sink";
import { findLineEnd, LINE_FEED, RETURN } from "./line-end";

const COLON: u8 = 0x3a;
const SPACE: u8 = 0x20;

/** What a line of an event says. */
export const enum SseField {
  /** A comment, or a field that nobody reads. */
  Other,
  Data,
  Type,
  Id,
  Retry,
}

/** The letters of the names, the lowest byte first. */
const DATA: u32 = 0x6174_6164;
const EVEN: u32 = 0x6e65_7665;
const RETR: u32 = 0x7274_6572;

/** Tells which field a line has. */
export function fieldOf(from: usize, to: usize): SseField {
  const size = to - from;
  if (size >= 4) {
    const four = load<u32>(from);
    if (four == DATA) return endsAt(from + 4, to, SseField.Data);
    if (size >= 5 && four == EVEN && load<u8>(from, 4) == 0x74) {
      return endsAt(from + 5, to, SseField.Type);
    }
    if (size >= 5 && four == RETR && load<u8>(from, 4) == 0x79) {
      return endsAt(from + 5, to, SseField.Retry);
    }
  }
  if (size >= 2 && load<u16>(from) == 0x6469) {
    return endsAt(from + 2, to, SseField.Id);
  }
  return SseField.Other;
}

/** Tells whether a line is a comment. */
export function isComment(from: usize, to: usize): bool {
  return from < to && load<u8>(from) == COLON;
}

/** Returns where the value of a line begins, given how long its name is. */
export function valueOf(from: usize, to: usize, name: usize): usize {
  let at = from + name;
  if (at < to) at++;
  if (at < to && load<u8>(at) == SPACE) at++;
  return at;
}

/** Writes data, a line for each of its own. */
export function writeData(data: Uint8Array, to: ByteSink): void {
  let from = data.dataStart;
  const end = from + data.length;
  while (true) {
    const lineEnd = findLineEnd(from, end);
    to.addByte(0x64);
    to.addByte(0x61);
    to.addByte(0x74);
    to.addByte(0x61);
    to.addByte(COLON);
    to.addByte(SPACE);
    to.add(from, lineEnd - from);
    to.addByte(<u8>LINE_FEED);
    if (lineEnd >= end) return;
    from = afterLineEnd(lineEnd, end);
  }
}

/** Returns the address after a CR, an LF, or both. */
export function afterLineEnd(at: usize, end: usize): usize {
  const isPair =
    load<u8>(at) == RETURN && at + 1 < end && load<u8>(at, 1) == LINE_FEED;
  return isPair ? at + 2 : at + 1;
}

/** Writes a field whose name is ASCII, without the bytes that a value cannot have. */
export function writeField(name: string, value: string, to: ByteSink): void {
  for (let i = 0; i < name.length; i++) to.addByte(<u8>name.charCodeAt(i));
  to.addByte(COLON);
  to.addByte(SPACE);
  const at = scratch(encodedRoom(value));
  const size = encode(value, at);
  for (let i: usize = 0; i < size; i++) {
    const byte: u32 = load<u8>(at + i);
    if (byte != 0 && byte != RETURN && byte != LINE_FEED) to.addByte(<u8>byte);
  }
  to.addByte(<u8>LINE_FEED);
}

/** A field whose name ends here is what it seems, and another one where it goes on. */
function endsAt(at: usize, to: usize, field: SseField): SseField {
  return at == to || load<u8>(at) == COLON ? field : SseField.Other;
}
