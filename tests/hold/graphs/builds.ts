import { compile, type CompileOptions } from "../../compile.ts";

const SOURCE = "tests/hold/filters/graphs.ts";

/** The SDK's checks of the heap, which are those of its own memory manager. */
const CHECKS = "../../../tests/hold/filters/integrity.ts";

/** A way to build the module of graphs. */
interface Build extends CompileOptions {
  name: string;
}

function sdk(name: string, ...args: string[]): Build {
  return { name, variant: `.${name}`, args: [CHECKS, ...args] };
}

function plain(name: string, ...args: string[]): Build {
  return { name, variant: `.${name}`, args, transform: false };
}

const level = (optimize: number, shrink: number) => [
  ...["--optimizeLevel", `${optimize}`, "--shrinkLevel", `${shrink}`],
];

/** All builds, of which the first says what is right. */
export const BUILDS: readonly Build[] = [
  plain("plain-incremental", "--runtime", "incremental"),
  plain("plain-minimal"),
  plain("plain-O0", ...level(0, 0), "--runtime", "incremental"),
  sdk("O0", ...level(0, 0)),
  sdk("O1", ...level(1, 0)),
  sdk("O2", ...level(2, 0)),
  sdk("O2s", ...level(2, 1)),
  sdk("O3", ...level(3, 0)),
  sdk("O3z", ...level(3, 2)),
  sdk("converge", ...level(3, 1), "--converge"),
  sdk("simd", "--enable", "simd", ...level(3, 0)),
  sdk("eager", "--use", "PROXY_WASM_EAGER_COLLECTOR=1"),
  {
    ...sdk("incremental", "--runtime", "incremental"),
    args: ["--runtime", "incremental"],
  },
];

/** Compiles a build; returns the file. */
export function compileGraphs(build: Build): Promise<string> {
  return compile(SOURCE, build);
}
