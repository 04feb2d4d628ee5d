import { printYaml } from "../yaml/print-yaml.ts";

/** How to print a list of capabilities. */
export type CapabilityFormat = "yaml" | "json";

/**
 * The `capability_restriction_config` of a plugin that allows some capabilities, to
 * paste into its `config`.
 *
 *     printCapabilities(["proxy_log"], "yaml")
 */
export function printCapabilities(
  capabilities: string[],
  format: CapabilityFormat,
): string {
  const allowed = Object.fromEntries(capabilities.map((name) => [name, {}]));
  const config = {
    capability_restriction_config: { allowed_capabilities: allowed },
  };
  return format === "json"
    ? `${JSON.stringify(config, null, 2)}\n`
    : printYaml(config);
}
