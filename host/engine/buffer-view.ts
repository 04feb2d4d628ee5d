import { BAD_ARGUMENT, OK } from "../abi/status.ts";
import type { ByteBuffer } from "../base/byte-buffer.ts";

/** A buffer as host functions see it. */
export interface BufferView {
  readonly length: number;
  readonly bytes: Uint8Array;
  /** Replaces a range; returns a status. */
  write(start: number, size: number, data: Uint8Array): number;
}

/**
 * A buffer that cannot be changed, for example a configuration.
 *
 *     readOnly(Buffer.from("hello")).length // 5
 */
export function readOnly(bytes: Uint8Array): BufferView {
  return { bytes, length: bytes.length, write: () => BAD_ARGUMENT };
}

/**
 * A body. Writing at its start replaces a range, writing behind its end appends, and
 * any other write is refused. A body that does not exist is empty and cannot be
 * changed.
 *
 *     body(buffer).write(0, 5, bytes);
 */
export function body(buffer: ByteBuffer | null): BufferView {
  if (buffer === null) return readOnly(new Uint8Array(0));
  return {
    get bytes() {
      return buffer.bytes;
    },
    get length() {
      return buffer.length;
    },
    write(start, size, data) {
      if (start === 0) {
        buffer.drain(size);
        buffer.prepend(data);
      } else if (start >= buffer.length) buffer.append(data);
      else return BAD_ARGUMENT;
      return OK;
    },
  };
}
