import type { Coverage } from "./coverage.ts";

/** What the transform of specs writes into their modules. */
export interface SpecInfo {
  /** The source files outside of libraries, by paths from the working folder. */
  sources: string[];
  sourceMap: string | null;
  /** What its counters count, if it has any. */
  coverage?: Coverage;
}

/** The name of the custom section; `testing/as-pect-transform.js` writes it. */
const SECTION = "proxy-wasm-as.spec";

/**
 * Reads what the transform wrote; a module that another transform made has nothing.
 *
 *     readSpecInfo(module).sources; // ["tests/a.spec.ts", "assembly/index.ts"]
 */
export function readSpecInfo(module: WebAssembly.Module): SpecInfo {
  const [section] = WebAssembly.Module.customSections(module, SECTION);
  if (section === undefined) return { sources: [], sourceMap: null };
  return JSON.parse(Buffer.from(section).toString()) as SpecInfo;
}
