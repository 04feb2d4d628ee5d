import type { ByteBuffer } from "../base/byte-buffer.ts";

/** A filter of a connection; each method answers whether the next one is asked. */
export interface TcpFilter {
  newConnection(): boolean;
  downstreamData(data: ByteBuffer, endOfStream: boolean): boolean;
  upstreamData(data: ByteBuffer, endOfStream: boolean): boolean;
}

/** What a pass reads from: the client's data that no filter has taken yet. */
export interface TcpSource {
  readonly data: ByteBuffer;
  isOpen(): boolean;
  hasEnded(): boolean;
}

/**
 * The filters of a connection, in the order of the client's data: the network's
 * FilterManager in Envoy, whose steps it follows
 * (`source/common/network/filter_manager_impl.cc`).
 *
 *     pass.read(0);
 */
export class TcpPass {
  readonly #source: TcpSource;
  readonly #filters: TcpFilter[] = [];
  /** How many filters know of the connection. */
  #introduced = 0;

  constructor(source: TcpSource) {
    this.#source = source;
  }

  /** Adds a filter behind those that are there, and returns its place. */
  add(filter: TcpFilter): number {
    return this.#filters.push(filter) - 1;
  }

  /** Offers what the client has sent to the filters from one on. */
  read(from: number): void {
    const source = this.#source;
    for (const [index, filter] of this.#filters.entries()) {
      if (index < from) continue;
      if (!source.isOpen()) return;
      if (index >= this.#introduced) {
        this.#introduced = index + 1;
        if (!filter.newConnection() || !source.isOpen()) return;
      }
      if (source.data.length === 0 && !source.hasEnded()) continue;
      if (!filter.downstreamData(source.data, source.hasEnded())) return;
    }
  }

  /** Offers what the server has sent; whether it may go on to the client. */
  write(data: ByteBuffer, endOfStream: boolean): boolean {
    for (const filter of this.#filters.toReversed()) {
      if (!filter.upstreamData(data, endOfStream)) return false;
      if (!this.#source.isOpen()) return false;
    }
    return true;
  }
}
