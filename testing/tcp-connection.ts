import {
  connectionOutcome,
  resetConnection,
  sendData,
} from "./generated/bridge";
import { Received } from "./received";
import { utf8 } from "./wire/bytes";

const DOWNSTREAM: string = "downstream";
const UPSTREAM: string = "upstream";

/**
 * A TCP connection through a plugin. What a spec hands in passes through the filter as
 * in Envoy; `upstream` and `downstream` are what the server and the client got.
 *
 * ```ts
 * const connection = plugin.tcpConnection();
 * connection.downstreamData("ping");
 * expect(connection.upstream.text).toBe("ping");
 * ```
 */
export class TcpConnection {
  constructor(
    /** The host's number for it. */
    private readonly id: i32,
  ) {}

  /** What reached the server. */
  get upstream(): Received {
    return new Received(this.id, UPSTREAM);
  }

  /** What reached the client. */
  get downstream(): Received {
    return new Received(this.id, DOWNSTREAM);
  }

  /**
   * How the client's connection ended: `"local"` by the proxy, `"remote"` by the
   * client; `"open"` until then.
   */
  get outcome(): string {
    return connectionOutcome(this.id);
  }

  /** Hands in what the client sends as UTF-8. */
  downstreamData(text: string, endOfStream: bool = false): void {
    sendData(this.id, DOWNSTREAM, utf8(text), endOfStream);
  }

  downstreamBytes(bytes: Uint8Array, endOfStream: bool = false): void {
    sendData(this.id, DOWNSTREAM, bytes, endOfStream);
  }

  /** Hands in what the server sends as UTF-8; it must be connected. */
  upstreamData(text: string, endOfStream: bool = false): void {
    sendData(this.id, UPSTREAM, utf8(text), endOfStream);
  }

  upstreamBytes(bytes: Uint8Array, endOfStream: bool = false): void {
    sendData(this.id, UPSTREAM, bytes, endOfStream);
  }

  /** Breaks the connection, as the client would. */
  resetDownstream(): void {
    resetConnection(this.id, DOWNSTREAM);
  }

  /** Breaks the connection to the server, as the server would. */
  resetUpstream(): void {
    resetConnection(this.id, UPSTREAM);
  }
}
