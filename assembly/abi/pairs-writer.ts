import { REFUSED } from "./field-rule";
import { isValueOf } from "./field-name";
import { EncodedField } from "./encoded-field";
import { headSize, MAX_PAIRS, MAX_PAIRS_SIZE, storeSizes } from "./pairs";
import { encodedRoom } from "./utf8";

/** Writes pairs one after another, where there is room; see `pairs.ts`. */
@unmanaged
@final
export class PairsWriter {
  /** The address of the pairs. */
  start: usize = 0;
  /** The address after the last pair. */
  end: usize = 0;
  private index: u32 = 0;

  /** Begins to write `count` pairs; they are done before the next ones begin. */
  static begin(start: usize, count: u32): PairsWriter {
    const writer = changetype<PairsWriter>(memory.data(12, 4));
    writer.start = start;
    writer.end = start + headSize(count);
    writer.index = 0;
    store<u32>(start, count);
    return writer;
  }

  /** Returns the room that `add` may need. */
  static roomFor(name: string, value: string): usize {
    return encodedRoom(name) + encodedRoom(value) + 2;
  }

  /** How many bytes all pairs are, once they are written. */
  get size(): usize {
    return this.end - this.start;
  }

  /** Tells whether a proxy takes as many pairs, and as many bytes. */
  get isTaken(): bool {
    return this.index <= MAX_PAIRS && this.size <= MAX_PAIRS_SIZE;
  }

  /** Writes a pseudo-header; false where its value is one that it cannot have. */
  add(name: string, kind: u32, value: string): bool {
    const at = this.end;
    const nameField = EncodedField.of(name, at);
    const nameSize = nameField.size;
    const valueAt = nameField.writeTo(at);
    const field = EncodedField.ofValue(value, valueAt);
    const valueSize = field.size;
    if (valueSize == REFUSED) return false;
    field.writeTo(valueAt);
    if (!isValueOf(kind, valueAt, valueSize)) return false;
    this.count(<u32>nameSize, <u32>valueSize);
    return true;
  }

  /** Writes a header that is encoded: its name, NUL, its value, NUL. */
  addEncoded(header: usize, nameSize: u32, valueSize: u32): void {
    memory.copy(this.end, header, <usize>nameSize + <usize>valueSize + 2);
    this.count(nameSize, valueSize);
  }

  private count(nameSize: u32, valueSize: u32): void {
    storeSizes(this.start, this.index++, nameSize, valueSize);
    this.end += <usize>nameSize + <usize>valueSize + 2;
  }
}
