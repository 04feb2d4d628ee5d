import { BufferType, PeerType, Status, StreamType } from "../abi/enums";
import { FilterStatus } from "../abi/filter-status";
import { Body } from "../api/body";
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
  /** What the client has sent; only in `onDownstreamData`. */
  get downstream(): Body {
    return Body.of(BufferType.NetworkDownstreamData);
  }

  /** What the server has sent; only in `onUpstreamData`. */
  get upstream(): Body {
    return Body.of(BufferType.NetworkUpstreamData);
  }

  /** Called when a client has connected, before the proxy connects to the server. */
  onNewConnection(): FilterStatus {
    return FilterStatus.Continue;
  }

  /**
   * Called when the client has sent data; `size` is how many bytes the proxy holds
   * and `downstream` shows: after StopIteration all of it so far. With `endOfStream`
   * the client sends no more.
   */
  onDownstreamData(size: i32, endOfStream: bool): FilterStatus {
    return FilterStatus.Continue;
  }

  /** Called when the server has sent data; see `onDownstreamData`. */
  onUpstreamData(size: i32, endOfStream: bool): FilterStatus {
    return FilterStatus.Continue;
  }

  /**
   * Called when the connection to the client is closed: `PeerType.Remote` by the
   * client, `PeerType.Local` by the proxy.
   */
  onDownstreamConnectionClose(peer: PeerType): void {}

  /**
   * Called when the server has ended its side, always with `PeerType.Unknown` in
   * Envoy 1.40; not when another closed the connection.
   */
  onUpstreamConnectionClose(peer: PeerType): void {}

  /**
   * Continues what `onNewConnection` or `onDownstreamData` has stopped. May be called
   * in a callback of any context; `Status.BadArgument` where the connection is gone
   * or ends.
   */
  continueDownstream(): Status {
    return this.sdkContinue(StreamType.Downstream);
  }

  /**
   * Continues what `onUpstreamData` has stopped. Envoy 1.40 cannot, and answers
   * `Status.Unimplemented`: what was stopped goes on when more data comes.
   */
  continueUpstream(): Status {
    return this.sdkContinue(StreamType.Upstream);
  }

  /**
   * Closes the connection to the client, and with it the one to the server; data that
   * this callback was called with is dropped. In Envoy `onDownstreamConnectionClose`
   * and the end of the context are called before it returns.
   */
  closeDownstream(): Status {
    return this.sdkClose(StreamType.Downstream);
  }

  /** Closes the connection to the server; in Envoy the same as `closeDownstream`. */
  closeUpstream(): Status {
    return this.sdkClose(StreamType.Upstream);
  }
}
