import type { Response } from "undici";
import { DOCKER_HUB } from "../oci/reference.ts";
import { makeAuthorizer } from "./authorizer.ts";
import {
  openConnection,
  type ConnectionOptions,
  type Request,
} from "./connection.ts";
import type { Credentials } from "./credentials.ts";
import { checkTls } from "./pointed-to.ts";
import { RegistryError } from "./registry-error.ts";
import { dropBody } from "./body-reader.ts";

export interface SessionOptions extends ConnectionOptions {
  registry: string;
  /** Called once, when the registry first asks who it is. */
  credentials?(): Promise<Credentials | undefined>;
}

/** A request with its purpose and the scopes that it needs. */
export interface SessionRequest extends Request {
  /** What the sentence says was tried. */
  action: string;
  /** The scopes of a token, such as `repository:me/add-header:pull`. */
  scopes?: string[];
}

/** Sends requests to one registry, and logs in where it asks for that. */
export interface Session {
  registry: string;
  /** Sends a request to a path or a URL and returns the answer, unless it is a 401. */
  send(target: string | URL, request: SessionRequest): Promise<Response>;
  /** Whether the registry has asked who the user is. */
  wasAsked(): boolean;
  /** Makes the error of an answer that is not the expected one. */
  failure(response: Response, action: string): Promise<Error>;
  /** Aborted once it is closed. */
  closed: AbortSignal;
  close(): Promise<void>;
}

const DOCKER_HUB_API = "registry-1.docker.io";

/**
 * Opens a session with a registry. A challenge is answered once for each set of
 * scopes, and again when a token has run out; only the registry itself gets it.
 *
 *     const session = openSession({ registry: "ghcr.io" });
 *     await session.send("/v2/", { action: "log in to ghcr.io" });
 */
export function openSession(options: SessionOptions): Session {
  const { registry, plainHttp = false } = options;
  const host = registry === DOCKER_HUB ? DOCKER_HUB_API : registry;
  const base = new URL(`${plainHttp ? "http" : "https"}://${host}/`);
  const connection = openConnection({ ...options, host: base.host });
  const authorizer = makeAuthorizer(connection, base, options);
  const closing = new AbortController();
  const authorizations = new Map<string, string>();

  const send: Session["send"] = async (target, request) => {
    const url = ours(new URL(target, base), base);
    checkTls(base, url);
    const key = (request.scopes ?? []).join(" ");
    const sendWith = (authorization: string | undefined) => {
      const isOurs = authorization !== undefined && url.origin === base.origin;
      const headers = {
        ...request.headers,
        ...(isOurs ? { authorization } : {}),
      };
      return connection.send(url, { ...request, headers });
    };
    const first = await sendWith(authorizations.get(key));
    if (first.status !== 401) return first;
    await refuseOthers(first, base, registry);
    const authorization = await authorizer.answer(first, request);
    authorizations.set(key, authorization);
    const second = await sendWith(authorization);
    if (second.status !== 401) return second;
    await refuseOthers(second, base, registry);
    throw await authorizer.failure(second, request.action);
  };

  return {
    registry,
    send,
    wasAsked: () => authorizations.size > 0,
    failure: (response, action) => authorizer.failure(response, action),
    closed: closing.signal,
    close: () => {
      closing.abort();
      return connection.close();
    },
  };
}

/** Only the registry itself gets the login, not a host that it points to. */
async function refuseOthers(
  response: Response,
  base: URL,
  registry: string,
): Promise<void> {
  const { origin } = new URL(response.url);
  if (origin === base.origin) return;
  await dropBody(response);
  throw new RegistryError(
    "BAD_ANSWER",
    `${registry} points to ${origin}, which wants a login: no password for ${registry} is sent there.`,
  );
}

/** Behind a proxy that ends TLS, a registry may write its own URLs with http. */
function ours(url: URL, base: URL): URL {
  if (base.protocol !== "https:" || url.protocol !== "http:") return url;
  if (url.hostname !== base.hostname) return url;
  const fixed = new URL(url);
  fixed.protocol = base.protocol;
  fixed.port = base.port;
  return fixed;
}
