import { once } from "node:events";

/**
 * A signal that aborts when this process is told to end.
 *
 *     await watchSources(folder, build, untilEnded());
 */
export function untilEnded(): AbortSignal {
  const stop = new AbortController();
  const ended = Promise.race([
    once(process, "SIGINT"),
    once(process, "SIGTERM"),
  ]);
  void ended.then(() => stop.abort());
  return stop.signal;
}
