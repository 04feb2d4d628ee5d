import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { exportsOf } from "../../tests/module/instance.ts";

const ROOT = join(import.meta.dirname, "../..");
const TARGETS = ["wasm32-unknown-unknown", "wasm32-wasip1"];
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
    return new Peer(await exportsOf(wasm));
  }

  /** The module of `bench/kit/rust`; throws where cargo cannot build for Wasm. */
  static async loadRust(): Promise<Peer> {
    const folder = join(ROOT, "build/bench-kit");
    let last: unknown;
    for (const target of TARGETS) {
      try {
        await run("cargo", [
          ...["build", "--release", "--target", target],
          ...["--manifest-path", join(import.meta.dirname, "rust/Cargo.toml")],
          ...["--target-dir", folder],
        ]);
        return await Peer.load(join(folder, target, "release/kit_peer.wasm"));
      } catch (error) {
        last = error;
      }
    }
    throw last;
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
