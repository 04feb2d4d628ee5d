import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { compile } from "../../tests/compile.ts";
import { exportsOf } from "../../tests/module/instance.ts";
import { JSON_AS_PEER } from "./json-as-peer.ts";

/** A library's module: what it exports, and its size. */
export interface Peer {
  memory: WebAssembly.Memory;
  bytes: number;
  run: Record<string, (...args: number[]) => number>;
  /** Returns another instance, whose memory is new. */
  fresh: () => Promise<Peer>;
}

const ROOT = join(import.meta.dirname, "../..");
const BUILD = join(ROOT, "build/bench-json");
/** Either does: the module asks its host for nothing that it needs. */
const TARGETS = ["wasm32-unknown-unknown", "wasm32-wasip1"];
const run = promisify(execFile);

/** The SDK's own module, with or without instructions on vectors. */
export async function loadOwn(hasSimd: boolean): Promise<Peer> {
  const simd = { args: ["--enable", "simd"], variant: "-simd" };
  return load(await compile("bench/filters/json.ts", hasSimd ? simd : {}));
}

/** The module of json-as, from npm's registry. */
export async function loadJsonAs(hasSimd: boolean): Promise<Peer> {
  const folder = join(BUILD, "json-as");
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "package.json"), '{"private":true}');
  await writeFile(join(folder, "peer.ts"), JSON_AS_PEER);
  if (!existsSync(join(folder, "node_modules/json-as"))) {
    const packages = ["json-as@1.6.0", "assemblyscript@0.28.20"];
    await run("npm", ["install", ...packages], { cwd: folder });
  }
  const out = hasSimd ? "simd.wasm" : "scalar.wasm";
  const options = ["-O3", "--noAssert", "--runtime", "minimal"];
  if (hasSimd) options.push("--enable", "simd");
  await run(
    "npx",
    [
      "asc",
      "peer.ts",
      ...["--transform", "json-as", "--exportRuntime", "--outFile", out],
      ...options,
    ],
    { cwd: folder },
  );
  return load(join(folder, out));
}

/** The module of serde_json; throws where cargo cannot build for Wasm. */
export async function loadSerde(file?: string): Promise<Peer> {
  if (file !== undefined) return load(file);
  const folder = join(BUILD, "serde");
  const manifest = join(import.meta.dirname, "serde/Cargo.toml");
  let failure: unknown;
  for (const target of TARGETS) {
    try {
      await run("cargo", [
        ...["build", "--release", "--target", target],
        ...["--manifest-path", manifest, "--target-dir", folder],
      ]);
      return await load(join(folder, target, "release/serde_peer.wasm"));
    } catch (error) {
      failure = error;
    }
  }
  throw failure;
}

async function load(file: string): Promise<Peer> {
  const exports = await exportsOf(file);
  return {
    memory: exports.memory as WebAssembly.Memory,
    bytes: (await readFile(file)).length,
    run: exports as unknown as Peer["run"],
    fresh: () => load(file),
  };
}
