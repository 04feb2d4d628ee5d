import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { CliError } from "../base/cli-error.ts";
import type { Deployment, DeploymentInput } from "../deployment/deployment.ts";
import { formOf, type Form } from "../inspect/form-of.ts";
import { checkDescription } from "../deployment/check-description.ts";
import { deploymentFile } from "../deployment/deployment-file.ts";
import { parseDeployment } from "../deployment/parse-deployment.ts";
import {
  readDescription,
  type Description,
  type DescriptionKeys,
  type FilterKeys,
} from "../deployment/read-input.ts";

/** A filter in a folder and how it is run. */
export interface Project {
  folder: string;
  /** The module, which may not be built yet. */
  module: string;
  deployment: Deployment;
  /** What describes the deployment; undefined where only flags do. */
  description?: Description;
}

const RELEASE = "build/release.wasm";

/** What a command line says about the project that it runs. */
export interface ProjectOptions {
  /** A description to read instead of the folder's `deployment.yaml`. */
  file?: string;
  /** Keys that take precedence over those of the file. */
  flags: DeploymentInput;
  /** Compiles the module, if the module has to say which form the filter has. */
  build?: () => Promise<void>;
}

/**
 * The project in a folder, as `run` and `serve` run it: its release module, under the
 * name in its package.json, with the settings of its `deployment.yaml`, if it has one.
 *
 * Where nothing says the form, it is that of what the module registers. Throws a
 * {@link CliError} for an invalid deployment.
 *
 *     await readProject(process.cwd(), { flags: { configuration: "melon" } });
 */
export async function readProject(
  folder: string,
  { file: given, flags, build }: ProjectOptions,
): Promise<Project> {
  const file = deploymentFile(given, folder);
  const description = file ? await readDescription(file) : undefined;
  if (description) checkDescription(description);
  const written = description?.keys ?? {};
  const input = { ...filterOf(written, file, flags.name), ...flags };
  // Anything else is refused below, with its key.
  const isNamed = typeof input.module === "string";
  const module = resolve(folder, isNamed ? input.module! : RELEASE);
  const deployment = parseDeployment(
    {
      name: await packageName(folder),
      form: input.form ?? (await builtForm(module, build)),
      ...input,
      // The proxy that is started here reads the module from here.
      url: pathToFileURL(module).href,
      sha256: undefined,
    },
    file ?? "the flags",
    (path) =>
      String(path[0]) in flags ? undefined : description?.lineOf(path),
  );
  return { folder, module, deployment, description };
}

async function builtForm(
  module: string,
  build?: () => Promise<void>,
): Promise<Form | undefined> {
  await build?.();
  const bytes = await readFile(module).catch(() => undefined);
  return bytes && formOf(bytes);
}

/** The keys of the filter that a file describes, or of the one with a name. */
function filterOf(
  { filters, ...shared }: DescriptionKeys,
  file: string | undefined,
  name: string | undefined,
): DeploymentInput {
  const chosen =
    filters?.length === 1
      ? filters[0]
      : filters?.find((filter) => filter.name === name);
  if (filters && chosen === undefined) {
    throw new CliError(
      `Cannot use ${file}: it has several filters; say with --name which one this project is.`,
      { exitStatus: 2 },
    );
  }
  return { ...forEnvoy(shared), ...(chosen && forEnvoy(chosen)) };
}

function forEnvoy({ kinds, ...keys }: FilterKeys): DeploymentInput {
  return { ...keys, ...kinds?.envoy };
}

/** The name in the package.json, as far as a plugin may have it. */
async function packageName(folder: string): Promise<string> {
  const text = await readFile(join(folder, "package.json"), "utf8").catch(
    () => "{}",
  );
  const name = nameIn(text)
    .toLowerCase()
    .replace(/^@[^/]+\//, "")
    .replace(/[^a-z0-9.-]+/g, "-")
    .replace(/^[.-]+|[.-]+$/g, "");
  return name === "" ? "filter" : name;
}

/** The name in a package.json; `""` where there is none, or npm cannot read it either. */
function nameIn(text: string): string {
  try {
    const json = JSON.parse(text) as { name?: unknown } | null;
    return typeof json?.name === "string" ? json.name : "";
  } catch {
    return "";
  }
}
