/**
 * `npm run bench:peers`: builds the works of the bench with other SDKs, and as native
 * modules of Envoy, into `build/peers`. What a toolchain or a library is missing for is
 * skipped.
 *
 * For C++ it takes `zig` from the path or from Python's package `ziglang`, the SDK's
 * sources from the folder `CPP_SDK` or by git, and the library nlohmann/json from
 * `/usr/include` (Debian's `nlohmann-json3-dev`) or the folder `NLOHMANN_JSON`.
 */
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { copyFile, cp, mkdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { packageRoot } from "../../cli/base/package-root.ts";
import { WORKS } from "../works.ts";
import { buildNativeModule, hasNativeSource } from "../native-module.ts";

const run = promisify(execFile);
const SOURCES = import.meta.dirname;
const OUTPUT = join(packageRoot(), "build/peers");
const FILTERS = [...new Set(WORKS.map(({ filter }) => filter)), "each-header"];

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
    console.log(`Skipped what needs ${toolchain}: ${reasonOf(error)}`);
  }
}

/** Builds those filters that can be; says which cannot, unless all fail alike. */
async function buildEach(
  kind: string,
  filters: string[],
  build: (filter: string) => Promise<void>,
): Promise<void> {
  const failures = new Map<string, unknown>();
  for (const filter of filters) {
    try {
      await build(filter);
    } catch (error) {
      failures.set(filter, error);
    }
  }
  if (failures.size === filters.length) throw [...failures.values()][0];
  console.log(`Built ${filters.length - failures.size} ${kind}.`);
  for (const [filter, error] of failures) {
    console.log(`Skipped ${filter}: ${reasonOf(error)}`);
  }
}

function reasonOf(error: unknown): string {
  const lines = String((error as { stderr?: string }).stderr || error)
    .split("\n")
    .filter((each) => each.trim() !== "");
  return lines.find((each) => /\berror\b/.test(each)) ?? lines[0];
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
  const filters = FILTERS.filter(hasNativeSource);
  await buildEach("native modules", filters, (filter) =>
    buildNativeModule(filter, OUTPUT),
  );
}

async function buildCpp(): Promise<void> {
  const zig = await zigCommand();
  const sdk = process.env.CPP_SDK ?? (await cloneCppSdk());
  const libraries = await nlohmannJson();
  const filters = FILTERS.filter((filter) => hasSource(`cpp/${filter}.cc`));
  await buildEach("modules with the C++ SDK", filters, async (filter) => {
    await run(zig[0], [
      ...[...zig.slice(1), "c++", "--target=wasm32-wasi", "-std=c++17"],
      ...["-O3", "-flto", "-s", "-mexec-model=reactor"],
      ...["-fno-exceptions", "-fno-rtti", "-I", sdk, ...libraries],
      join(SOURCES, `cpp/${filter}.cc`),
      join(sdk, "proxy_wasm_intrinsics.cc"),
      ...["-Wl,--export-dynamic", "-Wl,--export=malloc"],
      "-Wl,--import-symbols",
      ...["-o", join(OUTPUT, `${filter}.cpp.wasm`)],
    ]);
  });
}

function hasSource(path: string): boolean {
  return existsSync(join(SOURCES, path));
}

/** Arguments that find the library alone, without what else is in its folder. */
async function nlohmannJson(): Promise<string[]> {
  const { NLOHMANN_JSON: given = "/usr/include" } = process.env;
  const library = join(given, "nlohmann");
  if (!existsSync(library)) return [];
  const folder = join(OUTPUT, "include");
  await mkdir(folder, { recursive: true });
  await cp(library, join(folder, "nlohmann"), { recursive: true });
  return ["-I", folder];
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
  const filters = FILTERS.filter((filter) => hasSource(`go/${filter}`));
  await buildEach("modules with the Go SDK", filters, async (filter) => {
    const module = join(OUTPUT, `${filter}.go.wasm`);
    const args = ["-mod=mod", "-buildmode=c-shared", "-o", module];
    await run("go", ["build", ...args, `./${filter}`], {
      cwd: folder,
      env: { ...process.env, GOOS: "wasip1", GOARCH: "wasm" },
    });
  });
}
