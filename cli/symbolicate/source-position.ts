import {
  decodedMappings,
  TraceMap,
  type EncodedSourceMap,
} from "@jridgewell/trace-mapping";
import { CliError } from "../base/cli-error.ts";
import { lastIndex } from "./last-index.ts";

/**
 * Returns where an instruction comes from, such as `assembly/index.ts:10:7`, given its
 * offset and its function.
 */
export type SourcePosition = (
  offset: number,
  within: { start: number; size: number },
) => string | undefined;

/**
 * Reads a source map; `file` is its name in error messages.
 *
 * An instruction without its own position, such as the call that a `throw` compiles to,
 * has that of the last one before it in its function. Library code that the optimizer
 * inlined into a function of the filter, such as `Map#get`, also says where in the
 * filter that was: from the filter's last line before it to the next one, which are
 * usually the same.
 *
 *     const positionOf = readSourceMap(text, "release.wasm.map");
 *     positionOf(0xf88, { start: 0xe00, size: 0x300 }); // "assembly/index.ts:10:7"
 *     positionOf(0xfa0, { start: 0xe00, size: 0x300 }); // "~lib/map.ts:105:17, called from assembly/index.ts:12"
 */
export function readSourceMap(text: string, file: string): SourcePosition {
  const map = parse(text, file);
  // In a source map of Wasm the offset of a byte is the column of line 1.
  const segments = decodedMappings(map)
    .slice(0, 1)
    .flat()
    .filter(isMapped)
    .map(([at, source, line, column]) => ({
      at,
      source: map.sources[source] ?? "",
      line: line + 1,
      column: column + 1,
    }));
  return (offset, { start, size }) => {
    const before = (end: number) =>
      lastIndex(segments, ({ at }) => at < end) + 1;
    const inside = segments.slice(before(start), before(start + size));
    const found = inside.findLast(({ at }) => at <= offset);
    if (found === undefined) return undefined;
    const position = `${found.source}:${found.line}:${found.column}`;
    if (!isInlined(found.source)) return position;
    const own = inside.filter(({ source }) => !isLibrary(source));
    const last = own.findLast(({ at }) => at < offset);
    if (last === undefined) return position;
    const { source, line } = last;
    const next = own.find(({ at }) => at > offset);
    const isLater = next?.source === source && next.line > line;
    const lines = isLater ? `${line}-${next.line}` : String(line);
    return `${position}, called from ${source}:${lines}`;
  };
}

type Segment = ReturnType<typeof decodedMappings>[number][number];

function isMapped(segment: Segment): segment is Exclude<Segment, [unknown]> {
  return segment.length > 1;
}

const isLibrary = (source: string) => source.startsWith("~lib/");

/**
 * Whether code of a source may have been inlined into the filter. It is the other way
 * round for the functions that the proxy calls: the filter's code is inlined into them.
 */
const isInlined = (source: string) =>
  isLibrary(source) &&
  !source.startsWith("~lib/proxy-wasm-as/assembly/exports/");

function parse(text: string, file: string): TraceMap {
  try {
    // asc's source root is the module's name, which is not a folder.
    const parsed = JSON.parse(text) as EncodedSourceMap;
    return new TraceMap({ ...parsed, sourceRoot: undefined });
  } catch (cause) {
    throw new CliError(`Cannot use ${file}: it is not a source map.`, {
      cause,
    });
  }
}
