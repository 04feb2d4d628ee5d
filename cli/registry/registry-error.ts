/** What went wrong between this machine and a registry. */
export type RegistryErrorCode =
  | "UNAUTHORIZED"
  | "FORBIDDEN"
  | "NOT_FOUND"
  | "TOO_LARGE"
  | "TOO_MANY_REQUESTS"
  | "SERVER_FAILED"
  | "REFUSED_REQUEST"
  | "BAD_ANSWER"
  | "UNTRUSTED"
  | "NOT_TLS"
  | "TLS_ONLY"
  | "BAD_PORT"
  | "CONNECTION_REFUSED"
  | "UNKNOWN_HOST"
  | "INTERRUPTED"
  | "TIMED_OUT"
  | "BAD_CREDENTIALS";

interface Details extends ErrorOptions {
  /** Whether the same may succeed a little later. */
  isPassing?: boolean;
  /** How long the registry asks to wait. */
  retryAfterMs?: number | undefined;
}

/**
 * The error of everything that talks to registries: one sentence, a stable code,
 * and whether it is worth another try.
 *
 *     catch (error) {
 *       if (error instanceof RegistryError && error.code === "NOT_FOUND") …
 *     }
 */
export class RegistryError extends Error {
  readonly code: RegistryErrorCode;
  readonly isPassing: boolean;
  readonly retryAfterMs: number | undefined;

  constructor(code: RegistryErrorCode, message: string, details: Details = {}) {
    super(message, details);
    this.name = "RegistryError";
    this.code = code;
    this.isPassing = details.isPassing ?? false;
    this.retryAfterMs = details.retryAfterMs;
  }
}
