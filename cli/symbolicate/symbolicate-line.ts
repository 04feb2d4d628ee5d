/** Adds source positions to the lines of a log, called with one line at a time. */
export type LineSymbolicator = (line: string) => string;

/** Returns what to add to a frame, given its offset and its function's name. */
export type FramePosition = (
  offset: number,
  name: string,
) => string | undefined;

/** How much of a log was symbolicated. */
export interface SymbolicatedCounts {
  backtraces: number;
  /** Frames that a position was added to. */
  frames: number;
}

const HEADER = "Proxy-Wasm plugin in-VM backtrace:";

// All repetitions are bounded and none backtracks, since logs contain text from
// strangers.
const START = "\\d{1,6}: {1,8}0x([0-9a-f]{1,8}) - ";
/** The start of a frame, after whatever a log collector has put before the line. */
const FRAME = new RegExp(`^(.{0,256}?)(?<!\\w) {0,16}${START}`);
/** What may follow a name: codes that end colours, and Windows' line ending. */
const END = /(?:\x1b\[[\d;]{0,16}m){0,4}\r?$/;
/** A frame in a log of one line for each entry, where `
` is escaped. */
const ESCAPED_FRAME = new RegExp(`(?<!\\d)${START}`, "g");
const ESCAPED_END = /\\n|"|$/g;

/** How much of a line is read to tell which proxy wrote it. */
const MAX_PREFIX = 256;

/** How many proxies in one log may be printing backtraces at once. */
const MAX_OPEN = 16;

/**
 * Makes a function that adds ` (file:line:column)` to the frames of Envoy's backtraces.
 * It leaves every other line as it is, including frames of other modules.
 *
 * Lines may start with what log collectors add, such as a pod's name, a time and
 * colours.
 *
 *     const symbolicate = lineSymbolicator(positionOf);
 *     for (const line of lines) console.log(symbolicate(line));
 */
export function lineSymbolicator(
  positionOf: FramePosition,
  counts: SymbolicatedCounts = { backtraces: 0, frames: 0 },
): LineSymbolicator {
  /** The prefixes of the backtraces that are being printed. */
  let open: string[] = [];
  const suffixOf = (digits: string, name: string) => {
    const position = positionOf(Number.parseInt(digits, 16), name);
    if (position !== undefined) counts.frames++;
    return position === undefined ? "" : ` (${position})`;
  };
  return (line) => {
    const header = line.indexOf(HEADER);
    if (header >= 0) {
      counts.backtraces++;
      const prefix = prefixOf(line.slice(0, header));
      open = [prefix, ...open.filter((each) => each !== prefix)];
      open.splice(MAX_OPEN);
      const at = header + HEADER.length;
      return line.slice(0, at) + changeEscaped(line.slice(at), suffixOf);
    }
    if (open.length === 0) return line;
    const found = FRAME.exec(line);
    if (found !== null) {
      const [start, before = "", digits = ""] = found;
      const prefix = prefixOf(before);
      if (!open.some((each) => each.startsWith(prefix))) return line;
      const end = END.exec(line)?.index ?? line.length;
      const name = line.slice(start.length, end);
      return start + name + suffixOf(digits, name) + line.slice(end);
    }
    const prefix = prefixOf(line);
    open = open.filter((each) => !prefix.startsWith(each));
    return line;
  };
}

/** Changes the frames of a backtrace on one line with escaped line breaks. */
function changeEscaped(
  text: string,
  suffixOf: (digits: string, name: string) => string,
): string {
  const parts: string[] = [];
  let from = 0;
  for (;;) {
    ESCAPED_FRAME.lastIndex = from;
    const found = ESCAPED_FRAME.exec(text);
    if (found === null) break;
    const start = ESCAPED_FRAME.lastIndex;
    ESCAPED_END.lastIndex = start;
    const end = ESCAPED_END.exec(text)?.index ?? text.length;
    const name = text.slice(start, end);
    parts.push(text.slice(from, end), suffixOf(found[1] ?? "", name));
    from = end;
  }
  return parts.join("") + text.slice(from);
}

/** What identifies the writer of a line: its prefix without colours and digits. */
function prefixOf(text: string): string {
  return text
    .slice(0, MAX_PREFIX)
    .replace(/\x1b\[[\d;]{0,16}m|\d/g, "")
    .trimEnd();
}
