import { hasDataEnded, readData } from "./spec-host";

/** What one end of a connection has received so far. */
export class Received {
  constructor(
    private readonly connection: i32,
    private readonly side: i32,
  ) {}

  /** Whether nothing follows. */
  get hasEnded(): bool {
    return hasDataEnded(this.connection, this.side);
  }

  /** The bytes as UTF-8. */
  get text(): string {
    return String.UTF8.decode(readData(this.connection, this.side));
  }

  get bytes(): Uint8Array {
    return Uint8Array.wrap(readData(this.connection, this.side));
  }
}
