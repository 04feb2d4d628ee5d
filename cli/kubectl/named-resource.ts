import { CliError } from "../base/cli-error.ts";
import { DEFAULTS } from "../deployment/defaults.ts";
import { readInput } from "../deployment/read-input.ts";
import { contextNamespace } from "./context-namespace.ts";
import { nameResource, type ResourceName } from "./resource.ts";
import type { ClusterOptions } from "./run-kubectl.ts";

/** By what a command line names a resource that is there already. */
export interface NameOptions extends ClusterOptions {
  /** A `deployment.yaml`, of which only the name and the namespace matter. */
  file?: string;
  name?: string;
  namespace?: string;
}

/**
 * The resource that a command line names; without a namespace, it is in that of the
 * kubeconfig's context.
 *
 *     await namedResource("wasmplugin", { name: "auth" });
 */
export async function namedResource(
  kindName: string,
  options: NameOptions,
): Promise<ResourceName> {
  const input = options.file === undefined ? {} : await readInput(options.file);
  const name = options.name ?? input.name;
  if (name === undefined) {
    throw new CliError(
      "Cannot tell which resource: give --name, or the deployment as --file.",
      { exitStatus: 2 },
    );
  }
  const namespace =
    options.namespace ??
    input.namespace ??
    (await contextNamespace(options)) ??
    DEFAULTS.namespace;
  return nameResource(kindName, namespace, name);
}
