import { fork, type ChildProcess } from "node:child_process";
import { createHash, randomUUID } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { copyFile, mkdir, readFile, rename, rm } from "node:fs/promises";
import { once } from "node:events";
import { basename, dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { askServer } from "./ask-server.js";
import { putFile } from "./put-file.ts";
import { SOCKET_VARIABLE } from "./socket-variable.js";

const ROOT = fileURLToPath(new URL("..", import.meta.url));

/** How to compile a filter, if not for release as usual. */
export interface CompileOptions {
  /** The target of the filter's asconfig.json. */
  target?: "debug" | "release";
  /** More arguments for asc. */
  args?: string[];
  /** What to add to the output's name to distinguish variants. */
  variant?: string;
  /** Whether the SDK's transform runs; true by default. */
  transform?: boolean;
}

/** What the compiler printed; `wasm` is the file, which exists unless it failed. */
export interface Compiled extends CompilerResult {
  wasm: string;
}

/**
 * Compiles a filter of this repository, given its path from the root, with the
 * asconfig.json above it, as a user's `npx asc` would. Returns the module's path.
 * Compiles only if something has changed since the last time. Rejects with the
 * compiler's output, even if it is only a warning, since users would see it.
 *
 *     const wasm = await compile("tests/envoy/filters/throws.ts");
 */
export async function compile(
  source: string,
  options: CompileOptions = {},
): Promise<string> {
  const wasm = outputOf(source, options);
  const inputs = inputsOf(source, options);
  const id = `${wasm}\n${inputs}`;
  // The scenarios of a file ask for the same filter at once.
  const compiled =
    underWay.get(id) ?? compileChanged(source, options, wasm, inputs);
  underWay.set(id, compiled);
  await compiled.finally(() => underWay.delete(id));
  return wasm;
}

const underWay = new Map<string, Promise<void>>();

async function compileChanged(
  source: string,
  options: CompileOptions,
  wasm: string,
  inputs: string,
): Promise<void> {
  const key = `${wasm}.key`;
  if (existsSync(key) && (await readFile(key, "utf8")) === inputs) return;
  const { failed, stderr } = await tryCompile(source, options);
  if (failed || stderr.includes("WARNING AS")) {
    throw new Error(`Cannot compile ${source}: ${stderr}`);
  }
  await putFile(key, inputs);
}

/**
 * Makes a module that `proxy-wasm build` has written what `compile` returns: it writes the
 * same bytes as asc.
 *
 *     await keepBuild("examples/jwt/assembly/index.ts", "examples/jwt/build/release.wasm");
 */
export async function keepBuild(source: string, built: string): Promise<void> {
  const wasm = outputOf(source, {});
  await mkdir(dirname(wasm), { recursive: true });
  for (const extension of ["", ".map"]) {
    const partial = `${wasm}.${randomUUID()}`;
    await copyFile(join(ROOT, built) + extension, partial);
    await rename(partial, wasm + extension);
  }
  await putFile(`${wasm}.key`, inputsOf(source, {}));
}

/** Compiles as `compile` does, and returns what the compiler printed. */
export async function tryCompile(
  source: string,
  options: CompileOptions = {},
): Promise<Compiled> {
  const file = join(ROOT, source);
  const folder = projectOf(dirname(file));
  return compileTo(outputOf(source, options), folder, [
    // asc takes only paths relative to baseDir.
    relative(folder, file),
    ...["--target", options.target ?? "release"],
    ...(options.args ?? []),
    ...(options.transform === false ? await configWithout(folder) : []),
  ]);
}

/** Compiles in a folder with an asconfig.json, and puts the module at a path. */
export async function compileTo(
  wasm: string,
  folder: string,
  args: string[],
): Promise<Compiled> {
  // Test files run concurrently: none may read what another has half written.
  const partial = join(dirname(wasm), randomUUID(), basename(wasm));
  await mkdir(dirname(partial), { recursive: true });
  const { failed, stderr } = await runAsc([
    ...[...args, "--baseDir", folder],
    ...["--outFile", relative(folder, partial)],
  ]);
  if (!failed) {
    await rename(partial, wasm);
    const map = `${partial}.map`;
    if (existsSync(map)) await rename(map, `${wasm}.map`);
  }
  await rm(dirname(partial), { recursive: true, force: true });
  return { wasm, failed, stderr };
}

/** The arguments with which asc compiles a folder's filters without the transform. */
async function configWithout(folder: string): Promise<string[]> {
  const own = await readConfig(join(folder, "asconfig.json"));
  const base = basename(own.extends ?? "");
  const config = await readConfig(join(ROOT, base));
  delete config.options?.transform;
  config.entries = config.entries?.map((entry) => join(ROOT, entry));
  const file = join(ROOT, "build/tests/without-transform", base);
  await putFile(file, JSON.stringify(config));
  return ["--config", file];
}

interface Asconfig {
  extends?: string;
  entries?: string[];
  options?: { transform?: string[] };
}

async function readConfig(file: string): Promise<Asconfig> {
  return JSON.parse(await readFile(file, "utf8")) as Asconfig;
}

function outputOf(
  source: string,
  { target = "release", variant = "", transform = true }: CompileOptions,
): string {
  const plain = transform ? "" : "-without-transform";
  const name = `${basename(source, ".ts")}${variant}${plain}.${target}.wasm`;
  return join(ROOT, "build/tests", dirname(source), name);
}

/** A digest of everything that the compiler may read for a filter. */
function inputsOf(source: string, options: CompileOptions): string {
  // Hundreds of files, which do not change while a process compiles its filters.
  inputsOfAll ??= digestOf([
    ...["package-lock.json", "asconfig.json", "index.ts"],
    ...INPUT_FOLDERS.flatMap(filesBelow),
  ]);
  const own = digestOf(filesBelow(dirname(source)));
  return JSON.stringify({ options, inputsOfAll, own });
}

/** What the compiler may read for each filter. */
const INPUT_FOLDERS = ["assembly", "transform", "examples/add-header/assembly"];

let inputsOfAll: string | undefined;

function digestOf(files: string[]): string {
  const hash = createHash("sha256");
  for (const file of files) {
    hash.update(file).update(readFileSync(join(ROOT, file)));
  }
  return hash.digest("hex");
}

function filesBelow(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
    .map((name) => join(folder, name))
    .filter((name) => statSync(join(ROOT, name)).isFile())
    .toSorted();
}

/** The folder of the asconfig.json for a filter in `folder`. */
export function projectOf(folder: string): string {
  if (existsSync(join(folder, "asconfig.json"))) return folder;
  return projectOf(dirname(folder));
}

/** Runs the compiler: one that all test files share, or one of this process. */
export function runAsc(args: string[]): Promise<CompilerResult> {
  const socket = process.env[SOCKET_VARIABLE];
  if (socket) return askServer(socket, args) as Promise<CompilerResult>;
  const result = queue.then(() => askWorker(args));
  queue = result.catch(() => undefined);
  return result;
}

interface CompilerResult {
  failed: boolean;
  stderr: string;
}

let queue: Promise<unknown> = Promise.resolve();
let worker: ChildProcess | undefined;

/** Runs one call after another. */
async function askWorker(args: string[]): Promise<CompilerResult> {
  worker ??= fork(join(import.meta.dirname, "compile-worker.js"), {
    execArgv: [],
  });
  const child = worker;
  child.ref();
  child.channel?.ref();
  child.send(args);
  const [result] = (await once(child, "message")) as [CompilerResult];
  // An idle worker must not keep the tests from ending.
  child.unref();
  child.channel?.unref();
  return result;
}

/** Returns the names of a module's imports, as `module.name`, and of its exports. */
export async function interfaceOf(
  wasm: string,
): Promise<{ imports: string[]; exports: string[] }> {
  const module = new WebAssembly.Module(await readFile(wasm));
  return {
    imports: WebAssembly.Module.imports(module).map(
      (each) => `${each.module}.${each.name}`,
    ),
    exports: WebAssembly.Module.exports(module).map((each) => each.name),
  };
}
