import { log } from "./log";

/**
 * Logs that the proxy has refused a call, which it does without a word of its own:
 * almost always there is no cluster of the name.
 */
export function logRefusedCall(cluster: string): void {
  log.warn("Call refused: the proxy has no cluster " + cluster);
}
