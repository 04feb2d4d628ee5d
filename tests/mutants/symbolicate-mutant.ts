import { readFile } from "node:fs/promises";
import { CliError } from "../../cli/base/cli-error.ts";
import { readInterface } from "../../host/engine/wasm/module-interface.ts";
import { readLayout } from "../../cli/inspect/module-layout.ts";
import { readSourceMap } from "../../cli/symbolicate/source-position.ts";
import { lineSymbolicator } from "../../cli/symbolicate/symbolicate-line.ts";
import { compile } from "../compile.ts";
import { Random } from "../fuzz/random.ts";
import type { Failure } from "./inspect-mutant.ts";
import { mutateBytes } from "./mutate-bytes.ts";

/** A module with its source map, and a log of it. */
export interface Traced {
  wasm: Uint8Array;
  map: Uint8Array;
  log: Uint8Array;
}

const LOG = `[critical][wasm] Function: proxy_on_request_headers failed: Uncaught RuntimeError: unreachable
Proxy-Wasm plugin in-VM backtrace:
  0:  0x56a - ~lib/proxy-wasm-as/assembly/globals/abort/abort
  1:  0x1be2 - add-header/AddHeader#onResponseHeaders
  2:  0x2a87 - ~lib/proxy-wasm-as/assembly/exports/proxy_on_response_headers
`;

/** How many of a map's segments are kept, so that many mutants are made in a second. */
const SEGMENTS = 300;

/** A module to make mutants from. */
export async function sampleTrace(): Promise<Traced> {
  const file = await compile("examples/add-header/assembly/index.ts");
  const [wasm, text] = await Promise.all(
    [file, `${file}.map`].map((each) => readFile(each)),
  );
  const map = JSON.parse(text.toString()) as { mappings: string };
  const mappings = map.mappings.split(",").slice(0, SEGMENTS).join(",");
  const short = JSON.stringify({ ...map, mappings, sourcesContent: [] });
  return { wasm, map: Buffer.from(short), log: Buffer.from(LOG) };
}

/**
 * Symbolicates a log by a map and a module of which one or more have changed: it ends with
 * the log's lines, or with a sentence. Returns what went wrong.
 */
export function symbolicateMutant(
  traced: Traced,
  seed: number,
): Failure | undefined {
  const random = new Random(seed);
  const change = (bytes: Uint8Array) =>
    random.oneIn(2) ? mutateBytes(bytes, random) : bytes;
  const map = change(traced.map);
  const wasm = change(traced.wasm);
  const log = change(traced.log);
  const started = process.cpuUsage();
  try {
    const positionOf = readSourceMap(Buffer.from(map).toString(), "a.map");
    if (!WebAssembly.validate(new Uint8Array(wasm))) return undefined;
    const { imports } = readInterface(wasm);
    const functions = imports.filter(({ kind }) => kind === "function").length;
    const [, ...found] = readLayout(wasm, functions).functions;
    const symbolicate = lineSymbolicator((offset) =>
      found.length === 0 ? undefined : positionOf(offset, random.pick(found)),
    );
    for (const line of Buffer.from(log).toString().split("\n")) {
      if (!symbolicate(line).startsWith(line.slice(0, 1))) {
        return { seed, what: `a line is lost: ${line}` };
      }
    }
  } catch (error) {
    const { message, stack = "" } = error as Error;
    if (!(error instanceof CliError) || message.length > 2000) {
      return { seed, what: stack };
    }
  }
  const took = process.cpuUsage(started).user / 1000;
  return took > 5000 ? { seed, what: `it took ${took} ms` } : undefined;
}
