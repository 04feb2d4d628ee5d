import { istioFilterNames } from "../kubectl/istio-filter-names.ts";
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
  const names = istioFilterNames({ kind, namespace, name });
  const isOurs = (filter: string): boolean => {
    if (kind === "EnvoyExtensionPolicy") {
      return filter.includes(`/${namespace}/${name}/wasm/`);
    }
    if (type.endsWith(".higress.io")) return filter.endsWith(dotted);
    return names.includes(filter);
  };
  const found = plugins.filter(({ filter }) => isOurs(filter));
  // The first releases that have WasmPlugins give their filters no prefix.
  return found.length === 0 && kind === "WasmPlugin"
    ? plugins.filter(({ filter }) => filter === dotted)
    : found;
}
