import { compile } from "../compile.ts";
import { exportsOf, type HostFunction } from "../module/instance.ts";

interface Exports {
  memory: WebAssembly.Memory;
  room: (size: number) => number;
  place: () => number;
  [name: string]: unknown;
}

/** The time of the modules, in seconds since 1970. */
export const NOW = 1_700_000_000;

/** Serves WASI's clock. */
export const tellTime: HostFunction = (exports, _clock, _precision, at) => {
  const { buffer } = exports.memory as WebAssembly.Memory;
  new DataView(buffer).setBigUint64(at, BigInt(NOW) * 1_000_000_000n, true);
  return 0;
};

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
    return new KitModule(
      (await exportsOf(wasm, { clock_time_get: tellTime })) as Exports,
    );
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
