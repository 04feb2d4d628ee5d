import type { ByteBuffer } from "../base/byte-buffer.ts";
import type { ConnectionState } from "./connection-state.ts";

/** A filter of a connection; each method returns whether the next filter is called. */
export interface TcpFilter {
  newConnection(): boolean;
  downstreamData(data: ByteBuffer, endOfStream: boolean): boolean;
  upstreamData(data: ByteBuffer, endOfStream: boolean): boolean;
}

/**
 * The filters of a connection, in the order of the client's data. Follows the steps
 * of Envoy's network FilterManager (`source/common/network/filter_manager_impl.cc`).
 *
 *     pass.read(0);
 */
export class TcpPass {
  readonly #connection: ConnectionState;
  readonly #filters: TcpFilter[] = [];
  /** How many filters have seen the connection. */
  #introduced = 0;

  constructor(connection: ConnectionState) {
    this.#connection = connection;
  }

  /** Adds a filter behind those already there; returns its place. */
  add(filter: TcpFilter): number {
    return this.#filters.push(filter) - 1;
  }

  /** Offers what the client has sent to the filters from the given one on. */
  read(from: number): void {
    const connection = this.#connection;
    const { fromClient } = connection;
    for (const [index, filter] of this.#filters.entries()) {
      if (index < from) continue;
      if (!connection.isOpen) return;
      if (index >= this.#introduced) {
        this.#introduced = index + 1;
        if (!filter.newConnection() || !connection.isOpen) return;
      }
      if (fromClient.length === 0 && !connection.clientHasEnded) continue;
      if (!filter.downstreamData(fromClient, connection.clientHasEnded)) return;
    }
  }

  /** Offers what the server has sent; returns whether it may go on to the client. */
  write(data: ByteBuffer, endOfStream: boolean): boolean {
    for (const filter of this.#filters.toReversed()) {
      if (!filter.upstreamData(data, endOfStream)) return false;
      if (!this.#connection.isOpen) return false;
    }
    return true;
  }
}
