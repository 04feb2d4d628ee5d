import { CliError } from "../base/cli-error.ts";
import type { Resource, ResourceName } from "./resource.ts";
import { runKubectl, type ClusterOptions } from "./run-kubectl.ts";

/**
 * A resource as the API server has it, with what it knows of who set which field;
 * `undefined` where there is none.
 *
 *     await liveResource(nameResource("wasmplugin", "shop", "auth"), {});
 */
export async function liveResource(
  { type, namespace, name }: ResourceName,
  options: ClusterOptions,
): Promise<Resource | undefined> {
  const answer = await getJson(
    [
      `${type}/${name}`,
      `--namespace=${namespace}`,
      "--ignore-not-found",
      "--show-managed-fields",
    ],
    options,
  );
  return answer as Resource | undefined;
}

/**
 * What `kubectl get` answers as JSON; `undefined` where it answers nothing. Throws a
 * {@link CliError} with kubectl's own words.
 *
 *     await getJson(["pods", "--selector=app=web"], {});
 */
export async function getJson(
  args: string[],
  options: ClusterOptions,
): Promise<unknown> {
  const { status, stdout, stderr } = await runKubectl(
    ["get", ...args, "--output=json"],
    options,
  );
  if (status === 0)
    return stdout.trim() === "" ? undefined : JSON.parse(stdout);
  const [what = ""] = args;
  throw new CliError(`Cannot get ${what}: kubectl says: ${stderr.trim()}`);
}

/** The items of a list that `kubectl get` answers. */
export async function getList(
  args: string[],
  options: ClusterOptions,
): Promise<Resource[]> {
  const answer = (await getJson(args, options)) as
    { items?: Resource[] } | undefined;
  return answer?.items ?? [];
}
