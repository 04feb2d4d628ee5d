import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { delimiter, join, resolve } from "node:path";
import { ROOT } from "../../scripts/project/project-files.ts";
import { ENVOY_VERSIONS } from "../../scripts/project/envoy-versions.ts";
import { findEnvoy } from "../../cli/envoy/find-envoy.ts";
import type { CompileOptions } from "../compile.ts";
import { runInEmulator } from "./run-emulator.ts";
import { runInEnvoy } from "./run-envoy.ts";
import { SCENARIOS, type Scenario, type Seen } from "./scenario.ts";

/** Runs a scenario with its module. */
export type Run = (wasm: string, scenario: Scenario) => Promise<Seen>;

/** A host of the ABI. */
export interface Host {
  name: string;
  /** How the modules are built for it, if not as usual. */
  options?: CompileOptions;
  /** The tools that it takes. */
  tools: string[];
  /** Gets it ready; what it installs and builds is in `build`. */
  prepare(): Promise<Run>;
}

const BUILD = join(ROOT, "build/compatibility");
const FOLDER = join(ROOT, "tests/compatibility/hosts");

/** Runs a command to its end; returns what it prints. */
function run(folder: string, command: string, args: string[]): string {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    cwd: resolve(FOLDER, folder),
    encoding: "utf8",
    env: { ...process.env, CARGO_TARGET_DIR: join(BUILD, "wasmtime") },
  });
  if (error) throw error;
  if (status !== 0) throw new Error(`${command} ${args.join(" ")}: ${stderr}`);
  return stdout;
}

/** Runs scenarios by a command that takes a module and a scenario. */
export function byCommand(
  folder: string,
  command: string,
  args: string[],
): Run {
  return (wasm, { name }) => {
    const file = join(SCENARIOS, `${name}.json`);
    const output = run(folder, command, [...args, wasm, file]);
    return Promise.resolve(JSON.parse(output) as Seen);
  };
}

/** All hosts that the scenarios run in. */
export const HOSTS: readonly Host[] = [
  {
    name: "emulator",
    tools: [],
    prepare: () => Promise.resolve(runInEmulator),
  },
  ...ENVOY_VERSIONS.map((version): Host => ({
    name: `envoy-${version}`,
    tools: [],
    async prepare() {
      const binary = await findEnvoy({ version, onProgress: console.log });
      return (wasm, scenario) => runInEnvoy(wasm, scenario, binary);
    },
  })),
  {
    name: "wasmtime",
    tools: ["cargo"],
    prepare() {
      // The crate needs Rust 1.96.
      const toolchain = process.env.RUST_TOOLCHAIN;
      const channel = toolchain === undefined ? [] : [`+${toolchain}`];
      run("wasmtime", "cargo", [...channel, "build", "--release"]);
      const binary = join(BUILD, "wasmtime/release/proxy-wasm-compatibility");
      return Promise.resolve(byCommand("wasmtime", binary, []));
    },
  },
  wazero("wazero"),
  {
    ...wazero("wazero-start"),
    // It calls no `_initialize`, and all callbacks, which only a plain build has.
    options: {
      transform: false,
      variant: ".start",
      args: ["--exportStart", "_start"],
    },
  },
  {
    name: "chicory",
    tools: ["mvn", "java"],
    prepare() {
      const file = join(BUILD, "chicory.classpath");
      const goal = "dependency:build-classpath";
      run("chicory", "mvn", ["-q", goal, `-Dmdep.outputFile=${file}`]);
      const classes = join(BUILD, "chicory");
      const path = readFileSync(file, "utf8").trim();
      run("chicory", "javac", ["-d", classes, "-cp", path, "runner.java"]);
      const args = ["-cp", `${classes}${delimiter}${path}`, "Runner"];
      return Promise.resolve(byCommand("chicory", "java", args));
    },
  },
];

function wazero(name: string): Host {
  return {
    name,
    tools: ["go"],
    prepare() {
      const binary = join(BUILD, "wazero");
      run("wazero", "go", ["build", "-o", binary, "."]);
      return Promise.resolve(byCommand("wazero", binary, []));
    },
  };
}
