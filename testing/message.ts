import {
  hasArrived,
  hasEnded,
  readBody,
  readHeaders,
  readTrailers,
} from "./generated/bridge";
import { firstOf, linesOf, valuesOf } from "./pairs";
import { textOf } from "./wire/bytes";

/**
 * What the upstream has got of a request so far, or the client of a response.
 * Before it arrives, it has no headers and no body, and its status is 0.
 */
export class Message {
  constructor(
    private readonly stream: i32,
    private readonly side: string,
  ) {}

  /** Whether its headers have arrived. */
  get hasArrived(): bool {
    return hasArrived(this.stream, this.side);
  }

  /** Whether its end has arrived. */
  get hasEnded(): bool {
    return hasEnded(this.stream, this.side);
  }

  /** The value of `:status`, or 0 if there is none. */
  get status(): i32 {
    const status = this.header(":status");
    return status == null ? 0 : <i32>parseInt(status);
  }

  /** Returns the first value of a header, or `null`; case does not matter. */
  header(name: string): string | null {
    return firstOf(readHeaders(this.stream, this.side), name);
  }

  /** Returns all values of a header in order. */
  headerAll(name: string): string[] {
    return valuesOf(readHeaders(this.stream, this.side), name);
  }

  /** The headers in order, as `name: value`. */
  get headers(): string[] {
    return linesOf(readHeaders(this.stream, this.side));
  }

  /** Returns the first value of a trailer, or `null`. */
  trailer(name: string): string | null {
    return firstOf(readTrailers(this.stream, this.side), name);
  }

  /** The trailers in order, as `name: value`. */
  get trailers(): string[] {
    return linesOf(readTrailers(this.stream, this.side));
  }

  /** The body as UTF-8. */
  get text(): string {
    return textOf(readBody(this.stream, this.side));
  }

  /** The bytes of the body. */
  get body(): Uint8Array {
    return readBody(this.stream, this.side);
  }
}
