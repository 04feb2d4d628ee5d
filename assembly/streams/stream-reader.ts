import { ByteWindow } from "./byte-window";
import { StreamRecord } from "./stream-record";

/** Reads a stream of records in whatever parts it arrives. */
export abstract class StreamReader<T extends StreamRecord> {
  /** What was given and is in no record yet; for the SDK. */
  readonly sdkInput: ByteWindow = new ByteWindow();
  /** Whether it is within a record that is too large, and where the last such ended; for the SDK. */
  sdkIsSkipping: bool = false;
  sdkSkippedTo: usize = 0;

  constructor(
    /** How many bytes a record may have. */
    protected readonly limit: i32,
  ) {}

  /**
   * Adds the next part of the stream, of any size. The bytes are not copied, so they must not
   * be changed. Call `next` until it returns `null` before the next part.
   */
  write(bytes: Uint8Array): void {
    this.sdkInput.add(bytes);
  }

  /** Tells that nothing will be added. */
  end(): void {}

  /** Returns the next record that is whole, `null` until more is added. */
  abstract next(): T | null;
}
