import { RegistryError, type RegistryErrorCode } from "./registry-error.ts";

/** What a peer answers in place of TLS, as OpenSSL names it. */
const NO_TLS =
  /WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|UNEXPECTED_MESSAGE|EPROTO/;

const SILENCE = /^UND_ERR_(CONNECT|HEADERS|BODY)_TIMEOUT$|^ETIMEDOUT$/;

/** The command has ended, and another part of it has failed. */
const CLOSED = /^UND_ERR_(DESTROYED|CLOSED)$/;

const UNTRUSTED =
  /CERT|SELF_SIGNED|UNABLE_TO_(GET|VERIFY)|DEPTH_ZERO|ALTNAME|SSL|TLS/;

/** What an error is called, and what it means for a host. */
interface Case {
  fits(name: string, reason: string): boolean;
  code: RegistryErrorCode;
  sentence(host: string, reason: string): string;
}

/** The first case that fits counts. */
const CASES: Case[] = [
  {
    fits: (name) => name === "ECONNREFUSED",
    code: "CONNECTION_REFUSED",
    sentence: (host) =>
      `Nothing listens at ${host}: the connection was refused.`,
  },
  {
    fits: (name) => name === "ENOTFOUND" || name === "EAI_AGAIN",
    code: "UNKNOWN_HOST",
    sentence: (host) =>
      `The host ${host} is not known: check its name and the network.`,
  },
  {
    fits: (name) => name === "UND_ERR_HEADERS_OVERFLOW",
    code: "BAD_ANSWER",
    sentence: (host) => `${host} sends more headers than an answer may have.`,
  },
  {
    fits: (_, reason) => reason === "bad port",
    code: "BAD_PORT",
    sentence: (host) =>
      `${host} has a port that web clients never connect to: choose another port for the registry.`,
  },
  {
    fits: (name) => /ALERT.*CERTIFICATE|ALERT_UNKNOWN_CA/.test(name),
    code: "UNAUTHORIZED",
    sentence: (host, reason) =>
      `${host} wants a client certificate that it trusts (${reason}): give one with --client-cert and --client-key.`,
  },
  {
    fits: (name) => NO_TLS.test(name),
    code: "NOT_TLS",
    sentence: (host) =>
      `${host} does not speak TLS: add --plain-http if it is a registry without.`,
  },
  {
    fits: (name) => UNTRUSTED.test(name),
    code: "UNTRUSTED",
    sentence: (host, reason) =>
      `The certificate of ${host} is not trusted (${reason}): ` +
      `give the one that signed it with --ca-file.`,
  },
];

/**
 * Says in one sentence why there was no answer from a host.
 *
 *     catch (error) { throw networkError(error, "ghcr.io"); }
 */
export function networkError(error: unknown, host: string): RegistryError {
  const cause = rootCause(error);
  const name = codeOf(cause);
  const reason = reasonOf(cause);
  const late = lateError(cause, host, { cause: error });
  if (late !== undefined) return late;
  const found = CASES.find(({ fits }) => fits(name, reason));
  if (found !== undefined) {
    return new RegistryError(found.code, found.sentence(host, reason), {
      cause: error,
      isPassing: name === "EAI_AGAIN",
    });
  }
  return new RegistryError(
    "INTERRUPTED",
    `The connection to ${host} broke off (${reason}): run it again.`,
    { cause: error, isPassing: !CLOSED.test(name) },
  );
}

/** The error of a host that is silent or too slow. */
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
    : `${host} sends its answer too slowly: run it again.`;
  return new RegistryError("TIMED_OUT", what, { ...options, isPassing: true });
}

/** The innermost error: `fetch` wraps it, as does an error for several addresses. */
function rootCause(error: unknown): unknown {
  if (error instanceof AggregateError && error.errors.length > 0) {
    return rootCause(error.errors[0]);
  }
  return error instanceof Error && error.cause !== undefined
    ? rootCause(error.cause)
    : error;
}

/** The reason of an error; OpenSSL's messages are much longer. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const reason: unknown = "reason" in error ? error.reason : undefined;
  return typeof reason === "string" ? reason : error.message;
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "";
}
