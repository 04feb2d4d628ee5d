import {
  originalPositionFor,
  TraceMap,
  type EncodedSourceMap,
} from "@jridgewell/trace-mapping";

const FRAME = /wasm:\/\/wasm\/\S*?:(wasm-function\[\d+\]:0x([0-9a-f]+))/;

/** Code that an author did not write: libraries, as-pect's and the SDK's among them. */
const FOREIGN = /^~lib\/|(^|\/)node_modules\//;

/**
 * Finds the source lines of a spec's stack traces.
 *
 *     const lines = new SourceLines(info.sourceMap);
 *     lines.firstIn(error.stack); // "tests/a.spec.ts:9:30"
 */
export class SourceLines {
  readonly #text: string | null;
  #parsed: TraceMap | null = null;

  constructor(sourceMap: string | null) {
    this.#text = sourceMap;
  }

  /** The innermost line in a file of the author's; null without a source map. */
  firstIn(stack = ""): string | null {
    const lines = stack.split("\n").map((line) => this.#positionIn(line));
    return lines.find((line) => line !== null && !FOREIGN.test(line)) ?? null;
  }

  /** A stack trace with the source line in place of each module's address. */
  translate(stack = ""): string {
    const lines = stack.split("\n").map((line) => {
      const position = this.#positionIn(line);
      // as-pect shows only frames that have "wasm" in them.
      return position === null ? line : line.replace(FRAME, `${position}, $1`);
    });
    return lines.join("\n");
  }

  #positionIn(frame: string): string | null {
    const [, , offset] = FRAME.exec(frame) ?? [];
    if (offset === undefined || this.#text === null) return null;
    this.#parsed ??= parse(this.#text);
    // In a source map of Wasm the offset of a byte is the column of line 1.
    const needle = { line: 1, column: Number.parseInt(offset, 16) };
    const { source, line, column } = originalPositionFor(this.#parsed, needle);
    return source === null ? null : `${source}:${line}:${column + 1}`;
  }
}

function parse(text: string): TraceMap {
  const map = JSON.parse(text) as EncodedSourceMap;
  // The compiler's source root is the name of the module, which is not a folder.
  return new TraceMap({ ...map, sourceRoot: undefined });
}
