import { decode } from "../abi/utf8";

/**
 * A shared value as it was when it was read, with its version.
 *
 * ```ts
 * const old = SharedData.read("leader");
 * if (old != null && old.text() == "") {
 *   const status = SharedData.compareAndSet("leader", "me", old.cas);
 *   if (status == Status.CasMismatch) log.info("another one was first");
 * }
 * ```
 */
export class SharedValue {
  constructor(
    private readonly buffer: ArrayBuffer,
    /** The version for `SharedData.compareAndSet`: each write makes another. */
    readonly cas: u32,
  ) {}

  /** How many bytes it has; 0 is a value like any other. */
  get size(): i32 {
    return this.buffer.byteLength;
  }

  /** Returns it as text; invalid UTF-8 reads as U+FFFD. */
  text(): string {
    return decode(changetype<usize>(this.buffer), this.size);
  }

  /** Returns it as bytes, which changes of the array do not change. */
  bytes(): Uint8Array {
    return Uint8Array.wrap(this.buffer.slice(0));
  }
}
