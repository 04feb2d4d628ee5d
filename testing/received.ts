import { hasDataEnded, readData } from "./generated/bridge";
import { textOf } from "./wire/bytes";

/** What one end of a connection has received so far. */
export class Received {
  constructor(
    private readonly connection: i32,
    private readonly side: string,
  ) {}

  /** Whether the other end has ended its side. */
  get hasEnded(): bool {
    return hasDataEnded(this.connection, this.side);
  }

  /** The bytes as UTF-8. */
  get text(): string {
    return textOf(readData(this.connection, this.side));
  }

  get bytes(): Uint8Array {
    return readData(this.connection, this.side);
  }
}
