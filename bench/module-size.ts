import { readFileSync } from "node:fs";
import { BinaryReader } from "../host/engine/wasm/binary-reader.ts";

/** The size of a module, in bytes. */
export interface ModuleSize {
  whole: number;
  /** Without names, source map and other sections that are not code or data. */
  code: number;
}

const HEADER_SIZE = 8;

/**
 * Measures a module.
 *
 *     moduleSize("build/release.wasm").code
 */
export function moduleSize(wasm: string): ModuleSize {
  const bytes = readFileSync(wasm);
  const reader = new BinaryReader(bytes, HEADER_SIZE);
  let custom = 0;
  while (!reader.done) {
    const start = reader.at;
    const id = reader.byte();
    const size = reader.number();
    reader.at += size;
    if (id === 0) custom += reader.at - start;
  }
  return { whole: bytes.length, code: bytes.length - custom };
}
