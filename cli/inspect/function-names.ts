import type { BinaryReader } from "../../host/engine/wasm/binary-reader.ts";

const FUNCTIONS = 1;

/** Proxies read no number that is larger. */
const MAX_NUMBER = 0x3fff_ffff;

/**
 * Reads the names of functions in a name section, as proxies do when they load a
 * module (`getFunctionNameIndex` in proxy-wasm-cpp-host); undefined where they refuse
 * it. Engines themselves do not look into the section.
 */
export function readFunctionNames(
  reader: BinaryReader,
): Map<number, string> | undefined {
  const names = new Map<number, string>();
  try {
    while (!reader.done) {
      const id = reader.byte();
      const size = small(reader.number());
      const end = reader.at + size;
      if (id === FUNCTIONS) {
        reader.vector(() => {
          const index = small(reader.number());
          const name = reader.name();
          // The first name of a function counts.
          if (!names.has(index)) names.set(index, name);
        });
        if (reader.at !== end) return undefined;
      }
      reader.skipTo(end);
    }
    return names;
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function small(value: number): number {
  if (value <= MAX_NUMBER) return value;
  throw new RangeError(`${value} is larger than proxies read`);
}
