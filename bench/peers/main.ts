/**
 * `npm run bench:peers`: builds the works of the bench with other SDKs, and as a native
 * module of Envoy, into `build/peers`. What a toolchain is missing for is skipped.
 */
import { execFile } from "node:child_process";
import { copyFile, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { packageRoot } from "../../cli/base/package-root.ts";
import { WORKS } from "../works.ts";

const run = promisify(execFile);
const SOURCES = import.meta.dirname;
const OUTPUT = join(packageRoot(), "build/peers");
const FILTERS = [...new Set(WORKS.map(({ filter }) => filter))];

/** What is built, by the name of the toolchain that it needs. */
const BUILDS: Record<string, () => Promise<void>> = {
  "cargo, with the target wasm32-wasip1": buildRust,
  "a C compiler": buildNative,
};

await mkdir(OUTPUT, { recursive: true });
for (const [toolchain, build] of Object.entries(BUILDS)) {
  try {
    await build();
  } catch (error) {
    const [line] = String((error as { stderr?: string }).stderr || error)
      .split("\n")
      .filter((each) => each.trim() !== "");
    console.log(`Skipped what needs ${toolchain}: ${line}`);
  }
}

async function buildRust(): Promise<void> {
  const target = "wasm32-wasip1";
  const folder = join(OUTPUT, "rust");
  await run("cargo", [
    ...["build", "--release", "--examples", "--target", target],
    ...["--manifest-path", join(SOURCES, "rust/Cargo.toml")],
    ...["--target-dir", folder],
  ]);
  for (const filter of FILTERS) {
    const name = `${filter.replaceAll("-", "_")}.wasm`;
    const built = join(folder, target, "release/examples", name);
    await copyFile(built, join(OUTPUT, `${filter}.rust.wasm`));
  }
  console.log(`Built ${FILTERS.length} modules with Rust's SDK.`);
}

async function buildNative(): Promise<void> {
  await run("cc", [
    ...["-O3", "-shared", "-fPIC", "-fvisibility=hidden"],
    ...["-o", join(OUTPUT, "libproxy_wasm_as_bench.so")],
    join(SOURCES, "native/filters.c"),
  ]);
  console.log("Built the native module.");
}
