import { HeaderEntries } from "./header-entries";

/**
 * The headers, or the trailers, of an answer that a handler has waited for: a copy, which
 * is read by name or by index. Names match in any case.
 *
 * ```ts
 * const answer = new HttpCall("names").path("/name").wait();
 * const type = answer.headers.get("content-type");
 * if (type != null) log.info(type);
 * ```
 */
export class AnswerHeaders extends HeaderEntries {
  /**
   * Returns the first value of a header as text, or `null` where there is none; an empty
   * value is `""`. Invalid UTF-8 reads as U+FFFD.
   */
  get(name: string): string | null {
    const index = this.indexOf(name);
    return index < 0 ? null : this.value(index);
  }

  /** Returns the first value of a header as it was sent, or `null`. */
  getBytes(name: string): Uint8Array | null {
    const index = this.indexOf(name);
    return index < 0 ? null : this.valueBytes(index);
  }

  /** Tells whether there is a header of this name, even if its value is empty. */
  has(name: string): bool {
    return this.indexOf(name) >= 0;
  }

  private indexOf(name: string): i32 {
    for (let i = 0; i < this.length; i++) if (this.hasName(i, name)) return i;
    return -1;
  }
}
