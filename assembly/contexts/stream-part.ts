import { Status } from "../abi/enums";
import { decode, encodedSize } from "../abi/utf8";
import { Body } from "../api/body";
import { Shown } from "../api/script";

/**
 * Data of a TCP connection, as `StreamHandler.read` returns it: it can be read until the next
 * `read`, and until the method ends. Parts end anywhere, also within a character.
 *
 * The proxy lets data be changed only as it arrives: once the method has waited for
 * something else, `isChangeable` is false, and `set` and `setBytes` answer
 * `Status.BadArgument`. So change first, or close the connection.
 *
 * ```ts
 * class Shout extends StreamHandler {
 *   onUpstream(): void {
 *     for (let part = this.read(); part != null; part = this.read()) {
 *       part.set(part.text().toUpperCase());
 *     }
 *   }
 * }
 * registerStreamHandler<Shout>("shout");
 * ```
 */
export class StreamPart implements Shown {
  /** A copy; `null` while the proxy shows the part. */
  private kept: Uint8Array | null = null;
  private isOver: bool = false;
  /** How many bytes longer it has become. */
  private growth: i32 = 0;

  constructor(
    private readonly data: Body,
    private readonly start: i32,
    private length: i32,
  ) {}

  /** Called by the SDK: makes a part that is a copy. */
  static sdkOf(data: Body, bytes: Uint8Array): StreamPart {
    const part = new StreamPart(data, 0, bytes.length);
    part.kept = bytes;
    return part;
  }

  /** How many bytes it has. */
  get size(): i32 {
    return this.length;
  }

  /** Whether it can still be changed. */
  get isChangeable(): bool {
    return !this.isOver && this.kept == null;
  }

  /** Returns it as text; a character that is cut where it ends reads as U+FFFD. */
  text(): string {
    const bytes = this.sdkBytes();
    return decode(bytes.dataStart, bytes.byteLength);
  }

  /** Returns a copy of it. */
  bytes(): Uint8Array {
    const bytes = this.sdkBytes();
    return this.kept == null ? bytes : bytes.slice(0);
  }

  /** Replaces it by a text. */
  set(text: string): Status {
    if (!this.isChangeable) return Status.BadArgument;
    const status = this.data.replace(this.start, this.length, text);
    return this.resize(status, <i32>encodedSize(text));
  }

  /** Replaces it by bytes; empty ones drop it. */
  setBytes(bytes: Uint8Array): Status {
    if (!this.isChangeable) return Status.BadArgument;
    const status = this.data.replaceBytes(this.start, this.length, bytes);
    return this.resize(status, bytes.byteLength);
  }

  /** Copies what the proxy shows. */
  sdkKeep(): void {
    if (this.isChangeable) this.kept = this.sdkBytes();
  }

  /** Returns how many bytes longer it has become since the last call. */
  sdkTakeGrowth(): i32 {
    const growth = this.growth;
    this.growth = 0;
    return growth;
  }

  /** Notes that it has gone on. */
  sdkEnd(): void {
    this.isOver = true;
    this.kept = null;
  }

  private sdkBytes(): Uint8Array {
    if (this.isOver) {
      throw new Error("Cannot read data that has gone on: read it before");
    }
    const kept = this.kept;
    return kept == null ? this.data.read(this.start, this.length) : kept;
  }

  private resize(status: Status, length: i32): Status {
    if (status == Status.Ok) {
      this.growth += length - this.length;
      this.length = length;
    }
    return status;
  }
}
