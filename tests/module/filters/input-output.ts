import { utf8Encode } from "proxy-wasm-as";

/**
 * How a module of the tests gets an input and gives its result back. An entry re-exports
 * `room` and `place`, and its other exports read `input` and return the size of the result.
 */

export let input: Uint8Array = new Uint8Array(0);
let output: Uint8Array = new Uint8Array(0);

/** Makes room for an input, and returns where it is. */
export function room(size: i32): usize {
  input = new Uint8Array(0);
  output = input;
  // Nothing is collected while no callback of a host has ended.
  __collect();
  input = new Uint8Array(size);
  return input.dataStart;
}

/** Where the last result is. */
export function place(): usize {
  return output.dataStart;
}

/** Keeps a result; returns how many bytes it has, -1 for `null`. */
export function put(bytes: Uint8Array | null): i32 {
  if (bytes == null) return -1;
  output = bytes;
  return bytes.length;
}

/** Keeps a text as UTF-8; returns how many bytes it has, -1 for `null`. */
export function putText(text: string | null): i32 {
  return put(text == null ? null : utf8Encode(text));
}
