import { describe, type ResourceName } from "../kubectl/resource.ts";
import { printable } from "../base/printable.ts";
import type { FilterStatus } from "./filter-status.ts";
import type { ProxyReport } from "./proxy-report.ts";

/**
 * A status as text: a line for the resource and one for each proxy, with the reasons
 * below.
 *
 *     statusText(await filterStatus(name, {}));
 */
export function statusText(status: FilterStatus): string {
  const { resource, reasons, proxies, notes } = status;
  const lines = resource ? resourceLines(resource, reasons) : dashed(reasons);
  for (const proxy of proxies) lines.push(...proxyLines(proxy));
  lines.push(...notes);
  const count = proxies.filter(({ inForce }) => inForce).length;
  if (proxies.length > 0) {
    lines.push(`In force at ${count} of ${proxies.length} proxies.`);
  }
  return `${lines.map(printable).join("\n")}\n`;
}

function resourceLines(
  resource: NonNullable<FilterStatus["resource"]>,
  reasons: string[],
): string[] {
  const { conditions, drift } = resource;
  const held = conditions
    .filter(({ status }) => status === "True")
    .map(({ type }) => type);
  const said =
    held.length === 0 ? "no conditions" : [...new Set(held)].join(", ");
  return [
    `${describe(resource as ResourceName)}: ${said}`,
    ...dashed(reasons),
    ...drift.map((each) => `  changed since deploy: ${each}`),
  ];
}

function proxyLines({ proxy, inForce, reasons, plugins, log }: ProxyReport) {
  const codes = plugins.flatMap(({ code }) =>
    code === undefined ? [] : [code],
  );
  const from = codes.length === 0 ? "" : ` (${[...new Set(codes)].join(", ")})`;
  const quoted = inForce ? [] : log.map(({ line }) => `    ${line}`);
  return [
    `${proxy}: ${inForce ? "in force" : "not in force"}${from}`,
    ...dashed(reasons),
    ...quoted,
  ];
}

function dashed(reasons: string[]): string[] {
  return reasons.map((reason) => `  - ${reason}`);
}
