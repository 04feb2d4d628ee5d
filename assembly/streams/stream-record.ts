import { ByteSink } from "../bodies/byte-sink";

/** One of the things that a stream consists of, such as an event or a line. */
export abstract class StreamRecord {
  /** Whether it is left out of the stream that goes on; for the SDK. */
  sdkIsDropped: bool = false;

  constructor(
    /** Keeps its bytes from being collected. */
    protected readonly owner: ArrayBuffer,
    /** Its first byte, and the one after its last; for the SDK. */
    readonly sdkFrom: usize,
    readonly sdkTo: usize,
    /**
     * Whether it has more bytes than the reader holds. Its content then is empty. It goes on
     * as it came, or is left out as a whole after `drop`.
     */
    readonly isTooLarge: bool,
  ) {}

  /** Leaves it out of the stream that goes on. */
  drop(): void {
    this.sdkIsDropped = true;
  }

  /** Whether it is not the same any more; for the SDK. */
  abstract get sdkIsChanged(): bool;

  /** Writes it as it is now; for the SDK. */
  abstract sdkWrite(to: ByteSink): void;
}
