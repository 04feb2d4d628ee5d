import { liveResource } from "../kubectl/live-resource.ts";
import { describe, type ResourceName } from "../kubectl/resource.ts";
import type { ClusterOptions } from "../kubectl/run-kubectl.ts";
import { wantedConfigurations } from "./configuration-digest.ts";
import type { PluginView } from "./envoy-view.ts";
import { pluginsOf } from "./plugins-of.ts";
import { findProxies } from "./proxies.ts";
import {
  reportAdmin,
  reportPod,
  type ChoosePlugins,
  type ProxyReport,
} from "./proxy-report.ts";
import {
  readResource,
  refusals,
  type ResourceStatus,
} from "./resource-status.ts";

/** Whether a filter is in force: what its resource and each of its proxies say. */
export interface FilterStatus {
  /** Whether every proxy that was found runs it, and there is one. */
  inForce: boolean;
  /** What is wrong with the resource, a sentence each without a full stop. */
  reasons: string[];
  resource?: Partial<ResourceName> & ResourceStatus;
  proxies: ProxyReport[];
  notes: string[];
}

/** Where to look besides what the cluster names. */
export interface StatusOptions extends ClusterOptions {
  /** Admin interfaces to ask instead of pods. */
  admin?: string[];
  /** The agents' ports for statistics, one for each admin interface. */
  agent?: string[];
  /** The lines of the proxies' log, where they are at hand. */
  log?: string[];
}

/** How many pods are asked at the same time. */
const AT_ONCE = 4;

/**
 * Looks whether a filter is in force: at its resource, and at each proxy that takes
 * it.
 *
 *     await filterStatus(nameResource("wasmplugin", "shop", "auth"), {});
 */
export async function filterStatus(
  name: ResourceName,
  options: StatusOptions,
): Promise<FilterStatus> {
  const live = await liveResource(name, options);
  if (live === undefined) {
    const reasons = [`there is no ${describe(name)}`];
    return { inForce: false, reasons, proxies: [], notes: [] };
  }
  const resource = { ...name, ...readResource(live) };
  const wanted = wantedConfigurations(live);
  const choose: ChoosePlugins = (view) =>
    pluginsOf(name, view).map((plugin) => ({
      ...plugin,
      isOutdated: isOutdated(plugin, wanted),
    }));
  const { admin } = options;
  const found =
    admin === undefined
      ? await findProxies(name, live, options)
      : { proxies: [], notes: [] };
  const proxies =
    admin === undefined
      ? await inTurns(found.proxies, (proxy) =>
          reportPod(proxy, choose, options),
        )
      : await reportAdmins(admin, choose, options);
  const reasons = refusals(resource);
  if (proxies.length === 0 && name.kind !== "ConfigMap") {
    reasons.push("no running pod was found whose proxy takes it");
  }
  return {
    inForce: reasons.length === 0 && proxies.every(({ inForce }) => inForce),
    reasons,
    resource,
    proxies,
    notes: found.notes,
  };
}

function isOutdated(
  { configuration }: PluginView,
  wanted: Set<string> | undefined,
): boolean | undefined {
  return configuration === undefined || wanted === undefined
    ? undefined
    : !wanted.has(configuration);
}

/**
 * Looks whether plugins are in force in Envoys that no cluster knows.
 *
 *     await envoyStatus("auth", { admin: ["http://127.0.0.1:9901"] });
 */
export async function envoyStatus(
  name: string | undefined,
  options: StatusOptions,
): Promise<FilterStatus> {
  const choose: ChoosePlugins = ({ plugins }) =>
    plugins.filter(
      (plugin) =>
        name === undefined || [plugin.filter, plugin.name].includes(name),
    );
  const proxies = await reportAdmins(options.admin ?? [], choose, options);
  const inForce = proxies.every((each) => each.inForce);
  return { inForce, reasons: [], proxies, notes: [] };
}

function reportAdmins(
  admin: string[],
  choose: ChoosePlugins,
  { log = [], agent = [] }: StatusOptions,
): Promise<ProxyReport[]> {
  const numbered = admin.map((url, index) => ({ url, agent: agent[index] }));
  return inTurns(numbered, ({ url, agent: at }) =>
    reportAdmin(url, choose, { log, agent: at }),
  );
}

async function inTurns<Item, Result>(
  items: Item[],
  act: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  for (let from = 0; from < items.length; from += AT_ONCE) {
    const some = items.slice(from, from + AT_ONCE);
    results.push(...(await Promise.all(some.map(act))));
  }
  return results;
}
