import { writeFile } from "node:fs/promises";

/**
 * The bytes of the smallest module that Envoy accepts as a plugin.
 *
 * It exports `memory`, `malloc`, the ABI's version and `proxy_on_configure`,
 * imports nothing and does nothing; with `accept: false` it refuses its
 * configuration.
 *
 *     new WebAssembly.Module(minimalWasm())
 */
export function minimalWasm({ accept = true } = {}): Uint8Array<ArrayBuffer> {
  const exports = [
    named("memory", 0x02, 0),
    named("proxy_abi_version_0_2_1", 0x00, 0),
    named("malloc", 0x00, 1),
    named("proxy_on_configure", 0x00, 2),
  ];
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
    ...section(1, [functionType(0, 0), functionType(1, 1), functionType(2, 1)]),
    ...section(3, [[0], [1], [2]]),
    ...section(5, [[0x00, 1]]),
    ...section(7, exports),
    ...section(10, [body([]), body(constant(32)), body(constant(+accept))]),
  ]);
}

/**
 * Writes `minimalWasm` to a file and returns its path.
 *
 *     const wasm = await writeMinimalWasm(join(folder, "minimal.wasm"));
 */
export async function writeMinimalWasm(
  path: string,
  options?: { accept?: boolean },
): Promise<string> {
  await writeFile(path, minimalWasm(options));
  return path;
}

const I32 = 0x7f;

// All sizes here are below 128, where LEB128 is one byte.
function section(id: number, items: number[][]): number[] {
  const content = [items.length, ...items.flat()];
  return [id, content.length, ...content];
}

function functionType(parameters: number, results: number): number[] {
  const types = (count: number) => [count, ...Array<number>(count).fill(I32)];
  return [0x60, ...types(parameters), ...types(results)];
}

function named(name: string, kind: number, index: number): number[] {
  return [name.length, ...Buffer.from(name), kind, index];
}

function constant(value: number): number[] {
  return [0x41, value];
}

function body(instructions: number[]): number[] {
  const code = [0, ...instructions, 0x0b];
  return [code.length, ...code];
}
