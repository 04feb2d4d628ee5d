import { BinaryReader } from "../../host/engine/wasm/binary-reader.ts";

const HEADER_SIZE = 8;

/**
 * Returns a valid module without its names, the URL of its source map and other
 * sections that do not change what it does.
 *
 *     withoutCustomSections(await readFile("build/release.wasm")).length;
 */
export function withoutCustomSections(bytes: Uint8Array): Uint8Array {
  const parts = [bytes.subarray(0, HEADER_SIZE)];
  const reader = new BinaryReader(bytes, HEADER_SIZE);
  while (!reader.done) {
    const start = reader.at;
    const id = reader.byte();
    const size = reader.number();
    reader.skipTo(reader.at + size);
    if (id !== 0) parts.push(bytes.subarray(start, reader.at));
  }
  return Buffer.concat(parts);
}
