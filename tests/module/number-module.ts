import { compile, type CompileOptions } from "../compile.ts";
import { exportsOf } from "./instance.ts";

interface Exports {
  memory: WebAssembly.Memory;
  textOf: (units: number) => number;
  place: () => number;
  decimal: () => number;
  json: () => number;
  float: () => number;
  integer: (fallback: bigint) => bigint;
  print: (value: number) => number;
}

/**
 * What a module makes of the texts of numbers, and of numbers as texts.
 *
 *     const numbers = await NumberModule.load();
 *     numbers.decimal("1.2073964667506999e+39");
 */
export class NumberModule {
  readonly #exports: Exports;

  private constructor(exports: Exports) {
    this.#exports = exports;
  }

  static async load(options: CompileOptions = {}): Promise<NumberModule> {
    const wasm = await compile("tests/module/filters/numbers.ts", options);
    return new NumberModule((await exportsOf(wasm)) as unknown as Exports);
  }

  /** Reads a number of JSON. */
  json(text: string): number {
    this.#write(text);
    return this.#exports.json();
  }

  /** Reads a number's digits. */
  decimal(text: string): number {
    this.#write(text);
    return this.#exports.decimal();
  }

  /** Reads what JavaScript's `parseFloat` would. */
  float(text: string): number {
    this.#write(text);
    return this.#exports.float();
  }

  /** Reads a whole number of JSON. */
  integer(text: string, fallback: bigint): bigint {
    this.#write(text);
    return this.#exports.integer(fallback);
  }

  /** Prints a number. */
  print(value: number): string {
    const length = this.#exports.print(value);
    return String.fromCharCode(...this.#units(this.#exports.place(), length));
  }

  #write(text: string): void {
    const units = this.#units(this.#exports.textOf(text.length), text.length);
    for (let i = 0; i < units.length; i++) units[i] = text.charCodeAt(i);
  }

  #units(place: number, length: number): Uint16Array {
    return new Uint16Array(this.#exports.memory.buffer, place, length);
  }
}
