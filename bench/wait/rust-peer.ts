import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { packageRoot } from "../../cli/base/package-root.ts";

const BUILD = join(packageRoot(), "build/bench-wait");
const TARGET = "wasm32-wasip1";

/**
 * Returns the module of the same filter with the Rust SDK, from crates.io; throws where
 * cargo cannot build it.
 */
export async function rustPeer(file?: string): Promise<string> {
  if (file !== undefined) return file;
  const manifest = join(packageRoot(), "bench/peers/rust/Cargo.toml");
  await promisify(execFile)("cargo", [
    ...["build", "--release", "--example", "http_call", "--target", TARGET],
    ...["--manifest-path", manifest, "--target-dir", BUILD],
  ]);
  return join(BUILD, TARGET, "release/examples/http_call.wasm");
}
