import { dirname, join } from "node:path";
import { readInterface } from "../../host/engine/wasm/module-interface.ts";
import { CliError } from "../base/cli-error.ts";
import { readLayout, type ModuleLayout } from "../inspect/module-layout.ts";
import type { FunctionSize } from "../inspect/inspection.ts";
import { readFileOf } from "../base/read-file-of.ts";
import { lastIndex } from "./last-index.ts";
import {
  lineSymbolicator,
  type LineSymbolicator,
  type SymbolicatedCounts,
} from "./symbolicate-line.ts";
import { readSourceMap } from "./source-position.ts";

/** Where a module's source map is, if not where the module says. */
export interface SymbolicatorOptions {
  map?: string;
  /** Updated with the number of symbolicated frames. */
  counts?: SymbolicatedCounts;
}

/**
 * Loads a symbolicator for the log of a proxy that runs a module. It reads the module
 * and the source map that the module names, or `<module>.map` next to it.
 *
 * Throws a CliError if one of them is missing or invalid.
 *
 *     const symbolicate = await loadSymbolicator("build/release.wasm");
 */
export async function loadSymbolicator(
  file: string,
  { map, counts }: SymbolicatorOptions = {},
): Promise<LineSymbolicator> {
  const bytes = new Uint8Array(await readFileOf("the module", file));
  if (!WebAssembly.validate(bytes)) {
    throw new CliError(
      `Cannot use ${file}: it is not a valid Wasm module; see proxy-wasm inspect.`,
    );
  }
  const { imports } = readInterface(bytes);
  const functions = imports.filter(({ kind }) => kind === "function").length;
  const layout = byStart(readLayout(bytes, functions));
  const mapFile = map ?? mapFileOf(file, layout);
  const text = await readMap(mapFile);
  const positionOf = readSourceMap(text, mapFile);
  return lineSymbolicator((offset, name) => {
    const found = functionAt(layout, offset, name);
    return found && positionOf(offset, found);
  }, counts);
}

async function readMap(file: string): Promise<string> {
  try {
    return (await readFileOf("the source map", file)).toString("utf8");
  } catch (cause) {
    if (!(cause instanceof CliError)) throw cause;
    throw new CliError(
      `${cause.message} asc writes one with "sourceMap": true; use --map for one elsewhere.`,
      { cause },
    );
  }
}

function mapFileOf(file: string, { sourceMap }: ModuleLayout): string {
  const isFile = sourceMap !== undefined && !/^[a-z]+:/i.test(sourceMap);
  return isFile ? join(dirname(file), sourceMap) : `${file}.map`;
}

function byStart(layout: ModuleLayout): ModuleLayout {
  const functions = layout.functions.toSorted((a, b) => a.start - b.start);
  return { ...layout, functions };
}

/** The function at an offset, or undefined if the frame is of another module. */
function functionAt(
  { functions, hasNames }: ModuleLayout,
  offset: number,
  name: string,
): FunctionSize | undefined {
  const at = lastIndex(functions, ({ start }) => start <= offset);
  const last = functions.at(Math.max(at, 0));
  const isInside =
    at >= 0 && last !== undefined && offset < last.start + last.size;
  const found = isInside ? last : undefined;
  // Envoy demangles the names of C++ and Rust.
  const isNamed =
    !hasNames || found?.name === name || /^_[ZR]/.test(found?.name ?? "");
  return isNamed ? found : undefined;
}
