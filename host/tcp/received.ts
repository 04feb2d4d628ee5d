import { ReceivedParts } from "../base/received-parts.ts";

/**
 * What one end of a connection has received so far.
 *
 *     connection.upstream?.text; // what the server got
 */
export class Received extends ReceivedParts {
  get bytes(): Buffer {
    return this.joined;
  }

  /** Called by the connection with bytes. */
  take(bytes: Uint8Array, endOfStream: boolean): void {
    this.add(bytes, endOfStream);
  }
}
