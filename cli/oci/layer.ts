import { basename } from "node:path/posix";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip, gzipSync } from "node:zlib";
import { extract, pack, type Extract } from "tar-stream";
import { ImageError } from "./image-error.ts";
import { MAX_PART } from "./limits.ts";

/** How many files an archive may have; an image of a filter has two. */
const MAX_ENTRIES = 10_000;

/** What compressed bytes begin with. */
const GZIP = [0x1f, 0x8b];
const ZSTD = [0x28, 0xb5, 0x2f, 0xfd];

/** What a module begins with. */
const WASM = [0x00, 0x61, 0x73, 0x6d];

/** What a file that is not a module may have, such as a description of one. */
const MAX_OTHER = 1024 * 1024;

/** How much is kept of a larger one. */
const START = 1024;

/** Where gzip's header says which system wrote it. */
const GZIP_SYSTEM_BYTE = 9;
const UNKNOWN_SYSTEM = 255;

/**
 * Packs files into a tar archive. The same files make the same bytes, whatever their
 * order, owner and time.
 *
 *     const archive = await packArchive(new Map([["plugin.wasm", module]]));
 */
export async function packArchive(
  files: Map<string, Uint8Array>,
): Promise<Uint8Array> {
  const archive = pack();
  for (const [name, bytes] of [...files].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const header = { name, mode: 0o644, mtime: new Date(0), uid: 0, gid: 0 };
    archive.entry(header, Buffer.from(bytes));
  }
  archive.finalize();
  const chunks: Uint8Array[] = [];
  for await (const chunk of archive) chunks.push(chunk as Uint8Array);
  return Buffer.concat(chunks);
}

/** Compresses an archive, to the same bytes on every system. */
export function compress(archive: Uint8Array): Uint8Array {
  const bytes = gzipSync(archive, { level: 9 });
  bytes[GZIP_SYSTEM_BYTE] = UNKNOWN_SYSTEM;
  return bytes;
}

/**
 * Reads a layer, compressed or not, and returns the wanted files by their base names, as
 * the proxies' agents look for them. The first file of a name counts. Rejects with an ImageError where the layer is not an archive, and where
 * it holds more than any proxy loads.
 *
 *     (await unpackLayer(layer, "add-header:v1")).get("plugin.wasm");
 */
export async function unpackLayer(
  layer: Uint8Array,
  what: string,
  isWanted: (name: string) => boolean = () => true,
): Promise<Map<string, Uint8Array>> {
  if (startsWith(layer, ZSTD)) {
    throw new ImageError(
      "BAD_LAYER",
      `The layer of ${what} is compressed with zstd, which Istio, Envoy Gateway and Higress refuse: build the image with gzip.`,
    );
  }
  const reader = extract();
  try {
    const [files] = await Promise.all([
      readEntries(reader, what, isWanted),
      pipeline(decompress(layer), limited(what), reader),
    ]);
    return files;
  } catch (error) {
    reader.destroy();
    if (error instanceof ImageError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new ImageError(
      "BAD_LAYER",
      `The layer of ${what} is not a tar archive compressed with gzip: ${reason}.`,
      { cause: error },
    );
  }
}

async function readEntries(
  reader: Extract,
  what: string,
  isWanted: (name: string) => boolean,
): Promise<Map<string, Uint8Array>> {
  const files = new Map<string, Uint8Array>();
  let count = 0;
  for await (const entry of reader) {
    const { name, type } = entry.header;
    const base = basename(name);
    if (++count > MAX_ENTRIES) throw tooLarge(what, `${MAX_ENTRIES} files`);
    const isNew = type === "file" && !files.has(base);
    if (isNew && isWanted(base)) {
      files.set(base, await contentOf(entry, entry.header.size ?? 0, what));
    } else entry.resume();
  }
  return files;
}

/**
 * Reads a file. It keeps only the start of a large one that does not begin as a module:
 * a few compressed bytes may become many, and no proxy loads them.
 */
async function contentOf(
  entry: AsyncIterable<unknown>,
  size: number,
  what: string,
): Promise<Uint8Array> {
  if (size > MAX_PART) throw tooLarge(what, `${MAX_PART} bytes`);
  let bytes: Buffer | undefined;
  let count = 0;
  for await (const chunk of entry as AsyncIterable<Uint8Array>) {
    const isKept =
      size <= MAX_OTHER || startsWith(chunk, WASM.slice(0, chunk.length));
    bytes ??= Buffer.alloc(isKept ? size : START);
    if (count < bytes.length)
      bytes.set(chunk.subarray(0, bytes.length - count), count);
    count += chunk.length;
  }
  return bytes ?? Buffer.alloc(0);
}

function decompress(layer: Uint8Array): Readable {
  const bytes = Readable.from([Buffer.from(layer)]);
  if (!isGzip(layer)) return bytes;
  const unpacked = createGunzip();
  pipeline(bytes, unpacked).catch(() => {});
  return unpacked;
}

/** Whether bytes begin as what gzip writes. */
export function isGzip(bytes: Uint8Array): boolean {
  return startsWith(bytes, GZIP);
}

function startsWith(bytes: Uint8Array, start: readonly number[]): boolean {
  return start.every((byte, index) => bytes[index] === byte);
}

/** Passes an archive on, and throws where it is larger than a layer may be. */
function limited(what: string) {
  return async function* (chunks: AsyncIterable<Uint8Array>) {
    let count = 0;
    for await (const chunk of chunks) {
      count += chunk.length;
      if (count > MAX_PART) throw tooLarge(what, `${MAX_PART} bytes`);
      yield chunk;
    }
  };
}

function tooLarge(what: string, most: string): ImageError {
  return new ImageError(
    "TOO_LARGE",
    `The layer of ${what} holds more than ${most}; no proxy loads one that large.`,
  );
}
