/** How often the emulator's clock follows the real one. */
const TICK_MS = 10;

/**
 * Tells a function how many milliseconds have passed since the last time; returns how
 * to end it. It keeps no process alive.
 *
 *     const stop = keepTime((milliseconds) => host.advance(milliseconds));
 */
export function keepTime(onTick: (milliseconds: number) => void): () => void {
  let shown = performance.now();
  const timer = setInterval(() => {
    const passed = Math.floor(performance.now() - shown);
    shown += passed;
    onTick(passed);
  }, TICK_MS);
  timer.unref();
  return () => clearInterval(timer);
}
