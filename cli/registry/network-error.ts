import { RegistryError } from "./registry-error.ts";

/** What a peer answers in place of TLS, as OpenSSL names it. */
const NO_TLS =
  /WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|UNEXPECTED_MESSAGE|EPROTO/;

const SILENCE = /^UND_ERR_(CONNECT|HEADERS|BODY)_TIMEOUT$|^ETIMEDOUT$/;

const UNTRUSTED =
  /CERT|SELF_SIGNED|UNABLE_TO_(GET|VERIFY)|DEPTH_ZERO|ALTNAME|SSL|TLS/;

/**
 * Says in one sentence why there was no answer from a host.
 *
 *     catch (error) { throw networkError(error, "ghcr.io"); }
 */
export function networkError(error: unknown, host: string): RegistryError {
  const cause = rootCause(error);
  const name = codeOf(cause);
  const options = { cause: error };
  const reason = cause instanceof Error ? cause.message : String(cause);
  const late = lateError(cause, host, options);
  if (late !== undefined) return late;
  if (name === "ECONNREFUSED") {
    return new RegistryError(
      "CONNECTION_REFUSED",
      `Nothing listens at ${host}: the connection was refused.`,
      options,
    );
  }
  if (name === "ENOTFOUND" || name === "EAI_AGAIN") {
    return new RegistryError(
      "UNKNOWN_HOST",
      `${host} is no known host: check its name and the network.`,
      { ...options, isPassing: name === "EAI_AGAIN" },
    );
  }
  if (name === "UND_ERR_HEADERS_OVERFLOW") {
    return new RegistryError(
      "BAD_ANSWER",
      `${host} sends more headers than an answer may have.`,
      options,
    );
  }
  if (NO_TLS.test(name)) {
    return new RegistryError(
      "NOT_TLS",
      `${host} does not speak TLS: add --plain-http if it is a registry without.`,
      options,
    );
  }
  if (UNTRUSTED.test(name)) {
    return new RegistryError(
      "UNTRUSTED",
      `The certificate of ${host} is not trusted (${reason}): ` +
        `give the one that signed it with --ca-file.`,
      options,
    );
  }
  return new RegistryError(
    "INTERRUPTED",
    `The connection to ${host} broke off (${reason}): run it again.`,
    { ...options, isPassing: true },
  );
}

/** The error of a host that is silent, or slower than may be. */
function lateError(
  cause: unknown,
  host: string,
  options: ErrorOptions,
): RegistryError | undefined {
  const isSilent = SILENCE.test(codeOf(cause));
  const isSlow = cause instanceof Error && cause.name === "TimeoutError";
  if (!isSilent && !isSlow) return undefined;
  const what = isSilent
    ? `${host} does not answer: check its name and the network, or run it again.`
    : `${host} sends its answer too slowly; it is not waited for any longer.`;
  return new RegistryError("TIMED_OUT", what, { ...options, isPassing: true });
}

/** The innermost error; `fetch` wraps it, and one for several addresses too. */
function rootCause(error: unknown): unknown {
  if (error instanceof AggregateError && error.errors.length > 0) {
    return rootCause(error.errors[0]);
  }
  return error instanceof Error && error.cause !== undefined
    ? rootCause(error.cause)
    : error;
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "";
}
