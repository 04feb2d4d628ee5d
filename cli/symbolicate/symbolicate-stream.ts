import type { LineSymbolicator } from "./symbolicate-line.ts";

const NEWLINE = 0x0a;

/** Longer lines pass unchanged, so that a log without line breaks is not buffered. */
const MAX_LINE = 1024 * 1024;

/**
 * Symbolicates a stream of bytes line by line as it arrives; no other byte changes. A
 * line of more than 1 MiB is left as it is.
 *
 *     await pipeline(
 *       process.stdin,
 *       (log) => symbolicateStream(log, symbolicate),
 *       process.stdout,
 *     );
 */
export async function* symbolicateStream(
  log: AsyncIterable<Buffer>,
  symbolicate: LineSymbolicator,
): AsyncGenerator<Buffer> {
  let pending: Buffer[] = [];
  let size = 0;
  let isLong = false;
  /** Returns what is still to be sent of the line that ends here. */
  const finish = (end: Buffer): Buffer => {
    const line = Buffer.concat([...pending, end]);
    const isWhole = !isLong;
    pending = [];
    size = 0;
    isLong = false;
    return isWhole ? change(line, symbolicate) : line;
  };
  for await (const chunk of log) {
    const out: Buffer[] = [];
    let start = 0;
    let end = chunk.indexOf(NEWLINE);
    while (end >= 0) {
      out.push(finish(chunk.subarray(start, end)));
      out.push(chunk.subarray(end, end + 1));
      start = end + 1;
      end = chunk.indexOf(NEWLINE, start);
    }
    const rest = chunk.subarray(start);
    pending.push(rest);
    size += rest.length;
    if (size > MAX_LINE) {
      out.push(...pending);
      pending = [];
      size = 0;
      isLong = true;
    }
    if (out.length > 0) yield Buffer.concat(out);
  }
  if (size > 0) yield finish(Buffer.alloc(0));
}

function change(line: Buffer, symbolicate: LineSymbolicator): Buffer {
  // Bytes that are not UTF-8 would be changed by decoding them.
  const decoded = line.toString("utf8");
  const changed = symbolicate(decoded);
  return changed === decoded ? line : Buffer.from(changed, "utf8");
}
