import {
  hasArrived,
  hasEnded,
  pairCount,
  pairName,
  pairValue,
  readBody,
} from "./spec-host";

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
    const values = this.headerAll(name);
    return values.length == 0 ? null : values[0];
  }

  /** Returns all values of a header, in their order. */
  headerAll(name: string): string[] {
    return this.values(HEADERS, name);
  }

  /** All headers in their order, as `name: value`. */
  get headers(): string[] {
    return this.lines(HEADERS);
  }

  /** Returns the first value of a trailer, or `null`. */
  trailer(name: string): string | null {
    const values = this.values(TRAILERS, name);
    return values.length == 0 ? null : values[0];
  }

  /** All trailers in their order, as `name: value`. */
  get trailers(): string[] {
    return this.lines(TRAILERS);
  }

  /** The body as UTF-8. */
  get text(): string {
    return String.UTF8.decode(readBody(this.stream, this.side));
  }

  /** The bytes of the body. */
  get body(): Uint8Array {
    return Uint8Array.wrap(readBody(this.stream, this.side));
  }

  private values(part: i32, name: string): string[] {
    const wanted = name.toLowerCase();
    const found: string[] = [];
    const count = pairCount(this.stream, this.side, part);
    for (let i = 0; i < count; i++) {
      if (pairName(this.stream, this.side, part, i) != wanted) continue;
      found.push(pairValue(this.stream, this.side, part, i));
    }
    return found;
  }

  private lines(part: i32): string[] {
    const lines: string[] = [];
    const count = pairCount(this.stream, this.side, part);
    for (let i = 0; i < count; i++) {
      const name = pairName(this.stream, this.side, part, i);
      const value = pairValue(this.stream, this.side, part, i);
      lines.push(`${name}: ${value}`);
    }
    return lines;
  }
}
