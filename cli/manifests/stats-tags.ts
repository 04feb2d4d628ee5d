import type { EnvoyObject } from "../envoy/extension.ts";

/**
 * What finds the tags of a filter's metrics in their names: Envoy removes the first group from
 * a name, and takes the second for the value. See `assembly/metrics/tagged-name.ts`.
 *
 *     statsTags(["route"]); // [{ tag_name: "route", regex: … }]
 */
export function statsTags(tags: string[]): EnvoyObject[] {
  return tags.map((tag) => ({
    tag_name: tag,
    regex: `[.;](${tag}=\\.=([^;]*);\\.;)`,
  }));
}

/**
 * Returns the bootstrap's field with these expressions, or nothing without tags.
 *
 *     bootstrap({ fields: { ...statsConfig(["route"]) } });
 */
export function statsConfig(tags: string[]): EnvoyObject {
  return tags.length === 0
    ? {}
    : { stats_config: { stats_tags: statsTags(tags) } };
}

/**
 * What Istio's proxies need to show such metrics, in lines: by annotations of the pods that
 * have the filter. Its own expressions know the form of the names.
 */
export function istioTags(tags: string[]): string[] {
  return [
    "For its metrics and their labels, the proxies' pods need these annotations:",
    "  sidecar.istio.io/statsInclusionPrefixes: wasmcustom",
    `  sidecar.istio.io/extraStatTags: ${tags.join(",")}`,
  ];
}

/** What an EnvoyProxy of Envoy Gateway needs for them, in lines. */
export function gatewayTags(tags: string[]): string[] {
  const lines = statsTags(tags).flatMap(({ tag_name: name, regex }) => [
    `          - tag_name: ${String(name)}`,
    `            regex: '${String(regex)}'`,
  ]);
  return [
    "For the labels of its metrics, the Gateway's EnvoyProxy needs this:",
    "  spec:",
    "    bootstrap:",
    "      type: Merge",
    "      value: |",
    "        stats_config:",
    "          stats_tags:",
    ...lines.map((line) => `  ${line}`),
  ];
}
