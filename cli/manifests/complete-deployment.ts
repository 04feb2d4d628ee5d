import { createHash } from "node:crypto";
import type { Deployment } from "../deployment/deployment.ts";
import { CliError } from "../cli-error.ts";

/**
 * A deployment with what its module says: the digest of the file, where the
 * proxy fetches a file, and the least capabilities, where they are asked for.
 *
 * Throws a {@link CliError} for least capabilities without a module.
 *
 *     completeDeployment(deployment, await readFile(deployment.module));
 */
export function completeDeployment(
  deployment: Deployment,
  module: Uint8Array | undefined,
): Deployment {
  const { capabilities, url } = deployment;
  if (capabilities === "least" && module === undefined) {
    throw new CliError(
      "Cannot tell the least capabilities without the module: give its file as module.",
      { exitStatus: 2 },
    );
  }
  if (module === undefined) return deployment;
  const digest = createHash("sha256").update(module).digest("hex");
  return {
    ...deployment,
    sha256: deployment.sha256 ?? (/^https?:/.test(url) ? digest : undefined),
    capabilities:
      capabilities === "least" ? leastCapabilities(module) : capabilities,
  };
}

/** What the module imports, and the callbacks that it exports. */
function leastCapabilities(bytes: Uint8Array): string[] {
  const module = new WebAssembly.Module(bytes as BufferSource);
  const callbacks = WebAssembly.Module.exports(module)
    .map(({ name }) => name)
    .filter((name) => /^proxy_(on_|validate_)/.test(name));
  const functions = WebAssembly.Module.imports(module).map(({ name }) => name);
  return [...new Set([...functions, ...callbacks])].sort();
}
