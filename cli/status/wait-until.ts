import { setTimeout as pause } from "node:timers/promises";
import type { FilterStatus } from "./filter-status.ts";

/** How often a cluster is asked, in milliseconds. */
const INTERVAL = 1000;

/**
 * Asks again until a filter is in force, or `seconds` have passed; the last answer
 * counts.
 *
 *     await waitUntil(() => filterStatus(name, {}), 60);
 */
export async function waitUntil(
  look: () => Promise<FilterStatus>,
  seconds: number,
): Promise<FilterStatus> {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const status = await look();
    if (status.inForce || Date.now() >= end) return status;
    await pause(Math.min(INTERVAL, Math.max(0, end - Date.now())));
  }
}
