import { CliError } from "../base/cli-error.ts";
import type { ResourceName } from "../kubectl/resource.ts";
import { runKubectl, type ClusterOptions } from "../kubectl/run-kubectl.ts";

/** istiod looks at annotations only where `istio.io` is a part of their names. */
const ANNOTATION = "istio.io.proxy-wasm-as.github.io/refetched";

/**
 * Changes an annotation of a resource, so that its control plane gives it to the
 * proxies again, and what could not be fetched is fetched again.
 *
 *     await refetch(nameResource("wasmplugin", "shop", "auth"), {});
 */
export async function refetch(
  { type, namespace, name }: ResourceName,
  options: ClusterOptions,
): Promise<void> {
  const { status, stderr } = await runKubectl(
    [
      "annotate",
      `${type}/${name}`,
      `--namespace=${namespace}`,
      "--overwrite",
      "--field-manager=proxy-wasm-status",
      `${ANNOTATION}=${new Date().toISOString()}`,
    ],
    options,
  );
  if (status === 0) return;
  throw new CliError(`Cannot refetch: kubectl says: ${stderr.trim()}`);
}
