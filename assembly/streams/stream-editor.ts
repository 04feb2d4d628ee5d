import { Status } from "../abi/enums";
import { Body } from "../api/body";
import { ByteSink } from "../bodies/byte-sink";
import { StreamReader } from "./stream-reader";
import { StreamRecord } from "./stream-record";

/** Edits a stream of records: what is not edited goes on to the byte as it came. */
export abstract class StreamEditor<T extends StreamRecord> {
  private current: T | null = null;
  private readonly output: ByteSink = new ByteSink();
  /** Up to this address what came is written, or left out. */
  private written: usize = 0;
  /** Where the last part begins if nothing was held when it came, else 0. */
  private part: usize = 0;
  /** Whether the rest of the last record, which was too large, is left out. */
  private dropsRest: bool = false;
  private hasStopped: bool = false;
  /** Whether the part that `read` took is the last one. */
  private isLast: bool = false;

  constructor(protected readonly reader: StreamReader<T>) {}

  /** Whether `stop` was called. */
  get isStopped(): bool {
    return this.hasStopped;
  }

  /**
   * Adds the next part of the stream; see `SseReader.write`. Nothing is added to one that was
   * stopped.
   */
  write(bytes: Uint8Array): void {
    if (this.hasStopped) return;
    const input = this.reader.sdkInput;
    this.settle();
    this.copyTo(input.begin);
    const isHeld = input.size > 0;
    this.reader.write(bytes);
    this.written = input.begin;
    this.part = isHeld || this.output.size > 0 ? 0 : input.begin;
  }

  /**
   * Tells that nothing will be added: what is held and is in no record goes on as it is.
   */
  end(): void {
    this.reader.end();
  }

  /** Takes the next part of a body in a callback, which is to return `Continue`. */
  read(body: Body, endOfStream: bool): void {
    this.write(body.bytes());
    if (endOfStream) this.end();
    this.isLast = endOfStream;
  }

  /** Puts what goes on into the body that `read` has taken. */
  writeTo(body: Body): Status {
    if (this.isLast) this.passRest();
    const changed = this.sdkTakeChanged();
    return changed == null ? Status.Ok : body.setBytes(changed);
  }

  /**
   * Returns the next record that is whole, `null` until more is added; what was done to the
   * one before is then done.
   */
  next(): T | null {
    this.settle();
    if (this.hasStopped) return null;
    const reader = this.reader;
    const record = reader.next();
    if (this.dropsRest) {
      const isSkipping = reader.sdkIsSkipping;
      this.written = isSkipping ? reader.sdkInput.begin : reader.sdkSkippedTo;
      this.dropsRest = isSkipping;
    }
    this.current = record;
    return record;
  }

  /**
   * Adds bytes in front of the record that `next` has returned last; after all that came so
   * far where that was `null`.
   */
  insertBytes(bytes: Uint8Array): void {
    if (this.hasStopped) return;
    const current = this.current;
    this.copyTo(current != null ? current.sdkFrom : this.reader.sdkInput.begin);
    this.output.addBytes(bytes);
  }

  /**
   * Ends the stream after the record that `next` has returned last, unless it was dropped, and
   * bytes. All that comes then is left out.
   */
  stopBytes(bytes: Uint8Array): void {
    if (this.hasStopped) return;
    const current = this.current;
    this.settle();
    const input = this.reader.sdkInput;
    if (!this.dropsRest) {
      this.copyTo(current != null ? current.sdkTo : input.begin);
    }
    this.output.addBytes(bytes);
    input.begin = input.end;
    this.written = input.end;
    this.dropsRest = false;
    this.part = 0;
    this.hasStopped = true;
  }

  /** Returns what goes on of all that was added, apart from a record that is not whole. */
  take(): Uint8Array {
    this.settle();
    this.copyTo(this.reader.sdkInput.begin);
    this.part = 0;
    return this.output.take();
  }

  /** Returns the rest, also what is in no record: the stream has ended, or is edited no more. */
  takeRest(): Uint8Array {
    this.passRest();
    return this.take();
  }

  /** Whether a record that is too large goes on, and has not ended yet. */
  protected get isInRecord(): bool {
    return this.reader.sdkIsSkipping && !this.dropsRest;
  }

  /** Returns what `take` does; `null` where that is the last part as it came. For the SDK. */
  sdkTakeChanged(): Uint8Array | null {
    this.settle();
    const input = this.reader.sdkInput;
    const isSame =
      this.part != 0 &&
      this.written == this.part &&
      input.begin == input.end &&
      this.output.size == 0;
    if (!isSame) return this.take();
    this.written = input.end;
    this.part = 0;
    return null;
  }

  private passRest(): void {
    this.settle();
    const input = this.reader.sdkInput;
    if (this.dropsRest) this.written = input.end;
    input.begin = input.end;
  }

  /** Does what was asked for with the current record. */
  private settle(): void {
    const record = this.current;
    if (record == null) return;
    this.current = null;
    if (record.sdkIsDropped) {
      this.copyTo(record.sdkFrom);
      this.written = record.sdkTo;
      this.dropsRest = record.isTooLarge && this.reader.sdkIsSkipping;
    } else if (record.sdkIsChanged && !record.isTooLarge) {
      this.copyTo(record.sdkFrom);
      record.sdkWrite(this.output);
      this.written = record.sdkTo;
    }
  }

  /** Writes what came up to an address, if that is not done. */
  private copyTo(end: usize): void {
    if (end <= this.written) return;
    this.output.add(this.written, end - this.written);
    this.written = end;
  }
}
