/** What is another number or text for each request, connection or build of Envoy. */
const VARYING =
  /^(request|response|log) ((Request|Response)Properties\.(host|hostBytes|timeOr|id|durationOr|backendLatencyOr|headersBytesOr|totalSizeOr)|(Source|Destination)Properties\.(address|portOr)|ConnectionProperties\.idOr|UpstreamProperties\.(localAddress|cxPoolReadyDurationOr)|properties\.connectionIdOr)$/;

/** What only the configuration of a proxy knows. */
const NODE = "XdsProperties.nodeBytes";

/**
 * What the filter `properties.ts` logged in each phase about each property; only the
 * form of what varies.
 *
 *     loggedProperties(envoy.logs).get("log RequestProperties.path"); // "[/a]"
 */
export function loggedProperties(
  lines: readonly string[],
): Map<string, string> {
  const found = lines.flatMap((line) => {
    const [, name, value] =
      /((?:request|response|log) \w+\.\w+)=(.*)$/.exec(line) ?? [];
    return name === undefined || value === undefined || name.endsWith(NODE)
      ? []
      : [[name, VARYING.test(name) ? shapeOf(value) : value] as const];
  });
  return new Map(found);
}

function shapeOf(value: string): string {
  if (value.startsWith("<")) return "<bytes>";
  return value.replace(/[\da-f]{8}-[\da-f-]+/, "ID").replace(/[1-9]\d*/g, "N");
}
