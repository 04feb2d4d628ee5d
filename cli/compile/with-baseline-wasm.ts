import { setFlagsFromString } from "node:v8";

/**
 * Calls a function while V8 compiles WebAssembly with only its baseline compiler.
 *
 * The optimizer of the AssemblyScript compiler is 10 MB of WebAssembly. In a build of
 * two seconds, V8 would spend more time optimizing that code than it would save.
 * Modules compiled before or after are optimized as usual. Node 24 ignores the flag
 * once it has started and builds as before.
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
