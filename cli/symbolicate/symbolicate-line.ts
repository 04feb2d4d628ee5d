/** Adds source positions to the lines of a log, one after the other. */
export type LineSymbolicator = (line: string) => string;

/** What to add to a frame, by its offset and its function's name. */
export type FramePosition = (
  offset: number,
  name: string,
) => string | undefined;

const HEADER = "Proxy-Wasm plugin in-VM backtrace:";
const FRAME = /^( *\d+: +0x([0-9a-f]+) - )(.+?)(\r?)$/;
/** A frame in a log of one line for each entry, where `\n` is escaped. */
const ESCAPED_FRAME = /(\d+: +0x([0-9a-f]+) - )(.+?)(?=\\n|"|$)/g;

/**
 * Makes what adds ` (file:line:column)` to the frames of Envoy's backtraces, and
 * leaves every other line as it is, also a frame of another module.
 *
 *     const symbolicate = lineSymbolicator(positionOf);
 *     for (const line of lines) console.log(symbolicate(line));
 */
export function lineSymbolicator(positionOf: FramePosition): LineSymbolicator {
  let inBacktrace = false;
  const frame = (start: string, digits: string, name: string, end = "") => {
    const position = positionOf(Number.parseInt(digits, 16), name);
    const suffix = position === undefined ? "" : ` (${position})`;
    return `${start}${name}${suffix}${end}`;
  };
  return (line) => {
    const header = line.indexOf(HEADER);
    if (header >= 0) {
      inBacktrace = true;
      const at = header + HEADER.length;
      const rest = line.slice(at);
      return (
        line.slice(0, at) +
        rest.replaceAll(ESCAPED_FRAME, (_, start, digits, name) =>
          frame(start as string, digits as string, name as string),
        )
      );
    }
    const found = inBacktrace ? FRAME.exec(line) : null;
    inBacktrace = found !== null;
    if (found === null) return line;
    const [, start, digits, name, end] = found;
    return frame(start, digits, name, end);
  };
}
