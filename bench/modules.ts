import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { packageRoot } from "../cli/base/package-root.ts";
import { compile } from "../tests/compile.ts";

const ROOT = packageRoot();
const BUILD = join(ROOT, "build/bench");

/**
 * Compiles one of the bench's filters for release, as a user would.
 *
 *     const wasm = await filterModule("add-header");
 */
export function filterModule(name: string): Promise<string> {
  return compile(`bench/filters/${name}.ts`);
}

/** Compiles one of the bench's filters with a runtime that never collects. */
export function stubModule(name: string): Promise<string> {
  const transform = join(ROOT, "bench/stub-runtime.js");
  return compile(`bench/filters/${name}.ts`, {
    args: ["--runtime", "stub", "--transform", transform],
    variant: ".stub",
  });
}

/**
 * Compiles the filter of six settings without one part of what reads them, by its place in
 * `settings-parts.json`, or without all for 0. Such a module is for its size alone.
 */
export function withoutPart(number: number): Promise<string> {
  const transform = join(ROOT, "bench/without-part.js");
  return compile("bench/filters/six-settings.ts", {
    args: ["--use", `BENCH_WITHOUT=${number}`, "--transform", transform],
    variant: `.without-${number}`,
  });
}

/**
 * Compiles one of the bench's filters so that it counts its allocations, in the export
 * `allocations`.
 */
export async function countingModule(name: string): Promise<string> {
  const traced = await compile(`bench/filters/${name}.ts`, {
    args: ["--use", "ASC_RTRACE=1"],
    variant: ".traced",
  });
  const wasm = join(BUILD, `${name}.counting.wasm`);
  await run("count-allocations.js", traced, wasm);
  return wasm;
}

/** Tells whether there is a floor of that name. */
export function hasFloor(name: string): boolean {
  return existsSync(join(ROOT, `bench/floors/${name}.wat`));
}

/** Assembles one of the floors: the minimum that a Wasm filter can do. */
export async function floorModule(name: string): Promise<string> {
  const wasm = join(BUILD, `${name}.floor.wasm`);
  await run("assemble.js", join(ROOT, `bench/floors/${name}.wat`), wasm);
  return wasm;
}

async function run(script: string, ...args: string[]): Promise<void> {
  await mkdir(BUILD, { recursive: true });
  const file = join(ROOT, "bench", script);
  await promisify(execFile)(process.execPath, [file, ...args]);
}
