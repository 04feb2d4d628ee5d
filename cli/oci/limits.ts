import type { Descriptor } from "./descriptor.ts";
import { ImageError } from "./image-error.ts";

const MIB = 1024 * 1024;

/** The most that a part of an image may hold: Istio's agent loads no larger module. */
export const MAX_PART = 256 * MIB;

/** The most that all images of an index may hold, and how many parts they may have. */
const MAX_BYTES = 1024 * MIB;
const MAX_PARTS = 1000;

/** How deeply indexes may be nested; in practice one level is enough. */
const MAX_DEPTH = 4;

/** Throws where a part is larger than any proxy loads. */
export function checkSize({ digest, size }: Descriptor, name: string): void {
  if (size <= MAX_PART) return;
  throw tooLarge(
    `${digest} of ${name} is said to have ${size} bytes; a part has ${MAX_PART} at most`,
  );
}

/** Throws where indexes are nested too deeply. */
export function checkDepth(depth: number, name: string): void {
  if (depth <= MAX_DEPTH) return;
  throw tooLarge(
    `${name} is an index nested in ${depth} others; ${MAX_DEPTH} levels are read at most`,
  );
}

/** What has been read of an image and of all that it refers to. */
export class ImageBudget {
  #bytes = 0;
  #parts = 0;

  /** Counts a manifest or a part; throws where they are too many or too large. */
  spend(size: number, name: string): void {
    this.#bytes += size;
    this.#parts++;
    if (this.#parts > MAX_PARTS) {
      throw tooLarge(`${name} has more than ${MAX_PARTS} manifests and parts`);
    }
    if (this.#bytes > MAX_BYTES) {
      throw tooLarge(`${name} has more than ${MAX_BYTES} bytes`);
    }
  }
}

function tooLarge(why: string): ImageError {
  return new ImageError("TOO_LARGE", `Cannot read the image: ${why}.`);
}
