import { readFile } from "node:fs/promises";

/** What a module of the tests exports, whose host does nothing. */
export interface Instance {
  memory: WebAssembly.Memory;
  call: (name: string, ...args: number[]) => number;
}

/**
 * Loads a module, with a host that answers Ok to everything, and starts it. `onLog` is
 * called with each line that it logs.
 */
export async function exportsOf(
  wasm: string,
  onLog?: (line: string) => void,
): Promise<WebAssembly.Exports> {
  const module = new WebAssembly.Module(await readFile(wasm));
  const imports: Record<
    string,
    Record<string, (...args: number[]) => number>
  > = {};
  for (const { module: from, name } of WebAssembly.Module.imports(module)) {
    (imports[from] ??= {})[name] = () => 0;
  }
  const log = (level: number, at: number, size: number) => {
    const { buffer } = exports.memory as WebAssembly.Memory;
    onLog?.(Buffer.from(buffer, at, size).toString());
    return 0;
  };
  if (imports.env) imports.env.proxy_log = log;
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
