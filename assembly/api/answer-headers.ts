import { copyBytes } from "../abi/copy-bytes";
import { EncodedField } from "../abi/encoded-field";
import { findPair, pairCount } from "../abi/pairs";
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
  constructor(private readonly pairs: ArrayBuffer) {}

  /**
   * Returns the first value of a header as text, or `null` where there is none; an empty
   * value is `""`. Invalid UTF-8 reads as U+FFFD.
   */
  get(name: string): string | null {
    const at = this.find(name);
    return at == 0 ? null : decode(<u32>at, <usize>(at >> 32));
  }

  /** Returns the first value of a header as it was sent, or `null`. */
  getBytes(name: string): Uint8Array | null {
    const at = this.find(name);
    return at == 0 ? null : copyBytes(<u32>at, <usize>(at >> 32));
  }

  /** Tells whether there is a header of this name, even if its value is empty. */
  has(name: string): bool {
    return this.find(name) != 0;
  }

  /** Returns all of them, by index. */
  entries(): HeaderEntries {
    return new HeaderEntries(this.pairs);
  }

  /** Returns the address of a header's first value, its size in the upper half; 0 for none. */
  private find(name: string): u64 {
    const field = EncodedField.of(name, scratch(encodedRoom(name)));
    const pairs = changetype<usize>(this.pairs);
    const count = pairCount(pairs, this.pairs.byteLength);
    return findPair(pairs, count, field.start, field.size);
  }
}
