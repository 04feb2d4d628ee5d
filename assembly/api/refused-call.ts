import { log } from "./log";

/**
 * Logs that the proxy refused a call. The proxy itself logs nothing, and the cause is
 * almost always an unknown cluster name.
 */
export function logRefusedCall(cluster: string): void {
  log.warn("Call refused: the proxy has no cluster " + cluster);
}
