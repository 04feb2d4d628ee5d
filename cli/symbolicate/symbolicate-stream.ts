import type { LineSymbolicator } from "./symbolicate-line.ts";

/**
 * Symbolicates a stream of bytes line by line, as it comes; no other byte changes.
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
  const change = (line: string) => {
    // What is no UTF-8 must not be decoded, or it would come out changed.
    const text = Buffer.from(line, "latin1");
    const decoded = text.toString("utf8");
    const changed = symbolicate(decoded);
    return changed === decoded ? text : Buffer.from(changed, "utf8");
  };
  let rest = "";
  for await (const chunk of log) {
    const lines = (rest + chunk.toString("latin1")).split("\n");
    rest = lines.pop()!;
    if (lines.length === 0) continue;
    const newline = Buffer.from("\n");
    yield Buffer.concat(lines.flatMap((line) => [change(line), newline]));
  }
  if (rest !== "") yield change(rest);
}
