import { firstOf, linesOf, valuesOf } from "./pairs";
import { hasArrived, hasEnded, messagePairs, readBody } from "./spec-host";

const HEADERS: i32 = 0;
const TRAILERS: i32 = 1;

/**
 * A request as the upstream got it, or a response as the client got it, so far.
 * Before it arrives, it has no header and no body, and its status is 0.
 */
export class Message {
  constructor(
    private readonly stream: i32,
    private readonly side: i32,
  ) {}

  /** Whether its headers are there. */
  get hasArrived(): bool {
    return hasArrived(this.stream, this.side);
  }

  /** Whether its end is there. */
  get hasEnded(): bool {
    return hasEnded(this.stream, this.side);
  }

  /** The value of `:status`, 0 where there is none. */
  get status(): i32 {
    const status = this.header(":status");
    return status == null ? 0 : <i32>parseInt(status);
  }

  /** Returns the first value of a header, or `null`, whatever the name's case. */
  header(name: string): string | null {
    return firstOf(this.pairs(HEADERS), name);
  }

  /** Returns all values of a header, in their order. */
  headerAll(name: string): string[] {
    return valuesOf(this.pairs(HEADERS), name);
  }

  /** All headers in their order, as `name: value`. */
  get headers(): string[] {
    return linesOf(this.pairs(HEADERS));
  }

  /** Returns the first value of a trailer, or `null`. */
  trailer(name: string): string | null {
    return firstOf(this.pairs(TRAILERS), name);
  }

  /** All trailers in their order, as `name: value`. */
  get trailers(): string[] {
    return linesOf(this.pairs(TRAILERS));
  }

  /** The body as UTF-8. */
  get text(): string {
    return String.UTF8.decode(readBody(this.stream, this.side));
  }

  /** The bytes of the body. */
  get body(): Uint8Array {
    return Uint8Array.wrap(readBody(this.stream, this.side));
  }

  private pairs(part: i32): i32 {
    return messagePairs(this.stream, this.side, part);
  }
}
