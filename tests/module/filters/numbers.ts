import "proxy-wasm-as";
import { parseDecimal } from "proxy-wasm-as/assembly/abi/decimal";
import { JsonMismatch } from "proxy-wasm-as/assembly/json/json-mismatch";
import {
  numberMismatch,
  readFloat,
  readInteger,
} from "proxy-wasm-as/assembly/json/number";

let text: string = "";

/** Makes a text of so many units, and returns where it is. */
export function textOf(units: i32): usize {
  text = changetype<string>(__new((<usize>units) << 1, idof<string>()));
  return changetype<usize>(text);
}

/** Reads the text as a number's digits are read. */
export function decimal(): f64 {
  return parseDecimal(text);
}

/** Reads the text as `parseFloat` does. */
export function float(): f64 {
  return parseFloat(text);
}

/** Reads the text as numbers of JSON are read. */
export function json(): f64 {
  const bytes = Uint8Array.wrap(String.UTF8.encode(text));
  return readFloat(bytes.dataStart, bytes.dataStart + bytes.length);
}

/** Reads the text as a whole number of JSON. */
export function integer(fallback: i64): i64 {
  const bytes = Uint8Array.wrap(String.UTF8.encode(text));
  const end = bytes.dataStart + bytes.length;
  const value = readInteger(bytes.dataStart, end);
  return numberMismatch() == JsonMismatch.None ? value : fallback;
}

/** Writes a number into the text, and returns its units. */
export function print(value: f64): i32 {
  text = value.toString();
  return text.length;
}

/** Where the text is. */
export function place(): usize {
  return changetype<usize>(text);
}
