import { Status } from "../abi/enums";
import { decode } from "../abi/utf8";

/**
 * What came of changing a shared value.
 *
 * ```ts
 * const result = SharedData.updateWith("names", "joe", (old, name) =>
 *   old == null ? name : old + "," + name,
 * );
 * if (result.status == Status.Ok) log.info("now " + result.text());
 * ```
 */
export class SharedResult {
  constructor(
    /** Ok, or why the value stays; `Status.CasMismatch` where others were faster. */
    readonly status: Status,
    private readonly data: Uint8Array,
  ) {}

  /** Returns the new value as text; `""` where it was not changed. */
  text(): string {
    return decode(this.data.dataStart, this.data.byteLength);
  }

  /** Returns the new value as bytes; empty where it was not changed. */
  bytes(): Uint8Array {
    return this.data;
  }
}

/**
 * What came of adding to a shared number.
 *
 * ```ts
 * const seen = SharedData.increment("seen");
 * if (seen.status == Status.Ok) log.info(seen.value.toString() + " requests");
 * ```
 */
export class SharedCount {
  constructor(
    /** Ok, or why the number stays; `Status.BadArgument` where it is not one. */
    readonly status: Status,
    /** The new number; 0 where it was not changed. */
    readonly value: i64,
  ) {}
}
