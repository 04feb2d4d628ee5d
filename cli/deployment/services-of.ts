import { parseService, type Clusters } from "../base/service-address.ts";
import type { Deployment } from "./deployment.ts";

/**
 * Where the services are that a deployed filter calls, by their clusters' names.
 *
 *     servicesOf(deployment).auth; // { host: "auth.example", port: 443, … }
 */
export function servicesOf({ clusters = {} }: Deployment): Clusters {
  const entries = Object.entries(clusters);
  return Object.fromEntries(
    entries.map(([name, address]) => [name, parseService(address)]),
  );
}
