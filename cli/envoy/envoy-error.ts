/** What went wrong, for code that reacts to it instead of printing it. */
export type EnvoyErrorCode =
  | "ENVOY_NOT_EXECUTABLE"
  | "ENVOY_INSTALL_FAILED"
  | "ENVOY_EXITED"
  | "ENVOY_TIMEOUT"
  | "ENVOY_UNKNOWN_LISTENER"
  | "ENVOY_ADMIN_REFUSED"
  | "REQUEST_TIMEOUT";

/**
 * The error of everything in this folder: one sentence and a stable code.
 *
 * The message says what to do or what Envoy said last; it may end with log
 * lines, each on a line of its own.
 *
 *     catch (error) {
 *       if (error instanceof EnvoyError && error.code === "ENVOY_EXITED") …
 *     }
 */
export class EnvoyError extends Error {
  readonly code: EnvoyErrorCode;

  constructor(code: EnvoyErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "EnvoyError";
    this.code = code;
  }
}
