/** How often the emulator's clock follows the real one. */
const TICK_MS = 10;

/**
 * Calls a function regularly with the milliseconds since the last call. Returns a
 * function that ends it. It does not keep the process alive.
 *
 *     const stop = keepTime((milliseconds) => host.advance(milliseconds));
 */
export function keepTime(onTick: (milliseconds: number) => void): () => void {
  let reported = performance.now();
  const timer = setInterval(() => {
    const passed = Math.floor(performance.now() - reported);
    reported += passed;
    onTick(passed);
  }, TICK_MS);
  timer.unref();
  return () => clearInterval(timer);
}
