import type { ResourceName } from "../kubectl/resource.ts";
import type { EnvoyView, PluginView } from "./envoy-view.ts";

/**
 * The plugins in an Envoy that a resource stands for, by the names that its control
 * plane gives them.
 *
 *     pluginsOf(nameResource("envoyfilter", "shop", "auth"), view); // those of shop.auth
 */
export function pluginsOf(
  { kind, type, namespace, name }: ResourceName,
  { plugins }: EnvoyView,
): PluginView[] {
  const dotted = `${namespace}.${name}`;
  const isOurs = (filter: string): boolean => {
    if (kind === "EnvoyExtensionPolicy") {
      return filter.includes(`/${namespace}/${name}/wasm/`);
    }
    if (kind === "EnvoyFilter") return filter === dotted;
    if (type.endsWith(".higress.io")) return filter.endsWith(dotted);
    // Istio 1.31 calls a WasmPlugin a trafficextension, too.
    return /^extensions\.istio\.io\/(wasmplugin|trafficextension)\//.test(
      filter,
    )
      ? filter.endsWith(`/${dotted}`)
      : filter === dotted;
  };
  return plugins.filter(({ filter }) => isOurs(filter));
}
