import { setTimeout } from "node:timers/promises";
import { RegistryError } from "./registry-error.ts";

export interface RetryOptions {
  /** The most attempts; 5 by default. */
  attempts?: number;
  /** How long to wait before the second attempt; half a second by default. */
  delayMs?: number;
  /** Ends a wait: the action is not tried again. */
  signal?: AbortSignal;
  /** Called before each wait. */
  onRetry?(error: RegistryError, delayMs: number): void;
}

const ATTEMPTS = 5;

/** The most attempts for a silent or slow host: each takes a minute. */
const SLOW_ATTEMPTS = 2;

const DELAY_MS = 500;

/** Nobody wants to watch a command that waits longer. */
const LONGEST_MS = 60_000;

/**
 * Runs an action again while it fails for a reason that may pass, with waits that
 * double, or as long as the registry asks for. Gives up at once where it asks for more
 * than a minute.
 *
 *     await retrying(() => readManifest(name), { attempts: 3 });
 */
export async function retrying<T>(
  action: (attempt: number) => Promise<T>,
  options: RetryOptions = {},
): Promise<T> {
  const { attempts = ATTEMPTS, delayMs = DELAY_MS, onRetry, signal } = options;
  for (let attempt = 1; ; attempt++) {
    try {
      return await action(attempt);
    } catch (error) {
      if (!(error instanceof RegistryError) || !error.isPassing) throw error;
      const isSlow = error.code === "TIMED_OUT";
      const most = isSlow ? Math.min(attempts, SLOW_ATTEMPTS) : attempts;
      if (attempt >= most) throw error;
      const wait = error.retryAfterMs ?? backoff(delayMs, attempt);
      if (wait > LONGEST_MS || signal?.aborted) throw error;
      onRetry?.(error, wait);
      await setTimeout(wait, undefined, { signal }).catch(() => undefined);
      if (signal?.aborted) throw error;
    }
  }
}

/** Adds up to a half, so that many clients do not return all at once. */
function backoff(delayMs: number, attempt: number): number {
  return delayMs * 2 ** (attempt - 1) * (1 + Math.random() / 2);
}
