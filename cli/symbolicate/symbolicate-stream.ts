import type { LineSymbolicator } from "./symbolicate-line.ts";

const NEWLINE = 0x0a;

/** A longer line passes as it is, so that no log without line breaks is collected. */
const MAX_LINE = 1024 * 1024;

/**
 * Symbolicates a stream of bytes line by line, as it comes; no other byte changes. A
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
  /** The line that ends here, with what is to be sent of it. */
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
  // What is no UTF-8 must not be decoded, or it would come out changed.
  const decoded = line.toString("utf8");
  const changed = symbolicate(decoded);
  return changed === decoded ? line : Buffer.from(changed, "utf8");
}
