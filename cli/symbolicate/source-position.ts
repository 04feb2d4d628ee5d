import {
  decodedMappings,
  TraceMap,
  type EncodedSourceMap,
} from "@jridgewell/trace-mapping";
import { CliError } from "../cli-error.ts";
import { lastIndex } from "./last-index.ts";

/**
 * Where an instruction of a module comes from, such as `assembly/index.ts:10:7`, by
 * its offset and that of its function.
 */
export type SourcePosition = (
  offset: number,
  functionStart: number,
) => string | undefined;

/**
 * Reads a source map; `file` is its name for a message.
 *
 * An instruction without a position of its own, such as the call behind a `throw`,
 * has that of the last one before it in its function.
 *
 *     const positionOf = readSourceMap(text, "release.wasm.map");
 *     positionOf(0xf88, 0xe00); // "assembly/index.ts:10:7"
 */
export function readSourceMap(text: string, file: string): SourcePosition {
  const map = parse(text, file);
  // In a source map of Wasm the offset of a byte is the column of line 1.
  const segments = decodedMappings(map)
    .slice(0, 1)
    .flat()
    .filter(({ length }) => length > 1);
  return (offset, functionStart) => {
    const found = segments[lastIndex(segments, ([start]) => start <= offset)];
    if (found === undefined || found.length === 1) return undefined;
    const [start, source, line, column] = found;
    if (start < functionStart) return undefined;
    return `${map.sources[source]}:${line + 1}:${column + 1}`;
  };
}

function parse(text: string, file: string): TraceMap {
  try {
    // asc's source root is the module's name, which is no folder.
    const parsed = JSON.parse(text) as EncodedSourceMap;
    return new TraceMap({ ...parsed, sourceRoot: undefined });
  } catch (cause) {
    throw new CliError(`Cannot use ${file}: it is no source map.`, { cause });
  }
}
