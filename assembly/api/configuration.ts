import { proxy_get_buffer_bytes } from "../abi/env";
import { BufferType, Status } from "../abi/enums";
import { outAddress, outSize, takeBuffer } from "../abi/memory";
import { decode } from "../abi/utf8";

/**
 * A configuration as the proxy's operator wrote it.
 *
 * Envoy hands over a StringValue or a BytesValue as it is and a Struct as JSON
 * text; Istio and Envoy Gateway always send JSON text. One that was left out
 * cannot be told from an empty one: its `size` is 0.
 */
export class Configuration {
  constructor(private readonly buffer: ArrayBuffer) {}

  /** Reads a configuration of the host; none where the host refuses. */
  static read(type: BufferType, size: u32): Configuration {
    const out = outAddress();
    const status =
      size == 0
        ? Status.NotFound
        : proxy_get_buffer_bytes(type, 0, size, out, outSize());
    return new Configuration(
      status == Status.Ok ? takeBuffer() : new ArrayBuffer(0),
    );
  }

  /** How many bytes it has, 0 where none was given. */
  get size(): i32 {
    return this.buffer.byteLength;
  }

  /**
   * Returns it as text, `""` where none was given. Bytes that are not UTF-8 read
   * as U+FFFD; to refuse those, return false from `onConfigure` when the text
   * includes one.
   */
  text(): string {
    return decode(changetype<usize>(this.buffer), this.buffer.byteLength);
  }

  /** Returns it as bytes, a copy. */
  bytes(): Uint8Array {
    return Uint8Array.wrap(this.buffer.slice(0));
  }
}
