import { CliError } from "../base/cli-error.ts";
import { checkDescription, wrongKey } from "./check-description.ts";
import type { Deployment, DeploymentInput } from "./deployment.ts";
import { KeyError, type KeyPath } from "./key-error.ts";
import { parseDeployment } from "./parse-deployment.ts";
import type { Description, FilterKeys } from "./read-input.ts";

/** The kind of manifest that deployments are for. */
export interface KindOfDeployment {
  name: string;
  /** The url of a deployment that gives none. */
  defaultUrl?: (input: DeploymentInput) => string | undefined;
}

/** Deployments, and the name that they have together. */
export interface Deployments {
  /** The file's own name where it has several filters; else the filter's. */
  name: string;
  /** In the order in which requests pass the filters; there is at least one. */
  deployments: Deployment[];
  /** An error that names the line of its key, where a file has it. */
  located: (error: unknown) => unknown;
  /** Where a key of a deployment is in the file; undefined where a flag has it. */
  pathIn: (deployment: string, path: KeyPath) => KeyPath | undefined;
}

/** Keys that say which filter it is: a flag cannot give them to several. */
const OWN_KEYS = ["name", "url", "module", "sha256"] as const;

/**
 * The deployments that a description has for a kind of manifest: each filter's
 * keys over the shared ones, in both the keys for the kind over the others, and
 * flags over all.
 *
 * `kinds` are the names that the key `kinds` may have. Throws a
 * {@link CliError} that names the first key that is wrong.
 *
 *     deploymentsFor(description, { name: "wasmplugin" }, {}, ["wasmplugin"]);
 */
export function deploymentsFor(
  description: Description,
  kind: KindOfDeployment,
  flags: DeploymentInput,
  kinds: string[],
): Deployments {
  checkDescription(description);
  const { filters, ...shared } = description.keys;
  if (filters === undefined) {
    const layers = layersOf(description, kind, kinds, [[shared, []]]);
    const deployment = parse(description, kind, flags, layers);
    return {
      name: deployment.name,
      deployments: [deployment],
      located: (error) => located(description, flags, () => layers, error),
      pathIn: (_, path) => pathIn(flags, layers, path),
    };
  }
  checkFlags(description, filters, flags);
  const { name, ...rest } = shared;
  const layersOfEach = filters.map((filter, index) =>
    layersOf(description, kind, kinds, [
      [filter, ["filters", index]],
      [rest, []],
    ]),
  );
  const deployments = layersOfEach.map((layers) =>
    parse(description, kind, flags, layers),
  );
  const names = deployments.map((each) => each.name);
  const twice = names.findIndex((each, index) => names.indexOf(each) < index);
  if (twice >= 0) {
    throw wrongKey(
      description,
      ["filters", twice, "name"],
      `the name ${names[twice]} is there already`,
    );
  }
  const layersByName = (name: string) => layersOfEach[names.indexOf(name)];
  return {
    name: name ?? names[0],
    deployments,
    located: (error) => located(description, flags, layersByName, error),
    pathIn: (each, path) => pathIn(flags, layersByName(each), path),
  };
}

/** Keys, and where they are in the file; the first has precedence. */
type Layer = [keys: DeploymentInput, path: KeyPath];

/** The given layers, with those for the kind in front of each. */
function layersOf(
  description: Description,
  kind: KindOfDeployment,
  kinds: string[],
  given: [FilterKeys, KeyPath][],
): Layer[] {
  return given.flatMap(([keys, path]) => {
    const { kinds: byKind, ...rest } = keys;
    if (byKind === undefined) return [[rest, path]] as Layer[];
    const own = kindKeys(description, kind, kinds, byKind, [...path, "kinds"]);
    return [
      [own ?? {}, [...path, "kinds", kind.name]],
      [rest, path],
    ] as Layer[];
  });
}

function kindKeys(
  description: Description,
  kind: KindOfDeployment,
  kinds: string[],
  byKind: Record<string, DeploymentInput>,
  path: KeyPath,
): DeploymentInput | undefined {
  const unknown = Object.keys(byKind).find((name) => !kinds.includes(name));
  if (unknown !== undefined) {
    const reason = `unknown kind ${unknown}; use one of ${kinds.join(", ")}`;
    throw wrongKey(description, [...path, unknown], reason);
  }
  return byKind[kind.name];
}

function parse(
  { source, lineOf }: Description,
  kind: KindOfDeployment,
  flags: DeploymentInput,
  layers: Layer[],
): Deployment {
  const all = [flags, ...layers.map(([keys]) => keys)];
  const input = Object.assign({}, ...all.reverse()) as DeploymentInput;
  const url = input.url ?? kind.defaultUrl?.(input);
  return parseDeployment(
    url === undefined ? input : { ...input, url },
    source,
    (path) => lineIn({ source, lineOf }, flags, layers, path),
  );
}

/** The line of a key in the layer that it was taken from. */
function lineIn(
  { lineOf }: Pick<Description, "source" | "lineOf">,
  flags: DeploymentInput,
  layers: Layer[],
  path: KeyPath,
): number | undefined {
  const found = pathIn(flags, layers, path);
  return found && lineOf(found);
}

/** Where a key is in the file, in the layer that it was taken from. */
function pathIn(
  flags: DeploymentInput,
  layers: Layer[],
  path: KeyPath,
): KeyPath | undefined {
  const [key] = path;
  if (key === undefined || key in flags) return undefined;
  const found = layers.find(([keys]) => key in keys);
  return found && [...found[1], ...path];
}

function located(
  description: Description,
  flags: DeploymentInput,
  layersOf: (name: string) => Layer[] | undefined,
  error: unknown,
): unknown {
  if (!(error instanceof KeyError)) return error;
  const layers = layersOf(error.deployment) ?? [];
  const line = lineIn(description, flags, layers, error.path);
  if (line === undefined) return error;
  return new CliError(
    `${error.message.replace(/\.$/, "")} (${description.source}, line ${line}).`,
    { cause: error, exitStatus: 2 },
  );
}

/** Refuses flags of which each of several filters has its own. */
function checkFlags(
  { source }: Description,
  filters: FilterKeys[],
  flags: DeploymentInput,
): void {
  const flag = OWN_KEYS.find((key) => key in flags);
  if (flag === undefined || filters.length === 1) return;
  throw new CliError(
    `Cannot use --${flag} with ${source}: it has ${filters.length} filters, and each has a ${flag} of its own.`,
    { exitStatus: 2 },
  );
}
