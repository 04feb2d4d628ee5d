/**
 * `npm run bench:peers`: builds the works of the bench with other SDKs, and as a native
 * module of Envoy, into `build/peers`. What a toolchain is missing for is skipped.
 *
 * For C++ it takes `zig` from the path or from Python's package `ziglang`, and the SDK's
 * sources from the folder `CPP_SDK` or by git.
 */
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { copyFile, cp, mkdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { packageRoot } from "../../cli/base/package-root.ts";
import { WORKS } from "../works.ts";

const run = promisify(execFile);
const SOURCES = import.meta.dirname;
const OUTPUT = join(packageRoot(), "build/peers");
const FILTERS = [...new Set(WORKS.map(({ filter }) => filter)), "each-header"];

/** What there is in C++ and Go: the works, without the tasks. */
const PLAIN = [
  ...new Set(WORKS.filter(({ isTask }) => !isTask).map((each) => each.filter)),
];

const CPP_SDK = {
  url: "https://github.com/proxy-wasm/proxy-wasm-cpp-sdk",
  commit: "e5256b0",
};

/** What is built, by the name of the toolchain that it needs. */
const BUILDS: Record<string, () => Promise<void>> = {
  "cargo, with the target wasm32-wasip1": buildRust,
  "a C compiler": buildNative,
  "zig, and the C++ SDK": buildCpp,
  "go 1.24, and the Go SDK": buildGo,
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

async function buildCpp(): Promise<void> {
  const zig = await zigCommand();
  const sdk = process.env.CPP_SDK ?? (await cloneCppSdk());
  for (const filter of PLAIN) {
    await run(zig[0], [
      ...[...zig.slice(1), "c++", "--target=wasm32-wasi", "-std=c++17"],
      ...["-O3", "-flto", "-s", "-mexec-model=reactor"],
      ...["-fno-exceptions", "-fno-rtti", "-I", sdk],
      join(SOURCES, `cpp/${filter}.cc`),
      join(sdk, "proxy_wasm_intrinsics.cc"),
      ...["-Wl,--export-dynamic", "-Wl,--export=malloc"],
      "-Wl,--import-symbols",
      ...["-o", join(OUTPUT, `${filter}.cpp.wasm`)],
    ]);
  }
  console.log(`Built ${PLAIN.length} modules with the C++ SDK.`);
}

async function zigCommand(): Promise<string[]> {
  const commands = [["zig"], ["python3", "-m", "ziglang"]];
  for (const [program, ...args] of commands) {
    try {
      await run(program, [...args, "version"]);
      return [program, ...args];
    } catch {
      // The next one may be there.
    }
  }
  throw new Error("there is neither zig nor Python's ziglang");
}

async function cloneCppSdk(): Promise<string> {
  const folder = join(OUTPUT, "proxy-wasm-cpp-sdk");
  if (existsSync(folder)) return folder;
  const partial = `${folder}.partial`;
  await rm(partial, { recursive: true, force: true });
  await run("git", ["clone", "--quiet", CPP_SDK.url, partial]);
  await run("git", ["-C", partial, "checkout", "--quiet", CPP_SDK.commit]);
  await rename(partial, folder);
  return folder;
}

async function buildGo(): Promise<void> {
  // `go` writes the sums of what it gets beside the sources.
  const folder = join(OUTPUT, "go");
  await cp(join(SOURCES, "go"), folder, { recursive: true });
  for (const filter of PLAIN) {
    const module = join(OUTPUT, `${filter}.go.wasm`);
    const args = ["-mod=mod", "-buildmode=c-shared", "-o", module];
    await run("go", ["build", ...args, `./${filter}`], {
      cwd: folder,
      env: { ...process.env, GOOS: "wasip1", GOARCH: "wasm" },
    });
  }
  console.log(`Built ${PLAIN.length} modules with the Go SDK.`);
}
