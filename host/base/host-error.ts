/** What went wrong, for code that reacts to it instead of printing it. */
export type HostErrorCode =
  | "MODULE_REFUSED"
  | "PLUGIN_REJECTED"
  | "NOT_EMULATED"
  | "WRONG_ORDER"
  | "UNDEFINED_IN_ENVOY"
  | "FINDING";

/**
 * The error of the emulator: the module or the plugin is one that Envoy refuses
 * (the message is then Envoy's), the filter used what is not emulated yet or what
 * Envoy itself gets wrong, the test drove a stream in an impossible order, or the
 * strict mode has found something.
 *
 *     catch (error) {
 *       if (error instanceof HostError && error.code === "MODULE_REFUSED") …
 *     }
 */
export class HostError extends Error {
  readonly code: HostErrorCode;

  constructor(code: HostErrorCode, message: string) {
    super(message);
    this.name = "HostError";
    this.code = code;
  }
}

/**
 * The error for what Envoy does and the emulator does not, never an Ok.
 *
 *     throw notEmulated("proxy_http_call");
 */
export function notEmulated(what: string): HostError {
  return new HostError("NOT_EMULATED", `${what} is not emulated yet.`);
}

/**
 * The error for a part of a stream that cannot come now.
 *
 *     throw wrongOrder("request headers twice");
 */
export function wrongOrder(what: string): HostError {
  return new HostError("WRONG_ORDER", `Cannot hand in ${what}.`);
}

/**
 * The error for what Envoy itself gets wrong; the sentences say what instead.
 *
 *     throw undefinedInEnvoy("Envoy crashes. Close the stream before.");
 */
export function undefinedInEnvoy(sentences: string): HostError {
  return new HostError("UNDEFINED_IN_ENVOY", sentences);
}
