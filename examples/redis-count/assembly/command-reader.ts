const LINE_FEED: u8 = 0x0a;

/** Longer names, and longer first words of a line, are cut. */
const MAX_LINE = 64;

/**
 * Finds the names of commands in what a client sends in RESP, the protocol of Redis:
 * lists of texts, and lines. Data may be cut anywhere; nothing but the beginning of a
 * line, or of a name, is kept.
 */
export class CommandReader {
  /** The beginning of the line or of the name that is read. */
  private line: string = "";
  /** How many texts of the current command are to come. */
  private left: i64 = 0;
  /** How many bytes of the current text are to come, its line end included. */
  private rest: i64 = 0;
  private isName: bool = false;

  /** Reads on, and returns the names that are whole now, in lower case. */
  read(data: Uint8Array): string[] {
    const names: string[] = [];
    for (let i = 0; i < data.length; i++) {
      if (this.rest == 0) {
        this.keep(data[i]);
        if (data[i] == LINE_FEED) this.endLine(names);
        continue;
      }
      if (this.isName) {
        this.keep(data[i]);
        if (--this.rest == 0) this.endName(names);
        continue;
      }
      // All but names are gone over, however long they are.
      const step = min(this.rest, data.length - i);
      this.rest -= step;
      i += <i32>step - 1;
    }
    return names;
  }

  private keep(byte: u8): void {
    const isUpper = byte >= 0x41 && byte <= 0x5a;
    const unit = isUpper ? byte | 0x20 : byte;
    if (this.line.length < MAX_LINE) this.line += String.fromCharCode(unit);
  }

  private endLine(names: string[]): void {
    const line = this.line.trim();
    this.line = "";
    const size = I64.parseInt(line.substring(1));
    if (line.startsWith("*") && this.left == 0) {
      this.left = max(size, 0);
      this.isName = true;
    } else if (line.startsWith("$") && this.left > 0) {
      this.left--;
      this.rest = max(size, 0) + 2;
    } else if (line.length > 0) {
      this.left = 0;
      names.push(line.split(" ")[0]);
    }
  }

  private endName(names: string[]): void {
    names.push(this.line.trim());
    this.line = "";
    this.isName = false;
  }
}
