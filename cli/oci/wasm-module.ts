import { ImageError } from "./image-error.ts";

const MAGIC = [0x00, 0x61, 0x73, 0x6d];
const VERSION = [0x01, 0x00, 0x00, 0x00];

/**
 * Throws an ImageError that names `what` unless bytes begin as a Wasm module does.
 *
 *     assertWasmModule(await readFile(path), path);
 */
export function assertWasmModule(bytes: Uint8Array, what: string): void {
  if (!startsWith(bytes, MAGIC, 0)) {
    const looks = looksLike(bytes);
    throw new ImageError("NOT_WASM", `${what} is not a Wasm module: ${looks}.`);
  }
  if (startsWith(bytes, VERSION, MAGIC.length)) return;
  throw new ImageError(
    "NOT_WASM",
    `${what} is not a Wasm module of version 1; a component of the component ` +
      `model is another format, which proxies do not load.`,
  );
}

/**
 * Returns the versions of the ABI that a module is for, as `runtime-config.json`
 * writes them; none for a module that V8 does not compile.
 *
 *     await abiVersionsOf(module); // ["v0.2.1"]
 */
export async function abiVersionsOf(bytes: Uint8Array): Promise<string[]> {
  const names = await exportsOf(bytes);
  return names.flatMap((name) => {
    const version = /^proxy_abi_version_(\d+)_(\d+)_(\d+)$/.exec(name);
    return version ? [`v${version.slice(1).join(".")}`] : [];
  });
}

async function exportsOf(bytes: Uint8Array): Promise<string[]> {
  try {
    const module = await WebAssembly.compile(new Uint8Array(bytes));
    return WebAssembly.Module.exports(module).map(({ name }) => name);
  } catch {
    return [];
  }
}

function looksLike(bytes: Uint8Array): string {
  if (bytes.length === 0) return "it is empty";
  if (startsWith(bytes, [0x1f, 0x8b], 0)) return "it is compressed with gzip";
  const text = new TextDecoder().decode(bytes.subarray(0, 256));
  if (text.startsWith("(module")) return "it is its text format";
  return "it does not begin with \\0asm";
}

function startsWith(bytes: Uint8Array, start: number[], offset: number) {
  return start.every((byte, index) => bytes[offset + index] === byte);
}
