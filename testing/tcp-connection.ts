import { bufferOf } from "./bytes";
import { Received } from "./received";
import { connectionOutcome, resetConnection, sendData } from "./spec-host";

const DOWNSTREAM: i32 = 0;
const UPSTREAM: i32 = 1;

/**
 * A TCP connection through a plugin. What a spec hands in passes the filter as in
 * Envoy; `upstream` and `downstream` are what the server and the client got.
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
   * How the client's connection ended, `"local"` if by the proxy, else `"remote"`;
   * `"open"` before.
   */
  get outcome(): string {
    return connectionOutcome(this.id);
  }

  /** Hands in what the client sends, as UTF-8. */
  downstreamData(text: string, endOfStream: bool = false): void {
    sendData(this.id, DOWNSTREAM, String.UTF8.encode(text), endOfStream);
  }

  downstreamBytes(bytes: Uint8Array, endOfStream: bool = false): void {
    sendData(this.id, DOWNSTREAM, bufferOf(bytes), endOfStream);
  }

  /** Hands in what the server sends, as UTF-8; it must be connected. */
  upstreamData(text: string, endOfStream: bool = false): void {
    sendData(this.id, UPSTREAM, String.UTF8.encode(text), endOfStream);
  }

  upstreamBytes(bytes: Uint8Array, endOfStream: bool = false): void {
    sendData(this.id, UPSTREAM, bufferOf(bytes), endOfStream);
  }

  /** Breaks the connection off, as the client would. */
  resetDownstream(): void {
    resetConnection(this.id, DOWNSTREAM);
  }

  /** Breaks the connection to the server off, as the server would. */
  resetUpstream(): void {
    resetConnection(this.id, UPSTREAM);
  }
}
