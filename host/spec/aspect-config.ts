import { coverageImports } from "./coverage.ts";
import { readSpecBuilds } from "./spec-builds.ts";
import { readSpecInfo } from "./spec-info.ts";
import { SourceLines } from "./source-lines.ts";
import { SpecInstance, type SpecBuild } from "./spec-instance.ts";
import { SpecRun, type RunnerImports } from "./spec-run.ts";
import { specsOn, type SpecsOn } from "./specs-on.ts";

/** The part of as-pect's configuration that is given here. */
export interface AspectConfig {
  /** Globs of the spec files. */
  entries: string[];
  include: string[];
  disclude: RegExp[];
  outputBinary: boolean;
  instantiate: typeof instantiate;
}

/** What `aspectConfig` takes: as-pect's configuration, and the builds to test. */
export interface AspectOptions extends Partial<AspectConfig> {
  /**
   * The builds that specs run on: `"spec"`, in which the filter is compiled into the
   * spec's module; `"release"`, the filter's `build/release.wasm`; or `"both"`. By
   * default both, if the release build is there and newer than its sources. The
   * variable `PROXY_WASM_SPECS_ON` says otherwise for one run.
   */
  specsOn?: SpecsOn;
}

/**
 * The whole of `as-pect.config.js`, which runs each spec file beside the emulator:
 *
 *     import { aspectConfig } from "proxy-wasm-as/testing/as-pect";
 *     export default aspectConfig();
 *
 * Spec files are `tests/**\/*.spec.ts` unless `entries` says otherwise.
 */
export function aspectConfig({
  specsOn: given,
  ...options
}: AspectOptions = {}) {
  const config: AspectConfig = {
    entries: ["tests/**/*.spec.ts"],
    // Without any, as-pect looks into a folder of its own.
    include: ["tests/**/*.include.ts"],
    disclude: [],
    outputBinary: false,
    instantiate: (_memory, createImports, load, binary) =>
      instantiateOn(
        (module) => readSpecBuilds(readSpecInfo(module), specsOn(given)),
        { createImports, load, binary },
      ),
    ...options,
  };
  return config;
}

/** What as-pect does for a spec file. */
interface SpecFile<T> {
  createImports: (...imports: object[]) => object;
  load: (binary: Uint8Array, imports: object) => Promise<T>;
  binary: Uint8Array;
}

/**
 * Instantiates a spec file beside the emulator, as as-pect asks for it, on the
 * spec's own build; for a configuration that is not made by `aspectConfig`.
 */
export function instantiate<T extends { exports: object }>(
  _memory: WebAssembly.Memory,
  createImports: (...imports: object[]) => object,
  load: (binary: Uint8Array, imports: object) => Promise<T>,
  binary: Uint8Array,
): Promise<T> {
  const file = { createImports, load, binary };
  return instantiateOn(() => Promise.resolve([{ name: "spec build" }]), file);
}

async function instantiateOn<T extends { exports: object }>(
  buildsOf: (module: WebAssembly.Module) => Promise<SpecBuild[]>,
  { createImports, load, binary }: SpecFile<T>,
): Promise<T> {
  const module = new WebAssembly.Module(Uint8Array.from(binary));
  const info = readSpecInfo(module);
  const counters = coverageImports(info.coverage);
  const builds = await buildsOf(module);
  const instances = builds.map((build) => new SpecInstance(binary, build));
  const lines = new SourceLines(info.sourceMap);
  const run = new SpecRun(instances, lines);
  const loaded: T[] = [];
  for (const [index, instance] of instances.entries()) {
    const own = instance.imports((error) => run.fail(instance, String(error)));
    const imports = createImports({ ...own, ...counters });
    run.link(index, imports as RunnerImports);
    const result = await load(binary, imports);
    instance.attach(result.exports);
    loaded.push(result);
  }
  return { ...loaded[0], exports: run.exports };
}
