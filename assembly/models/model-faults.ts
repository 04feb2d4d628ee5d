import { decode } from "../abi/utf8";
import { Phrase, phraseAt } from "./phrases";

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
  private bytes: ArrayBuffer = newBytes(256);
  private used: i32 = 0;

  /** Whether there is none. */
  get isEmpty(): bool {
    return this.used == 0;
  }

  /** The lines, without a break behind the last one; `""` where nothing is wrong. */
  get text(): string {
    return decode(this.sdkAddress, this.used);
  }

  /** Where the bytes of the text are; for the SDK. */
  get sdkAddress(): usize {
    return changetype<usize>(this.bytes);
  }

  /** How many bytes the text has; for the SDK. */
  get sdkSize(): i32 {
    return this.used;
  }

  /** Adds bytes; for the SDK. */
  sdkAdd(from: usize, size: usize): void {
    memory.copy(this.room(<i32>size), from, size);
    this.used += <i32>size;
  }

  /** Adds a phrase; for the SDK. */
  sdkPut(phrase: Phrase): void {
    this.sdkAdd(phraseAt(phrase), (<usize>phrase) & 0xff);
  }

  /** Adds a number; for the SDK. */
  sdkNumber(value: u32): void {
    if (value > 9) this.sdkNumber(value / 10);
    const digit = memory.data(1, 1);
    store<u8>(digit, <u8>(0x30 + (value % 10)));
    this.sdkAdd(digit, 1);
  }

  /** Begins a line with the root of its path; for the SDK. */
  sdkBegin(): void {
    const isFirst = usize(this.used == 0);
    const size = (<usize>Phrase.Line) & 0xff;
    this.sdkAdd(phraseAt(Phrase.Line) + isFirst, size - isFirst);
  }

  /** Makes room, and returns where it is. */
  private room(size: i32): usize {
    const needed = this.used + size;
    if (needed > this.bytes.byteLength) {
      const grown = newBytes(needed << 1);
      memory.copy(changetype<usize>(grown), this.sdkAddress, this.used);
      this.bytes = grown;
    }
    return this.sdkAddress + this.used;
  }
}

function newBytes(size: i32): ArrayBuffer {
  return changetype<ArrayBuffer>(__new(size, idof<ArrayBuffer>()));
}
