import { readFile } from "node:fs/promises";
import { compile } from "../compile.ts";
import { LEAST, moduleBytes } from "../module-builder.ts";

/** Small modules from several compilers, to make mutants from. */
export async function sampleModules(): Promise<Uint8Array[]> {
  const source = "examples/add-header/assembly/index.ts";
  const files = [
    await compile(source),
    await compile(source, { target: "debug" }),
    await compile("tests/envoy/filters/simd.ts", {
      args: ["--enable", "simd"],
      variant: "simd",
    }),
  ];
  const small = moduleBytes({
    imports: [{ name: "proxy_log", type: "iii>i" }],
    exports: [...LEAST, { name: "proxy_on_tick", type: "i>" }],
    start: "malloc",
  });
  return [small, ...(await Promise.all(files.map((file) => readFile(file))))];
}
