import { setFlagsFromString } from "node:v8";

/**
 * Calls a function while V8 compiles WebAssembly by its baseline compiler alone.
 *
 * For the optimizer of the AssemblyScript compiler, which is WebAssembly of
 * 10 MB: in a build of two seconds V8 would spend more on optimizing its code
 * than it wins. Modules that were compiled before, or are later, are optimized
 * as ever. Node 24 does not take the flag after its start, and builds as before.
 *
 *     await withBaselineWasm(() => asc.main(["--target", "release"]));
 */
export async function withBaselineWasm<T>(build: () => Promise<T>): Promise<T> {
  setFlagsFromString("--liftoff-only");
  try {
    return await build();
  } finally {
    setFlagsFromString("--no-liftoff-only");
  }
}
