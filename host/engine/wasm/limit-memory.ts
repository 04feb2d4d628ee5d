import { unsignedLeb128 } from "../../base/leb128.ts";
import { BinaryReader } from "./binary-reader.ts";

/** The most pages that Envoy allows for the memory of a module: one gigabyte. */
const MOST_PAGES = 16_384;

const HEADER_SIZE = 8;
const MEMORY_SECTION = 5;

/** Bit of a memory's flags: a maximum follows. */
const HAS_MAXIMUM = 1;

/**
 * Returns a module whose memory grows no further than in Envoy: `memory.grow` then
 * returns -1. proxy-wasm-cpp-host sets V8's `wasm_max_mem_pages` for that, which in
 * Node would apply to all modules of a process. The functions may move by a few
 * bytes. Returns `null` where the memory starts larger than that, which Envoy
 * refuses.
 */
export function limitMemory(
  bytes: Uint8Array<ArrayBuffer>,
): Uint8Array<ArrayBuffer> | null {
  const reader = new BinaryReader(bytes, HEADER_SIZE);
  while (!reader.done) {
    const start = reader.at;
    const id = reader.byte();
    const size = reader.number();
    const end = reader.at + size;
    if (id === MEMORY_SECTION && reader.number() === 1) {
      const section = limitedSection(reader);
      if (section === null) return null;
      const before = bytes.subarray(0, start);
      return new Uint8Array(
        Buffer.concat([before, Buffer.from(section), bytes.subarray(end)]),
      );
    }
    reader.at = end;
  }
  return bytes;
}

/** Rewrites a section with one memory; the reader stands at the memory. */
function limitedSection(reader: BinaryReader): number[] | null {
  const flags = reader.byte();
  const least = reader.number();
  if (least > MOST_PAGES) return null;
  const most = (flags & HAS_MAXIMUM) === 0 ? MOST_PAGES : reader.number();
  const memory = [
    ...[1, flags | HAS_MAXIMUM],
    ...unsignedLeb128(least),
    ...unsignedLeb128(Math.min(most, MOST_PAGES)),
  ];
  return [MEMORY_SECTION, ...unsignedLeb128(memory.length), ...memory];
}
