import { basename } from "node:path/posix";
import { gunzipSync, gzipSync } from "node:zlib";
import { extract, pack } from "tar-stream";
import { ImageError } from "./image-error.ts";

/** The most that a layer may hold: Istio's agent loads no larger module. */
const MAX_BYTES = 256 * 1024 * 1024;

/** What compressed bytes begin with. */
const GZIP = [0x1f, 0x8b];
const ZSTD = [0x28, 0xb5, 0x2f, 0xfd];

/** Where gzip's header says which system wrote it. */
const GZIP_SYSTEM_BYTE = 9;
const UNKNOWN_SYSTEM = 255;

/**
 * Packs files into a tar archive: the same files in any order, whoever owns them
 * and whenever they were made, are the same bytes.
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

/** Compresses an archive, to the same bytes on each system. */
export function compress(archive: Uint8Array): Uint8Array {
  const bytes = gzipSync(archive, { level: 9 });
  bytes[GZIP_SYSTEM_BYTE] = UNKNOWN_SYSTEM;
  return bytes;
}

/**
 * Reads a layer, compressed or not, and returns its files by their base names,
 * as the proxies' agents look for them.
 *
 *     (await unpackLayer(layer, "add-header:v1")).get("plugin.wasm");
 */
export async function unpackLayer(
  layer: Uint8Array,
  what: string,
): Promise<Map<string, Uint8Array>> {
  if (startsWith(layer, ZSTD)) {
    throw new ImageError(
      "BAD_LAYER",
      `The layer of ${what} is compressed with zstd, which Istio, Envoy Gateway and Higress refuse: build the image with gzip.`,
    );
  }
  const files = new Map<string, Uint8Array>();
  try {
    const reader = extract();
    reader.end(Buffer.from(decompress(layer)));
    for await (const entry of reader) {
      const chunks: Uint8Array[] = [];
      for await (const chunk of entry) chunks.push(chunk as Uint8Array);
      const name = basename(entry.header.name);
      if (entry.header.type === "file" && !files.has(name)) {
        files.set(name, Buffer.concat(chunks));
      }
    }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ImageError(
      "BAD_LAYER",
      `The layer of ${what} is no tar archive, compressed with gzip: ${reason}.`,
      { cause: error },
    );
  }
  return files;
}

function decompress(layer: Uint8Array): Uint8Array {
  return startsWith(layer, GZIP)
    ? gunzipSync(layer, { maxOutputLength: MAX_BYTES })
    : layer;
}

function startsWith(bytes: Uint8Array, start: readonly number[]): boolean {
  return start.every((byte, index) => bytes[index] === byte);
}
