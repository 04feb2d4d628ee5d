import { createHash } from "node:crypto";
import type { Deployment } from "../deployment/deployment.ts";
import { KeyError } from "../deployment/key-error.ts";
import { inspectModule } from "../inspect/inspect-module.ts";

/**
 * A deployment with what its module says: the digest of the file, where the
 * proxy fetches a file, and the least capabilities, where they are asked for.
 *
 * Throws a {@link KeyError} for least capabilities without a module.
 *
 *     await completeDeployment(deployment, await readFile(deployment.module));
 */
export async function completeDeployment(
  deployment: Deployment,
  module: Uint8Array<ArrayBuffer> | undefined,
): Promise<Deployment> {
  const { capabilities, url } = deployment;
  if (capabilities === "least" && module === undefined) {
    throw new KeyError(
      deployment,
      ["capabilities"],
      "Cannot tell the least capabilities without the module: give its file as module.",
    );
  }
  if (module === undefined) return deployment;
  const digest = createHash("sha256").update(module).digest("hex");
  return {
    ...deployment,
    sha256: deployment.sha256 ?? (/^https?:/.test(url) ? digest : undefined),
    capabilities:
      capabilities === "least"
        ? (await inspectModule(module)).capabilities
        : capabilities,
  };
}
