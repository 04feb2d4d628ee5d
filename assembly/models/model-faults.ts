import { decode } from "../abi/utf8";
import { makeRoom } from "./array-room";

/**
 * What is wrong with a document that a model was read from: a line for each fault, with
 * the value's path, what was found and what is wanted.
 *
 * ```ts
 * class Order extends JsonModel {
 *   @range(1, 100)
 *   count: u32 = 1;
 * }
 * const faults = new ModelFaults();
 * const order = readModel<Order>(JsonReader.ofText('{"count":0}'), faults);
 * if (order == null) log.warn(faults.text);
 * ```
 */
@final
export class ModelFaults {
  /** Returns a list without faults; for the SDK. The constructor takes more code. */
  static sdkNew(): ModelFaults {
    // A new object is all zeros.
    const address = __new(offsetof<ModelFaults>(), idof<ModelFaults>());
    return changetype<ModelFaults>(address);
  }

  /** The lines; where an array has its buffer, as the same code makes room for both. */
  protected buffer: ArrayBuffer | null = null;
  private start: usize = 0;
  private room: usize = 0;
  private used: usize = 0;

  /** Whether there is none. */
  get isEmpty(): bool {
    return this.used == 0;
  }

  /** The lines, without a break behind the last one; `""` where nothing is wrong. */
  get text(): string {
    return decode(this.start, this.used);
  }

  /** Where the bytes of the text are; for the SDK. */
  get sdkAddress(): usize {
    return this.start;
  }

  /** How many bytes the text has; for the SDK. */
  get sdkSize(): usize {
    return this.used;
  }

  /** Drops the bytes behind the first ones; for the SDK. */
  set sdkSize(size: usize) {
    this.used = size;
  }

  /** Adds bytes; for the SDK. */
  sdkAdd(from: usize, size: usize): void {
    const used = this.used;
    const needed = used + size;
    if (needed > this.room) makeRoom(changetype<usize>(this), needed);
    memory.copy(this.start + used, from, size);
    this.used = needed;
  }
}
