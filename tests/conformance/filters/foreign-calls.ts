import { proxy_call_foreign_function } from "proxy-wasm-as/assembly/abi/env";
import { bytesOf, printable } from "./hex";
import { argument, at, OUT, UNTOUCHED } from "./out";

/** The latest answer, which `last` stands for. */
let last: ArrayBuffer = new ArrayBuffer(0);

/** Calls a foreign function and returns its result. */
export function callForeign(words: string[]): string {
  const name = bytesOf(argument(words, 1));
  const text = argument(words, 2);
  const bytes = text == "last" ? last : bytesOf(text);
  const status = proxy_call_foreign_function(
    at(name),
    name.byteLength,
    at(bytes),
    bytes.byteLength,
    OUT,
    OUT + 4,
  ).toString();
  const address = <usize>load<u32>(OUT);
  const size = <i32>load<u32>(OUT, 4);
  if (address == UNTOUCHED) return status + " untouched";
  if (address == 0) return status + " null " + size.toString();
  last = new ArrayBuffer(size);
  memory.copy(at(last), address, size);
  heap.free(address);
  return status + " " + printable(at(last), size);
}

/** Calls a foreign function without an address for its result. */
export function callForeignSilently(words: string[]): string {
  const name = bytesOf(argument(words, 1));
  const bytes = bytesOf(argument(words, 2));
  const status = proxy_call_foreign_function(
    at(name),
    name.byteLength,
    at(bytes),
    bytes.byteLength,
    0,
    0,
  );
  return status.toString();
}
