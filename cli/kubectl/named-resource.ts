import { CliError } from "../base/cli-error.ts";
import { DEFAULTS } from "../deployment/defaults.ts";
import type { DeploymentInput } from "../deployment/deployment.ts";
import { deploymentFile } from "../deployment/deployment-file.ts";
import { readInput } from "../deployment/read-input.ts";
import { contextNamespace } from "./context-namespace.ts";
import { nameResource, type ResourceName } from "./resource.ts";
import type { ClusterOptions } from "./run-kubectl.ts";

/** By what a command line names a resource that is there already. */
export interface NameOptions extends ClusterOptions {
  /** A `deployment.yaml`, of which only the names and the namespace matter. */
  file?: string;
  name?: string;
  namespace?: string;
}

type Names = Pick<DeploymentInput, "name" | "namespace">;

/** Names in a file, which may have several filters, and keys for a kind alone. */
interface NamesInFile extends Names {
  filters?: Names[];
  kinds?: Record<string, Names | undefined>;
}

/** The kind that has all filters of a file in one resource. */
const IN_ONE = "envoygateway";

/**
 * The resources that a command line names, which are several where a file has several
 * filters; without a namespace, they are in that of the kubeconfig's context.
 *
 *     await namedResources("wasmplugin", { name: "auth" });
 */
export async function namedResources(
  kindName: string,
  options: NameOptions,
): Promise<ResourceName[]> {
  const file =
    options.name === undefined
      ? deploymentFile(options.file, process.cwd())
      : options.file;
  const input: NamesInFile = file === undefined ? {} : await readInput(file);
  const filters = options.name === undefined ? (input.filters ?? []) : [];
  const own = { ...input, ...input.kinds?.[kindName] };
  const first = options.name ?? own.name ?? filters[0]?.name;
  const isOne = filters.length === 0 || kindName === IN_ONE;
  const names = isOne ? [first] : filters.map(({ name }) => name);
  const namespace =
    options.namespace ??
    own.namespace ??
    (await contextNamespace(options)) ??
    DEFAULTS.namespace;
  return names.map((name, index) => {
    if (name === undefined) {
      throw new CliError(
        "Cannot tell which resource: give --name, or the deployment as --file.",
        { exitStatus: 2 },
      );
    }
    const at = options.namespace ?? filters[index]?.namespace ?? namespace;
    return nameResource(kindName, at, name);
  });
}
