/** How long a registry may take, in milliseconds. */
export interface Limits {
  /** Until a host is reached, with TLS. */
  connectMs: number;
  /** How long to wait before telling the user that nothing comes. */
  patienceMs: number;
  /** Nothing comes at all. */
  silenceMs: number;
  /** For a request and its whole answer, a page of each at most. */
  answerMs: number;
  /** What is longer than a page gets more time: this much at least goes in a second. */
  bytesPerSecond: number;
  /** For all that a command asks. */
  sessionMs: number;
}

export const LIMITS: Limits = {
  connectMs: 15_000,
  patienceMs: 10_000,
  silenceMs: 60_000,
  answerMs: 120_000,
  bytesPerSecond: 16 * 1024,
  sessionMs: 3_600_000,
};

/** The most of an answer that is not a blob: what registries take of a manifest. */
export const MAX_PAGE = 4 * 1024 * 1024;

/** What a request sends, and how many bytes its answer is to have. */
interface Sizes {
  body?: { length: number } | undefined;
  expected?: number | undefined;
}

/**
 * Returns how long a request and its answer may take, at most until `endAt`.
 *
 *     AbortSignal.timeout(timeFor({ expected: 1_000_000 }, LIMITS, endAt));
 */
export function timeFor(
  { body, expected = 0 }: Sizes,
  { answerMs, bytesPerSecond }: Limits,
  endAt: number,
): number {
  const sent = body?.length ?? 0;
  const wanted = answerMs + ((sent + expected) / bytesPerSecond) * 1000;
  const left = endAt - performance.now();
  return Math.max(Math.round(Math.min(wanted, left)), 1);
}
