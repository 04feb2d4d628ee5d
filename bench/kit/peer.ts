import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { tellTime } from "../../tests/kit/kit-module.ts";
import { exportsOf } from "../../tests/module/instance.ts";
import { sharedData } from "./shared-data.ts";

const ROOT = join(import.meta.dirname, "../..");
const TARGET = "wasm32-wasip1";
const run = promisify(execFile);

/** A module that does works. */
export class Peer {
  readonly #exports: Record<string, (...args: number[]) => number>;
  readonly #memory: WebAssembly.Memory;

  private constructor(exports: WebAssembly.Exports) {
    this.#exports = exports as Record<string, (times: number) => number>;
    this.#memory = exports.memory as WebAssembly.Memory;
  }

  static async load(wasm: string): Promise<Peer> {
    const functions = { clock_time_get: tellTime, ...sharedData() };
    return new Peer(await exportsOf(wasm, functions));
  }

  /** The module of `bench/kit/rust`; throws where cargo cannot build for Wasm. */
  static async loadRust(): Promise<Peer> {
    const folder = join(ROOT, "build/bench-kit");
    await run("cargo", [
      ...["build", "--release", "--target", TARGET],
      ...["--manifest-path", join(import.meta.dirname, "rust/Cargo.toml")],
      ...["--target-dir", folder],
    ]);
    return Peer.load(join(folder, TARGET, "release/kit_peer.wasm"));
  }

  /** Gives the module its input. */
  take(input: Uint8Array): void {
    const at = this.#exports.room(input.length);
    new Uint8Array(this.#memory.buffer).set(input, at);
  }

  /** Does a work a number of times; returns what came out. */
  run(name: string, times: number): number {
    return this.#exports[name](times);
  }
}
