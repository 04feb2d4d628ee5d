import { PeerType, Status, StreamType } from "../abi/enums";
import { FilterStatus } from "../abi/filter-status";
import { closeStream, continueStream } from "../api/stream";
import { Context } from "./context";

/**
 * A TCP connection: a client, downstream, and the server that the proxy connects
 * it to, upstream. For Envoy's `envoy.filters.network.wasm`.
 *
 * ```ts
 * class ByteCount extends StreamContext {
 *   private bytes: i32 = 0;
 *   onDownstreamData(size: i32, endOfStream: bool): FilterStatus {
 *     this.bytes += size;
 *     return FilterStatus.Continue;
 *   }
 *   onDelete(): void {
 *     log.info("client sent " + this.bytes.toString() + " bytes");
 *   }
 * }
 * registerStreamContext<ByteCount>("byte_count");
 * ```
 */
export class StreamContext extends Context {
  /** Called when a client has connected, before the proxy connects to the server. */
  onNewConnection(): FilterStatus {
    return FilterStatus.Continue;
  }

  /**
   * Called when the client has sent data; `size` is how many bytes the proxy holds
   * and `downstream` shows. With `endOfStream` the client sends no more.
   */
  onDownstreamData(size: i32, endOfStream: bool): FilterStatus {
    return FilterStatus.Continue;
  }

  /** Called when the server has sent data; see `onDownstreamData`. */
  onUpstreamData(size: i32, endOfStream: bool): FilterStatus {
    return FilterStatus.Continue;
  }

  /** Called when the connection to the client is closed. */
  onDownstreamConnectionClose(peer: PeerType): void {}

  /** Called when the connection to the server is closed. */
  onUpstreamConnectionClose(peer: PeerType): void {}

  /** Continues what `onNewConnection` or `onDownstreamData` has stopped. */
  continueDownstream(): Status {
    return continueStream(this.id, StreamType.Downstream);
  }

  /** Continues what `onUpstreamData` has stopped. */
  continueUpstream(): Status {
    return continueStream(this.id, StreamType.Upstream);
  }

  /** Closes the connection to the client. */
  closeDownstream(): Status {
    return closeStream(this.id, StreamType.Downstream);
  }

  /** Closes the connection to the server. */
  closeUpstream(): Status {
    return closeStream(this.id, StreamType.Upstream);
  }
}
