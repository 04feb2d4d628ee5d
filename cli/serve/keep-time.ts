import type { ProxyHost } from "../../host/index.ts";

/** How often the emulator's clock follows the real one. */
export const TICK_MS = 10;

/**
 * Lets the clock of an emulator follow the real one, and calls a function each
 * time; returns how to end it. It keeps no process alive.
 *
 *     const stop = keepTime(host, () => undefined);
 */
export function keepTime(host: ProxyHost, onTick: () => void): () => void {
  let shown = performance.now();
  const timer = setInterval(() => {
    const passed = Math.floor(performance.now() - shown);
    shown += passed;
    host.advance(passed);
    onTick();
  }, TICK_MS);
  timer.unref();
  return () => clearInterval(timer);
}
