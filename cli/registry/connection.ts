import { maxHeaderSize } from "node:http";
import { rootCertificates } from "node:tls";
import { Agent, fetch, ProxyAgent, type Response } from "undici";
import { networkError } from "./network-error.ts";
import { LIMITS, timeFor, type Limits } from "./limits.ts";
import { checkTls, notFollowed, pointedTo } from "./pointed-to.ts";
import { proxyUrl } from "./proxy-url.ts";
import { RegistryError } from "./registry-error.ts";

export interface ConnectionOptions {
  /** Speak HTTP without TLS. */
  plainHttp?: boolean;
  /** The certificates to trust, besides those that Node does, in PEM. */
  ca?: string | undefined;
  /** How long answers may take; for tests. */
  limits?: Partial<Limits>;
  /** Where `HTTPS_PROXY` and `NO_PROXY` are; this process's by default. */
  env?: NodeJS.ProcessEnv;
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

/** How requests get to any host. */
export interface Connection {
  /** Sends a request, follows redirects, and returns the answer, whatever it is. */
  send(url: URL, request: Request): Promise<Response>;
  /** Closes what is kept open. */
  close(): Promise<void>;
}

const MAX_REDIRECTS = 5;

const REDIRECTS = [301, 302, 303, 307, 308];

/**
 * Opens connections to a registry and to where it redirects to.
 *
 * What authorizes a request is sent to no other host, and never from https to
 * http. Rejects with a RegistryError where there is no answer, or none in time.
 *
 *     const connection = openConnection({ ca });
 *     await connection.send(new URL("https://ghcr.io/v2/"), {});
 */
export function openConnection(options: ConnectionOptions = {}): Connection {
  const { env = process.env } = options;
  const limits = { ...LIMITS, ...options.limits };
  const proxyTls = { timeout: limits.connectMs };
  const tls = {
    ...proxyTls,
    ...(options.ca ? { ca: [...rootCertificates, options.ca] } : {}),
  };
  const settings = {
    headersTimeout: limits.silenceMs,
    bodyTimeout: limits.silenceMs,
    maxHeaderSize,
  };
  const endAt = performance.now() + limits.sessionMs;
  const direct = new Agent({
    ...settings,
    connect: tls,
  });
  const proxies = new Map<string, ProxyAgent>();
  const agentFor = (url: URL) => {
    const uri = proxyUrl(url, env);
    if (uri === undefined) return direct;
    const known = proxies.get(uri);
    const agent =
      known ?? new ProxyAgent({ ...settings, uri, requestTls: tls, proxyTls });
    proxies.set(uri, agent);
    return agent;
  };
  const sendOnce = async (url: URL, request: Request): Promise<Response> => {
    const { method = "GET", body = null } = request;
    const headers = {
      "user-agent": "proxy-wasm-as",
      // What is stored is what has the digest.
      "accept-encoding": "identity",
      ...request.headers,
    };
    const dispatcher = agentFor(url);
    if (performance.now() > endAt) throw tooLong(url, limits);
    const signal = AbortSignal.timeout(timeFor(request, limits, endAt));
    const init = { method, headers, body, dispatcher, signal };
    try {
      return await fetch(url, { ...init, redirect: "manual" });
    } catch (error) {
      throw networkError(error, url.host);
    }
  };
  return {
    send: (url, request) => follow(url, request, sendOnce),
    async close() {
      await Promise.all(
        [direct, ...proxies.values()].map((each) => each.destroy()),
      );
    },
  };
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
    await response.body?.cancel();
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
    `${host} has not sent all in ${minutes} minutes; it is not waited for any longer.`,
  );
}

function withoutAuthorization(request: Request): Request {
  const headers = { ...request.headers };
  delete headers.authorization;
  return { ...request, headers };
}
