import { parseDecimal } from "proxy-wasm-as/assembly/abi/decimal";
import { parseInteger } from "proxy-wasm-as/assembly/abi/integer";

let text: string = "";

/** Makes a text of so many units, and returns where it is. */
export function textOf(units: i32): usize {
  text = changetype<string>(__new((<usize>units) << 1, idof<string>()));
  return changetype<usize>(text);
}

/** Reads the text as JSON's numbers are read. */
export function decimal(): f64 {
  return parseDecimal(text);
}

/** Reads the text as `parseFloat` does. */
export function float(): f64 {
  return parseFloat(text);
}

/** Reads the text as a whole number. */
export function integer(fallback: i64): i64 {
  return parseInteger(text, fallback);
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
