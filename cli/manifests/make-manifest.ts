import type { DeploymentInput } from "../deployment/deployment.ts";
import { parseDeployment } from "../deployment/parse-deployment.ts";
import { readInput } from "../deployment/read-input.ts";
import { assertWasmModule } from "../oci/wasm-module.ts";
import { readFileOf } from "../base/read-file-of.ts";
import { completeDeployment } from "./complete-deployment.ts";
import type { EnvoyAround } from "./envoy.ts";
import type { ManifestKind } from "./kinds.ts";
import type { Manifest } from "./manifest.ts";

/** What the command line said. */
export interface Asked {
  /** A `deployment.yaml`. */
  file?: string;
  /** Keys that go over those of the file. */
  flags: DeploymentInput;
  around?: EnvoyAround;
}

/**
 * Reads a deployment and makes the manifest of a kind from it.
 *
 * Throws a {@link CliError} for a file that cannot be read, for what makes no
 * deployment, and for what the kind cannot say; an ImageError for a module that
 * is none.
 *
 *     await makeManifest(ENVOY, { flags: { name: "a", url: "file:///a.wasm" } });
 */
export async function makeManifest(
  kind: ManifestKind,
  { file, flags, around }: Asked,
): Promise<Manifest> {
  const input = { ...(file ? await readInput(file) : {}), ...flags };
  const url = input.url ?? kind.defaultUrl?.(input);
  const deployment = parseDeployment(
    url === undefined ? input : { ...input, url },
    file ?? "the flags",
  );
  const module = deployment.module && (await readModule(deployment.module));
  const given = { module: module || undefined, around };
  return kind.make(await completeDeployment(deployment, given.module), given);
}

async function readModule(file: string): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(await readFileOf("the module", file));
  assertWasmModule(bytes, file);
  return bytes;
}
