import { copyBytes } from "../abi/copy-bytes";
import { EncodedField } from "../abi/encoded-field";
import { headSize, nameSize, valueSize } from "../abi/pairs";
import { scratch } from "../abi/scratch";
import { decode, encodedRoom } from "../abi/utf8";
import { HeaderEntries } from "./header-entries";

/**
 * The headers, or the trailers, of an answer that a handler has waited for: a copy. Names
 * match in any case.
 *
 * ```ts
 * class Types extends HttpHandler {
 *   onRequest(): void {
 *     const answer = new HttpCall("names").path("/name").wait();
 *     const type = answer.headers.get("content-type");
 *     if (type != null) log.info(type);
 *   }
 * }
 * registerHttpHandler<Types>("types");
 * ```
 */
@final
export class AnswerHeaders {
  private size: u32 = 0;

  constructor(private readonly pairs: ArrayBuffer) {}

  /**
   * Returns the first value of a header as text, or `null` where there is none; an empty
   * value is `""`. Invalid UTF-8 reads as U+FFFD.
   */
  get(name: string): string | null {
    const at = this.find(name);
    return at == 0 ? null : decode(at, this.size);
  }

  /** Returns the first value of a header as it was sent, or `null`. */
  getBytes(name: string): Uint8Array | null {
    const at = this.find(name);
    return at == 0 ? null : copyBytes(at, this.size);
  }

  /** Tells whether there is a header of this name, even if its value is empty. */
  has(name: string): bool {
    return this.find(name) != 0;
  }

  /** Returns all of them, by index. */
  entries(): HeaderEntries {
    return new HeaderEntries(this.pairs);
  }

  /** Returns the address of a header's first value, and notes its size; 0 for none. */
  private find(name: string): usize {
    const field = EncodedField.of(name, scratch(encodedRoom(name)));
    const base = changetype<usize>(this.pairs);
    const end = base + this.pairs.byteLength;
    const count: u32 = base == end ? 0 : load<u32>(base);
    let at = base + headSize(count);
    for (let i: u32 = 0; i < count; i++) {
      const size = nameSize(base, i);
      const value = valueSize(base, i);
      // What the proxy has written may be wrong.
      if (<u64>at + size + value > <u64>end) break;
      if (<usize>size == field.size && isSame(at, field.start, size)) {
        this.size = <u32>value;
        return at + size + 1;
      }
      at += size + value + 2;
    }
    return 0;
  }
}

/** Tells whether a name, which the proxy has in lower case, is another in any case. */
function isSame(one: usize, other: usize, size: usize): bool {
  for (let i: usize = 0; i < size; i++) {
    const unit: u32 = load<u8>(other + i);
    if (load<u8>(one + i) != (unit - 0x41 < 26 ? unit | 0x20 : unit))
      return false;
  }
  return true;
}
