import {
  decodedMappings,
  TraceMap,
  type EncodedSourceMap,
} from "@jridgewell/trace-mapping";
import { CliError } from "../base/cli-error.ts";
import { lastIndex } from "./last-index.ts";

/**
 * Where an instruction of a module comes from, such as `assembly/index.ts:10:7`, by
 * its offset and its function.
 */
export type SourcePosition = (
  offset: number,
  within: { start: number; size: number },
) => string | undefined;

/**
 * Reads a source map; `file` is its name for a message.
 *
 * An instruction without a position of its own, such as the call behind a `throw`,
 * has that of the last one before it in its function. What the optimizer put into a
 * function of the filter from a library, such as `Map#get`, says where in the filter:
 * from the filter's last line before it to its next one, mostly the same.
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
    const isBehind = next?.source === source && next.line > line;
    const lines = isBehind ? `${line}-${next.line}` : String(line);
    return `${position}, called from ${source}:${lines}`;
  };
}

type Segment = ReturnType<typeof decodedMappings>[number][number];

function isMapped(segment: Segment): segment is Exclude<Segment, [unknown]> {
  return segment.length > 1;
}

const isLibrary = (source: string) => source.startsWith("~lib/");

/**
 * Whether code of a source may have been put into a function of the filter. What the
 * proxy calls is the other way round: the filter's code is put there.
 */
const isInlined = (source: string) =>
  isLibrary(source) &&
  !source.startsWith("~lib/proxy-wasm-as/assembly/exports/");

function parse(text: string, file: string): TraceMap {
  try {
    // asc's source root is the module's name, which is no folder.
    const parsed = JSON.parse(text) as EncodedSourceMap;
    return new TraceMap({ ...parsed, sourceRoot: undefined });
  } catch (cause) {
    throw new CliError(`Cannot use ${file}: it is no source map.`, { cause });
  }
}
