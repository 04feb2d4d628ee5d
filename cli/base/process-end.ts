const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

const cleanups = new Set<() => void>();

/**
 * Runs `cleanup` when this Node process ends. Returns a function that cancels it.
 *
 * It covers a normal exit, an uncaught error, `process.exit`, SIGINT, SIGTERM and
 * SIGHUP; only SIGKILL escapes. `cleanup` must be synchronous. If the program handles a
 * signal itself, nothing is cleaned up until it exits.
 *
 *     const cancel = onProcessEnd(() => rmSync(folder, { recursive: true }));
 *     …
 *     cancel();
 */
export function onProcessEnd(cleanup: () => void): () => void {
  if (cleanups.size === 0) install();
  cleanups.add(cleanup);
  return () => {
    if (cleanups.delete(cleanup) && cleanups.size === 0) uninstall();
  };
}

function install(): void {
  process.on("exit", runAll);
  for (const signal of SIGNALS) process.on(signal, endBySignal);
}

function uninstall(): void {
  process.off("exit", runAll);
  for (const signal of SIGNALS) process.off(signal, endBySignal);
}

function runAll(): void {
  // Newest first: what was built last often uses what was built before.
  for (const cleanup of [...cleanups].reverse()) {
    try {
      cleanup();
    } catch {
      // The others must still run, and nobody is left to tell.
    }
  }
}

function endBySignal(signal: NodeJS.Signals): void {
  if (process.listenerCount(signal) > 1) return;
  runAll();
  cleanups.clear();
  uninstall();
  // Without our handler the signal does what it always does, so the parent
  // sees a death by signal and not an exit code.
  process.kill(process.pid, signal);
}
