import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { Deployment, DeploymentInput } from "../deployment/deployment.ts";
import { parseDeployment } from "../deployment/parse-deployment.ts";
import { readInput } from "../deployment/read-input.ts";

/** A filter in a folder, and how it runs there. */
export interface Project {
  folder: string;
  /** The module, which may not be built yet. */
  module: string;
  deployment: Deployment;
}

const RELEASE = "build/release.wasm";

/**
 * The project in a folder, as `run` and `serve` run it: its release module,
 * under the name in its package.json, with what a deployment says besides.
 *
 * Throws a {@link CliError} for what makes no deployment.
 *
 *     await readProject(process.cwd(), { flags: { configuration: "melon" } });
 */
export async function readProject(
  folder: string,
  { file, flags }: { file?: string; flags: DeploymentInput },
): Promise<Project> {
  const input = { ...(file ? await readInput(file) : {}), ...flags };
  const module = resolve(folder, input.module ?? RELEASE);
  const deployment = parseDeployment(
    {
      name: await packageName(folder),
      ...input,
      // The proxy that is started here reads the module from here.
      url: pathToFileURL(module).href,
      sha256: undefined,
    },
    file ?? "the flags",
  );
  return { folder, module, deployment };
}

async function packageName(folder: string): Promise<string> {
  const text = await readFile(join(folder, "package.json"), "utf8").catch(
    () => "{}",
  );
  const { name } = JSON.parse(text) as { name?: string };
  return name?.replace(/^@[^/]+\//, "").toLowerCase() ?? "filter";
}
