import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

/** A file in the form in which istanbul reports it. */
export interface FileCoverage {
  path: string;
  s: Record<string, number>;
  f: Record<string, number>;
  b: Record<string, number[]>;
}

/** What `testing/coverage.js` writes into the module of a spec. */
export interface Coverage {
  files: FileCoverage[];
  /** Which number each counter is, by the counter's id. */
  counters: [file: number, kind: "s" | "f" | "b", key: string, path: number][];
}

/** The folder that coverage is written into; without it, nothing is counted. */
export const COVERAGE_VARIABLE = "PROXY_WASM_COVERAGE";

/** Where a spec's module imports its counter from. */
const MODULE = "proxy-wasm-as.coverage";

let written = 0;

/**
 * What a spec's module imports to count what it runs. The counts are written when the
 * process ends.
 *
 *     { ...imports, ...coverageImports(info.coverage) };
 */
export function coverageImports(
  coverage: Coverage | undefined,
): Record<string, object> {
  const folder = process.env[COVERAGE_VARIABLE];
  if (coverage === undefined || !folder) return {};
  const { files, counters } = coverage;
  const count = (id: number) => {
    const [file, kind, key, path] = counters[id];
    const found = files[file];
    if (kind === "b") found.b[key][path]++;
    else found[kind][key]++;
  };
  const name = `${process.pid}-${written++}.json`;
  process.once("exit", () => write(folder, name, files));
  return { [MODULE]: { count } };
}

function write(folder: string, name: string, files: FileCoverage[]): void {
  const entries = files.map((file) => {
    const path = resolve(file.path);
    return [path, { ...file, path }] as const;
  });
  mkdirSync(folder, { recursive: true });
  const text = JSON.stringify(Object.fromEntries(entries));
  writeFileSync(join(folder, name), text);
}
