import { createHash } from "node:crypto";

/** How much of a body is shown. */
const SHOWN = 200;

/**
 * What is kept of a body that passes through: its size, its beginning, and a hash to
 * compare it with another.
 *
 *     const record = new BodyRecord();
 *     record.add(part);
 */
export class BodyRecord {
  size = 0;
  #start = Buffer.alloc(0);
  readonly #hash = createHash("sha256");

  add(part: Uint8Array): void {
    this.size += part.length;
    this.#hash.update(part);
    const left = SHOWN - this.#start.length;
    if (left <= 0) return;
    this.#start = Buffer.concat([this.#start, part.subarray(0, left)]);
  }

  /** Its first bytes. */
  get start(): Buffer {
    return this.#start;
  }

  isSameAs(other: BodyRecord): boolean {
    if (this.size !== other.size) return false;
    return this.#hash.copy().digest().equals(other.#hash.copy().digest());
  }
}
