import { utf8Decode } from "proxy-wasm-as";

/** The input of a module's works. */
export let bytes: Uint8Array = new Uint8Array(0);
let text: string = "";
/** How much has been allocated since the last collection. */
let left: i32 = 0;

/** Makes room for an input, and returns where it is. An entry re-exports it. */
export function room(size: i32): usize {
  bytes = new Uint8Array(size);
  text = "";
  __collect();
  return bytes.dataStart;
}

/** The input as a text. */
export function input(): string {
  if (text.length == 0) text = utf8Decode(bytes);
  return text;
}

/**
 * Collects now and then, as the SDK does between callbacks: after a megabyte of results.
 * Each call counts one of `size` bytes.
 */
export function collectAfter(size: i32 = 1024): void {
  left += size + 64;
  if (left < 1 << 20) return;
  left = 0;
  __collect();
}
