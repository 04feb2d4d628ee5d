import { readFile } from "node:fs/promises";
import type { Deployment, DeploymentInput } from "../deployment/deployment.ts";
import { deploymentsFor } from "../deployment/deployments-for.ts";
import {
  readDescription,
  type Description,
  type DescriptionKeys,
  type FilterKeys,
} from "../deployment/read-input.ts";
import { formOf } from "../inspect/form-of.ts";
import { checkDeployments } from "../config/check-deployments.ts";
import { readMetricTags } from "../compile/metric-tags.ts";
import { assertWasmModule } from "../oci/wasm-module.ts";
import { BUILD_FIRST, readFileOf } from "../base/read-file-of.ts";
import { completeDeployment } from "./complete-deployment.ts";
import type { EnvoyAround } from "./envoy.ts";
import type { FilterPart } from "./filter-part.ts";
import { ENVOY, KUBERNETES_KINDS, type ManifestKind } from "./kinds.ts";
import type { Manifest } from "./manifest.ts";

/** What the command line said. */
export interface Asked {
  /** A `deployment.yaml`. */
  file?: string;
  /** Keys that go over those of the file. */
  flags: DeploymentInput;
  /** Keys that hold where neither the file nor the flags say otherwise. */
  defaults?: DeploymentInput;
  around?: EnvoyAround;
}

const FLAGS: Description = {
  source: "the flags",
  keys: {},
  lineOf: () => undefined,
  positionOf: () => undefined,
};

/**
 * Reads a deployment, or several, and makes the manifest of a kind from it.
 *
 * Throws a {@link CliError} for a file that cannot be read, for what makes no
 * deployment, and for what the kind cannot say; an ImageError for a module that
 * is not one.
 *
 *     await makeManifest(ENVOY, { flags: { name: "a", url: "file:///a.wasm" } });
 */
export async function makeManifest(
  kind: ManifestKind,
  { file, flags, defaults = {}, around }: Asked,
): Promise<Manifest> {
  const read = file ? await readDescription(file) : FLAGS;
  const keys = await withForms({ ...defaults, ...read.keys }, flags);
  const description = { ...read, keys };
  const kinds = [ENVOY, ...KUBERNETES_KINDS].map(({ name }) => name);
  const found = deploymentsFor(description, kind, flags, kinds);
  await checkDeployments(found, description);
  try {
    const filters = await Promise.all(found.deployments.map(partOf));
    const metricTags = await tagsOf(found.deployments);
    const made = kind.make({
      name: found.name,
      filters,
      around: { ...around, metricTags },
    });
    if (metricTags.length === 0 || !kind.forTags) return made;
    const comment = [...(made.comment ?? []), ...kind.forTags(metricTags)];
    return { ...made, comment };
  } catch (error) {
    throw found.located(error);
  }
}

/** The keys, with the form that each filter's module has where nothing says another. */
async function withForms(
  keys: DescriptionKeys,
  flags: DeploymentInput,
): Promise<DescriptionKeys> {
  const { filters } = keys;
  if (flags.form !== undefined || keys.form !== undefined) return keys;
  const own = await withForm(keys, flags.module ?? keys.module);
  if (!Array.isArray(filters)) return own;
  const all = filters.map((each) => withForm(each, each.module));
  return { ...own, filters: await Promise.all(all) };
}

async function withForm<Keys extends FilterKeys>(
  keys: Keys,
  module: string | undefined,
): Promise<Keys> {
  if (typeof module !== "string") return keys;
  // What cannot be read is refused where its bytes are needed.
  const bytes = await readFile(module).catch(() => undefined);
  const form = bytes && formOf(bytes);
  return form === undefined ? keys : { form, ...keys };
}

async function partOf(deployment: Deployment): Promise<FilterPart> {
  const module = deployment.module && (await readModule(deployment.module));
  const bytes = module || undefined;
  return {
    deployment: await completeDeployment(deployment, bytes),
    module: bytes,
  };
}

/** The tags of the filters' metrics, as their builds have written them. */
async function tagsOf(deployments: Deployment[]): Promise<string[]> {
  const all = await Promise.all(
    deployments.flatMap(({ module }) => (module ? readMetricTags(module) : [])),
  );
  return [...new Set(all.flat())].toSorted();
}

async function readModule(file: string): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(
    await readFileOf("the module", file, BUILD_FIRST),
  );
  assertWasmModule(bytes, file);
  return bytes;
}
