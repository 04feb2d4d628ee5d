/** What went wrong, for code that handles the error instead of printing it. */
export type HostErrorCode =
  | "MODULE_REFUSED"
  | "PLUGIN_REJECTED"
  | "NOT_EMULATED"
  | "WRONG_ORDER"
  | "UNDEFINED_IN_ENVOY"
  | "FINDING";

/**
 * The error that the emulator throws. Envoy refuses the module or the plugin (then
 * the message is Envoy's); the filter used something that is not emulated yet or
 * that Envoy itself gets wrong; the test drove a stream in an impossible order; or
 * strict mode found something.
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
 * The error for what Envoy does and the emulator cannot do yet. Never answer Ok
 * instead.
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
 * The error for what Envoy itself gets wrong; the sentences say what to do instead.
 *
 *     throw undefinedInEnvoy("Envoy crashes. Close the stream before.");
 */
export function undefinedInEnvoy(sentences: string): HostError {
  return new HostError("UNDEFINED_IN_ENVOY", sentences);
}
