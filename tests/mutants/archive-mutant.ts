import { ImageError } from "../../cli/oci/image-error.ts";
import { compress, packArchive, unpackLayer } from "../../cli/oci/layer.ts";
import { Random } from "../fuzz/random.ts";
import { LEAST, moduleBytes } from "../module-builder.ts";
import type { Failure } from "./inspect-mutant.ts";
import { mutateBytes } from "./mutate-bytes.ts";

/** More than any of the archives has, even where parts of it are there again. */
const MOST_BYTES = 64 << 10;

/** Archives to make mutants from. */
export async function sampleArchives(): Promise<Uint8Array[]> {
  const module: Uint8Array = moduleBytes({ exports: LEAST });
  const one = new Map([["plugin.wasm", module]]);
  const more = new Map([
    ...one,
    ["runtime-config.json", Buffer.from("{}")],
    [`${"long/".repeat(30)}plugin.wasm`, Buffer.alloc(3000, 7)],
  ] as [string, Uint8Array][]);
  return Promise.all([one, more].map((files) => packArchive(files)));
}

/**
 * Reads a layer that has changed, before or after it was compressed: it ends with files
 * that are as large as the archive at most, or with a sentence. Returns what went wrong.
 */
export async function archiveMutant(
  archives: readonly Uint8Array[],
  seed: number,
): Promise<Failure | undefined> {
  const random = new Random(seed);
  const archive = random.pick(archives);
  const layer = random.oneIn(3)
    ? mutateBytes(compress(archive), random)
    : mutateBytes(archive, random);
  try {
    const read = random.oneIn(2) ? layer : compress(layer);
    for (const bytes of (await unpackLayer(read, "a:v1")).values()) {
      if (bytes.length > MOST_BYTES) {
        return { seed, what: `a file has ${bytes.length} bytes` };
      }
    }
  } catch (error) {
    if (!(error instanceof ImageError)) {
      return { seed, what: (error as Error).stack ?? "" };
    }
    const { message } = error;
    if (message.length > 2000) return { seed, what: message };
  }
  return undefined;
}
