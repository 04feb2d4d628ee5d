import { proxy_get_buffer_bytes, proxy_get_buffer_status } from "../abi/env";
import { BufferType } from "../abi/enums";
import {
  outAddress,
  outSize,
  outU32,
  takeBuffer,
  takeBytes,
  takeText,
  wantBuffer,
} from "../abi/memory";
import { JsonReader } from "../json/json-reader";
import { parseJsonBytes } from "../json/parse-json";
import { JsonValue } from "../json/json-value";

const ALL: usize = 0xffff_ffff;

/**
 * A body that can be read: what the proxy holds of it now, not a copy. The body of
 * an answer to a call is there only within the callback that got the answer.
 *
 * ```ts
 * new HttpCall("auth").path("/check").send<Example>(this, (self, response) => {
 *   log.info(response.body.size.toString() + " bytes: " + response.body.text());
 * });
 * ```
 */
@unmanaged
export class BodyView {
  /** Returns the buffer of a type. */
  static of(type: BufferType): BodyView {
    return changetype<BodyView>(handles() + type);
  }

  /** Which buffer it is, for the SDK. As in `HeaderMap`, the address alone says so. */
  protected get type(): BufferType {
    return <BufferType>(changetype<usize>(this) - handles());
  }

  /** How many bytes the proxy holds now, 0 where it holds none. */
  get size(): i32 {
    const out = outAddress();
    proxy_get_buffer_status(this.type, out, outSize());
    return <i32>outU32();
  }

  /**
   * Returns all that the proxy holds as text, `""` where it holds nothing. Invalid
   * UTF-8 reads as U+FFFD, and so does a character that is cut where a part ends.
   */
  text(): string {
    this.fetch(0, ALL);
    return takeText();
  }

  /** Returns a copy of all that the proxy holds, empty where it holds nothing. */
  bytes(): Uint8Array {
    wantBuffer();
    this.fetch(0, ALL);
    return takeBytes();
  }

  /**
   * Returns all that the proxy holds as JSON, `null` where it is not JSON; see
   * `parseJson`. To go over a body once, `jsonReader` takes less time.
   */
  json(): JsonValue | null {
    wantBuffer();
    this.fetch(0, ALL);
    return parseJsonBytes(takeBuffer());
  }

  /**
   * Returns a reader of all that the proxy holds. The bytes are read where the proxy
   * has put them.
   */
  jsonReader(): JsonReader {
    wantBuffer();
    this.fetch(0, ALL);
    return JsonReader.ofBuffer(takeBuffer());
  }

  /**
   * Returns a copy of `length` bytes from `start` on: fewer where the body ends
   * before, and none for a start outside of it or a length below 1.
   */
  read(start: i32, length: i32): Uint8Array {
    const size = this.size;
    // Envoy would ask for memory without end where the start is beyond it.
    if (start < 0 || length < 1 || start >= size) return new Uint8Array(0);
    wantBuffer();
    this.fetch(start, min(length, size - start));
    return takeBytes();
  }

  /** Has the host write a range into a block, for the SDK. */
  protected fetch(start: usize, size: usize): void {
    proxy_get_buffer_bytes(this.type, start, size, outAddress(), outSize());
  }
}

// In a function, so that only a module that calls it has the memory.
function handles(): usize {
  return memory.data(16, 8);
}
