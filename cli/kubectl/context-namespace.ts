import { runKubectl, type ClusterOptions } from "./run-kubectl.ts";

/**
 * The namespace of the kubeconfig's context, which kubectl itself would use;
 * `undefined` where it names none.
 *
 *     await contextNamespace({ kubeContext: "dev" }); // "shop"
 */
export async function contextNamespace(
  options: ClusterOptions,
): Promise<string | undefined> {
  // A kubeconfig without a context has none, and so has a pod, which needs no file.
  const { status, stdout } = await runKubectl(
    ["config", "view", "--minify", "--output=jsonpath={..namespace}"],
    options,
  );
  const name = stdout.trim();
  return status === 0 && name !== "" ? name : undefined;
}
