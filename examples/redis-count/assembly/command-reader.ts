import { StreamHandler } from "proxy-wasm-as";

const LINE_FEED: u8 = 0x0a;

/** Longer names, and longer first words of a line, are cut. */
const MAX_LENGTH = 64;

/**
 * Finds the names of commands in what a client sends in RESP, the protocol of Redis:
 * lists of texts, and lines. Where the data is cut it waits for more, and lets go on what
 * it has read. It keeps nothing but the beginning of a line, or of a name.
 */
export class CommandReader {
  /** What was read last, and how far the reader is in it. */
  private data: Uint8Array = new Uint8Array(0);
  private at: i32 = 0;

  /** Reads what a connection's client sends, in its `onDownstream`. */
  constructor(private readonly connection: StreamHandler) {}

  /** Waits for a command; returns its name in lower case, or `null` at the end. */
  next(): string | null {
    for (let line = this.line(); line != null; line = this.line()) {
      if (!line.startsWith("*")) {
        if (line.length > 0) return line.split(" ")[0];
        continue;
      }
      const name = this.list(sizeIn(line));
      if (name != null) return name;
    }
    return null;
  }

  /** Waits for a list of texts; returns the first, or `null` where there is none. */
  private list(count: i64): string | null {
    let name: string | null = null;
    for (let i: i64 = 0; i < count; i++) {
      const line = this.line();
      if (line == null || !line.startsWith("$")) break;
      // A line ends behind the text.
      const size = max(sizeIn(line), 0) + 2;
      if (i == 0) name = this.text(size);
      else this.skip(size);
    }
    return name;
  }

  /** Waits for a line; returns `null` where the data ends before it does. */
  private line(): string | null {
    let line = "";
    while (this.hasMore()) {
      const byte = this.data[this.at++];
      if (byte == LINE_FEED) return line.trim();
      line = joined(line, byte);
    }
    return null;
  }

  private text(size: i64): string {
    let text = "";
    while (size-- > 0 && this.hasMore()) {
      text = joined(text, this.data[this.at++]);
    }
    return text.trim();
  }

  /** Goes over bytes, however many they are. */
  private skip(size: i64): void {
    while (size > 0 && this.hasMore()) {
      const step = min(size, this.data.length - this.at);
      this.at += <i32>step;
      size -= step;
    }
  }

  /** Waits where all was read; returns whether there is more. */
  private hasMore(): bool {
    while (this.at >= this.data.length) {
      const part = this.connection.read();
      if (part == null) return false;
      this.data = part.bytes();
      this.at = 0;
    }
    return true;
  }
}

/** Returns a number that stands behind the first character of a line. */
function sizeIn(line: string): i64 {
  return I64.parseInt(line.substring(1));
}

/** Adds a byte as a small letter, to a text that is not too long. */
function joined(text: string, byte: u8): string {
  if (text.length >= MAX_LENGTH) return text;
  const isUpper = byte >= 0x41 && byte <= 0x5a;
  return text + String.fromCharCode(isUpper ? byte | 0x20 : byte);
}
