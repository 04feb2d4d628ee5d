import { CliError } from "../base/cli-error.ts";
import { deploy } from "../kubectl/deploy.ts";
import { liveResource } from "../kubectl/live-resource.ts";
import { isCanary } from "../kubectl/ownership.ts";
import { describe, type ResourceName } from "../kubectl/resource.ts";
import { undeploy, type UndeployOptions } from "../kubectl/undeploy.ts";
import { canaryNames, canaryOf, promoted } from "./canary.ts";
import { previousSpec } from "../kubectl/history.ts";

/**
 * Deploys what a canary runs instead of what is deployed, then deletes the
 * canary; returns what kubectl printed.
 *
 * For a moment the pods of the canary run both, and never none.
 *
 *     await promote(nameResource("wasmplugin", "shop", "auth"), {});
 */
export async function promote(
  name: ResourceName,
  options: UndeployOptions,
): Promise<string> {
  const live = await liveResource(name, options);
  const canary = await liveResource(canaryOf(name), options);
  if (live === undefined || canary === undefined || !isCanary(canary)) {
    const missing = live === undefined ? name : canaryOf(name);
    throw new CliError(
      `Cannot promote: there is no ${describe(missing)}; "proxy-wasm deploy --canary" makes a canary.`,
    );
  }
  const { output } = await deploy([promoted(live, canary)], options);
  return output + (await removeCanary(name, options));
}

/**
 * Goes back: deletes the canary where there is one, else deploys the spec before the
 * last again; returns what kubectl printed.
 *
 *     await rollBack(nameResource("wasmplugin", "shop", "auth"), {});
 */
export async function rollBack(
  name: ResourceName,
  options: UndeployOptions,
): Promise<string> {
  const removed = await removeCanary(name, options);
  if (removed !== "") return removed;
  const live = await liveResource(name, options);
  const spec = live && previousSpec(live);
  if (live === undefined || spec === undefined) {
    throw new CliError(
      live === undefined
        ? `Cannot roll back: there is no ${describe(name)}.`
        : `Cannot roll back: ${describe(name)} has no canary, and "proxy-wasm deploy" knows no spec before this one.`,
    );
  }
  const { apiVersion, kind } = live;
  const metadata = { name: name.name, namespace: name.namespace };
  const document = { apiVersion, kind, metadata, spec };
  return (await deploy([document], options)).output;
}

async function removeCanary(
  name: ResourceName,
  options: UndeployOptions,
): Promise<string> {
  const alsoIfThere = canaryNames(name);
  return (await undeploy([], { ...options, alsoIfThere })).output;
}
