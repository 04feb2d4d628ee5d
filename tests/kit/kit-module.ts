import { compile } from "../compile.ts";
import { exportsOf } from "../module/instance.ts";

interface Exports {
  memory: WebAssembly.Memory;
  room: (size: number) => number;
  place: () => number;
  [name: string]: unknown;
}

/**
 * A module of what the kit reads.
 *
 *     const crypto = await KitModule.load("crypto");
 *     crypto.run("hexDecode", Buffer.from("00ff")); // <Buffer 00 ff>
 */
export class KitModule {
  readonly #exports: Exports;

  private constructor(exports: Exports) {
    this.#exports = exports;
  }

  static async load(theme: string): Promise<KitModule> {
    const wasm = await compile(`tests/kit/filters/${theme}.ts`);
    return new KitModule((await exportsOf(wasm)) as Exports);
  }

  /** Has a function read an input; returns what it wrote, undefined for `null`. */
  run(name: string, input: Uint8Array): Buffer | undefined {
    const { memory, room, place } = this.#exports;
    const at = room(input.length);
    new Uint8Array(memory.buffer).set(input, at);
    const size = (this.#exports[name] as () => number)();
    if (size < 0) return undefined;
    return Buffer.from(new Uint8Array(memory.buffer, place(), size));
  }
}
