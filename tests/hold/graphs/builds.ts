import { compile, type CompileOptions } from "../../compile.ts";
import { compileOverPackage, compileWithJsonAs } from "./projects.ts";

const SOURCE = "tests/hold/filters/graphs-in-proxy.ts";

/** The SDK's checks of the heap, which are those of its own memory manager. */
const CHECKS = "../../../tests/hold/filters/integrity.ts";

/** A way to build the module of graphs. */
export interface Build {
  name: string;
  /** Compiles it; returns the file. */
  compile: () => Promise<string>;
}

function build(name: string, options: CompileOptions): Build {
  return {
    name,
    compile: () => compile(SOURCE, { ...options, variant: `.${name}` }),
  };
}

function sdk(name: string, ...args: string[]): Build {
  return build(name, { args: [CHECKS, ...args] });
}

function plain(name: string, ...args: string[]): Build {
  return build(name, { args, transform: false });
}

const level = (optimize: number, shrink: number) => [
  ...["--optimizeLevel", `${optimize}`, "--shrinkLevel", `${shrink}`],
];

/** An eager collector takes a thousand times as long. */
export const EAGER = "eager";

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
  sdk(EAGER, "--use", "PROXY_WASM_EAGER_COLLECTOR=1"),
  build("incremental", { args: ["--runtime", "incremental"] }),
  { name: "package", compile: compileOverPackage },
  { name: "json-as", compile: compileWithJsonAs },
];
