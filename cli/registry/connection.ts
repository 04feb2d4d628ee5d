import { fetch, type Response } from "undici";
import { makeAgents } from "./agents.ts";
import { networkError } from "./network-error.ts";
import { LIMITS, timeFor, type Limits } from "./limits.ts";
import { checkTls, notFollowed, pointedTo } from "./pointed-to.ts";
import { proxyUrl } from "./proxy-url.ts";
import { RegistryError } from "./registry-error.ts";
import { probeTls } from "./probe-tls.ts";
import type { TlsOptions, TlsSettings } from "./tls-settings.ts";
import { dropBody } from "./body-reader.ts";

export interface ConnectionOptions extends TlsOptions {
  /** Speak HTTP without TLS. */
  plainHttp?: boolean;
  /** The host of the registry, with its port: it alone gets the client's certificate. */
  host?: string;
  /** How long answers may take; for tests. */
  limits?: Partial<Limits>;
  /** Where `HTTPS_PROXY` and `NO_PROXY` are; this process's by default. */
  env?: NodeJS.ProcessEnv;
  /** Called once for each request that is not answered after a while. */
  onSilence?: ((host: string) => void) | undefined;
}

export interface Request {
  method?: "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE";
  headers?: Record<string, string>;
  body?: Uint8Array | string | undefined;
  /** Refuse a redirect to another origin: the request holds a secret. */
  isSecret?: boolean;
  /** How many bytes the answer is to have, where that is more than a page. */
  expected?: number;
}

/** Sends requests to any host. */
export interface Connection {
  /** Sends a request, follows redirects, and returns the answer, whatever it is. */
  send(url: URL, request: Request): Promise<Response>;
  /** Closes what is kept open. */
  close(): Promise<void>;
}

const MAX_REDIRECTS = 5;

const REDIRECTS = [301, 302, 303, 307, 308];

/**
 * Opens connections to a registry and to the hosts that it redirects to.
 *
 * The authorization of a request goes to no other host, and never from https to
 * http. Rejects with a RegistryError where there is no answer, or none in time.
 *
 *     const connection = openConnection({ ca });
 *     await connection.send(new URL("https://ghcr.io/v2/"), {});
 */
export function openConnection(options: ConnectionOptions = {}): Connection {
  const { env = process.env } = options;
  const limits = { ...LIMITS, ...options.limits };
  const endAt = performance.now() + limits.sessionMs;
  const agents = makeAgents({ ...options, env }, limits);
  const answering = new Set<string>();
  // What has answered speaks the right protocol; behind a proxy nothing else is asked.
  const isExplained = (url: URL) =>
    answering.has(url.origin) || proxyUrl(url, env) !== undefined;
  const sendOnce = async (url: URL, request: Request): Promise<Response> => {
    const { method = "GET", body = null } = request;
    const headers = {
      "user-agent": "proxy-wasm-as",
      // The digest is that of the stored bytes, not of encoded ones.
      "accept-encoding": "identity",
      ...request.headers,
    };
    const dispatcher = agents.agentFor(url);
    if (performance.now() > endAt) throw tooLong(url, limits);
    const signal = AbortSignal.timeout(timeFor(request, limits, endAt));
    const init = { method, headers, body, dispatcher, signal };
    const timer = setTimeout(
      () => options.onSilence?.(url.host),
      limits.patienceMs,
    );
    try {
      const response = await fetch(url, { ...init, redirect: "manual" });
      answering.add(url.origin);
      return response;
    } catch (error) {
      const found = networkError(error, url.host);
      if (found.code !== "INTERRUPTED" || isExplained(url)) throw found;
      throw (await explain(url, agents.tlsFor(url))) ?? found;
    } finally {
      clearTimeout(timer);
    }
  };
  return {
    send: (url, request) => follow(url, request, sendOnce),
    close: () => agents.close(),
  };
}

/** Explains why a host that has never answered broke off, where TLS is the reason. */
async function explain(
  url: URL,
  tls: TlsSettings | undefined,
): Promise<RegistryError | undefined> {
  const { speaksTls, refusal } = await probeTls(url, tls);
  if (refusal !== undefined) return networkError(refusal, url.host);
  if (url.protocol === "https:" || !speaksTls) return undefined;
  return new RegistryError(
    "TLS_ONLY",
    `${url.host} speaks TLS: leave out --plain-http.`,
  );
}

async function follow(
  start: URL,
  first: Request,
  sendOnce: Connection["send"],
): Promise<Response> {
  let url = start;
  let request = first;
  for (let count = 0; count <= MAX_REDIRECTS; count++) {
    const response = await sendOnce(url, request);
    const location = response.headers.get("location");
    if (!REDIRECTS.includes(response.status) || location === null) {
      return response;
    }
    await dropBody(response);
    const next = pointedTo(url, location);
    checkTls(url, next);
    if (next.origin !== url.origin) {
      if (request.isSecret) {
        throw notFollowed(url, `redirects a login to ${next.origin}`);
      }
      request = withoutAuthorization(request);
    }
    url = next;
  }
  throw notFollowed(start, `redirects more than ${MAX_REDIRECTS} times`);
}

function tooLong({ host }: URL, { sessionMs }: Limits): RegistryError {
  const minutes = Math.round(sessionMs / 60_000);
  return new RegistryError(
    "TIMED_OUT",
    `${host} has not sent everything in ${minutes} minutes: run it again.`,
  );
}

function withoutAuthorization(request: Request): Request {
  const headers = { ...request.headers };
  delete headers.authorization;
  return { ...request, headers };
}
