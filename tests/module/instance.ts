import { readFile } from "node:fs/promises";

/** What a module of the tests exports, whose host does nothing. */
export interface Instance {
  memory: WebAssembly.Memory;
  call: (name: string, ...args: number[]) => number;
}

/** What a host function of a test does; it may call the module back. */
export type HostFunction = (
  exports: WebAssembly.Exports,
  ...args: number[]
) => number;

/**
 * Loads a module, with a host that answers Ok to everything but what the test's own
 * functions do, and starts it.
 */
export async function exportsOf(
  wasm: string,
  functions: Record<string, HostFunction> = {},
): Promise<WebAssembly.Exports> {
  const module = new WebAssembly.Module(await readFile(wasm));
  const imports: Record<
    string,
    Record<string, (...args: number[]) => number>
  > = {};
  for (const { module: from, name } of WebAssembly.Module.imports(module)) {
    const own = functions[name];
    (imports[from] ??= {})[name] = (...args: number[]) =>
      own === undefined ? 0 : own(exports, ...args);
  }
  const { exports } = new WebAssembly.Instance(module, imports);
  (exports._initialize as (() => void) | undefined)?.();
  return exports;
}

/** As `exportsOf`, for a module whose exports are all there. */
export async function instantiate(wasm: string): Promise<Instance> {
  const exports = await exportsOf(wasm);
  const call = (name: string, ...args: number[]) =>
    (exports[name] as (...args: number[]) => number)(...args);
  return { memory: exports.memory as WebAssembly.Memory, call };
}

/** Returns numbers from 0 to below 1 that are the same in each run. */
export function numbersFrom(seed: number): () => number {
  let state = seed;
  return () => {
    // A linear congruential generator, with the constants of Numerical Recipes.
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Collects what a module logs, as a host function. */
export function logTo(lines: string[]): Record<string, HostFunction> {
  return {
    proxy_log(exports, level, at, size) {
      const { buffer } = exports.memory as WebAssembly.Memory;
      lines.push(Buffer.from(buffer, at, size).toString());
      return 0;
    },
  };
}
