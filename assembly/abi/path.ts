/**
 * Property paths: segments with a NUL between them.
 *
 *     "request", "headers"   →   r e q u e s t 00 h e a d e r s
 *
 * Source: https://github.com/proxy-wasm/spec, `proxy_get_property`.
 */
import { encode, encodedRoom } from "./utf8";

/** Returns the room that `encodePath` may need, in bytes. */
export function pathRoom(segments: string[]): usize {
  let room: usize = 0;
  for (let i = 0; i < segments.length; i++) {
    room += encodedRoom(segments[i]) + 1;
  }
  return room;
}

/** Writes the path to `target`, which has room for it, and returns its bytes. */
export function encodePath(segments: string[], target: usize): usize {
  let to = target;
  for (let i = 0; i < segments.length; i++) {
    if (i > 0) store<u8>(to++, 0);
    to += encode(segments[i], to);
  }
  return to - target;
}
