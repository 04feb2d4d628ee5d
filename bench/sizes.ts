import { basename } from "node:path";
import { moduleSize, type ModuleSize } from "./module-size.ts";
import { variantsOf } from "./variants.ts";
import { WORKS } from "./works.ts";

/** The sizes of all modules that the works have. */
export async function measureSizes(
  peers: string | undefined,
): Promise<({ name: string } & ModuleSize)[]> {
  const sizes = new Map<string, ModuleSize>();
  for (const work of WORKS) {
    for (const { wasm } of await variantsOf(work, peers)) {
      if (wasm !== undefined) sizes.set(basename(wasm), moduleSize(wasm));
    }
  }
  return [...sizes].map(([name, size]) => ({ name, ...size }));
}
