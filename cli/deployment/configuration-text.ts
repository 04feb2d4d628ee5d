/**
 * A configuration as the plugin gets it: a text as it is, anything else as JSON,
 * which is what Istio and Envoy Gateway hand over.
 *
 *     configurationText({ a: 1 }); // '{"a":1}'
 */
export function configurationText(value: unknown): string | undefined {
  if (value === undefined || typeof value === "string") return value;
  return JSON.stringify(value);
}
