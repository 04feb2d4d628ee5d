import type { ByteBuffer } from "../base/byte-buffer.ts";
import type { HeaderMap } from "../message/header-map.ts";

/** A message on its way through the filters of a stream. */
export class MessageState {
  headers: HeaderMap | null = null;
  trailers: HeaderMap | null = null;
  /** The part of the body that a filter holds back. */
  buffered: ByteBuffer | null = null;
  /** Whether its sender has sent all of it. */
  hasEnded = false;
  /** Whether the rest goes no further: a local reply took over, or the stream is over. */
  isAborted = false;
  /** How many of its filters are being called right now, one inside the other. */
  depth = 0;
}
