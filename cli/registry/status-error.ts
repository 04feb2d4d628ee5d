import type { Response } from "undici";
import { readStart } from "./body-reader.ts";
import { RegistryError, type RegistryErrorCode } from "./registry-error.ts";

/** The registry that a request went to, and what the request was for. */
export interface RequestTopic {
  /** The registry as the user named it. */
  registry: string;
  /** What was tried, for the sentence: "pull localhost:5000/a:v1". */
  action: string;
  /** The user, where the registry knows one. */
  user?: string | undefined;
}

/** How much of an error's page is worth reading. */
const MAX_PAGE = 64 * 1024;
const MAX_REASON = 200;

/**
 * Says in one sentence what an answer other than the expected one means, with
 * the registry's own words where it has some.
 *
 *     if (!response.ok) throw await statusError(response, topic);
 */
export async function statusError(
  response: Response,
  topic: RequestTopic,
): Promise<RegistryError> {
  const { status } = response;
  const page = await readStart(response, topic.registry, MAX_PAGE);
  const text = Buffer.from(page).toString();
  const reason = reasonIn(text);
  const { code, why } = explain(status, topic, text);
  const said = reason === "" ? "" : ` "${reason}"`;
  const isPassing = [408, 429, 500, 502, 503, 504].includes(status);
  const retryAfterMs = retryAfter(response.headers.get("retry-after"));
  return new RegistryError(
    code,
    `Cannot ${topic.action}: ${topic.registry} answers ${status}${said}; ${why}.`,
    { isPassing, retryAfterMs },
  );
}

function explain(
  status: number,
  { registry, user }: RequestTopic,
  text: string,
): { code: RegistryErrorCode; why: string } {
  const login = `proxy-wasm login ${registry}`;
  if (status === 401) {
    const why =
      user === undefined
        ? `it wants a login: run "${login}"`
        : `it does not accept the password of ${user}: run "${login}" again`;
    return { code: "UNAUTHORIZED", why };
  }
  if (status === 403) {
    const who = user ?? "a user who is not logged in";
    const why = `it does not allow this for ${who}: check the rights there`;
    return { code: "FORBIDDEN", why };
  }
  if (status === 404) {
    const why = "there is no such image or repository: check the name";
    return { code: "NOT_FOUND", why };
  }
  if (status === 413) {
    const why =
      "the upload is too large for it: raise its limit, or that of its proxy";
    return { code: "TOO_LARGE", why };
  }
  if (status === 429) {
    return { code: "TOO_MANY_REQUESTS", why: "try again later" };
  }
  if (status >= 500) {
    return {
      code: "SERVER_FAILED",
      why: "the fault is its own: try again later",
    };
  }
  if (
    status === 400 &&
    /HTTP request to an HTTPS server|plain HTTP/i.test(text)
  ) {
    return { code: "TLS_ONLY", why: "it speaks TLS: leave out --plain-http" };
  }
  return { code: "REFUSED_REQUEST", why: "it refuses the request" };
}

/** The registry's own words, if its answer is what the specification says. */
function reasonIn(text: string): string {
  try {
    const { errors, details } = JSON.parse(text) as {
      errors?: { message?: unknown; detail?: unknown; code?: unknown }[];
      details?: unknown;
    };
    const first = errors?.[0];
    const reason = first?.message || first?.detail || first?.code || details;
    return typeof reason === "string"
      ? reason.replace(/\s+/g, " ").slice(0, MAX_REASON)
      : "";
  } catch {
    return "";
  }
}

/** Reads a Retry-After, which is a number of seconds or a date. */
function retryAfter(text: string | null): number | undefined {
  if (text === null) return undefined;
  if (/^\d+$/.test(text.trim())) return Number(text) * 1000;
  const at = Date.parse(text);
  return Number.isNaN(at) ? undefined : Math.max(at - Date.now(), 0);
}
