import type { EnvoyProcess } from "../../cli/envoy/envoy-process.ts";

/**
 * Waits until Envoy has logged `count` lines that contain `pattern`, and returns them.
 *
 *     await waitForLines(envoy, ": configured", 2);
 */
export async function waitForLines(
  envoy: EnvoyProcess,
  pattern: RegExp | string,
  count: number,
): Promise<string[]> {
  for (;;) {
    const lines = envoy.logLines(pattern);
    if (lines.length >= count) return lines;
    await envoy.waitForLog(pattern, { from: envoy.logs.length });
  }
}
