import { RegistryError } from "./registry-error.ts";

/**
 * Reads a URL that an answer from `from` points to, which may be relative. Throws a
 * RegistryError for one that no request goes to: of another scheme, or with a
 * user's name in it.
 *
 *     pointedTo(new URL("https://ghcr.io/v2/"), "/token").href;
 */
export function pointedTo(from: URL, target: string): URL {
  if (!URL.canParse(target, from.href)) {
    throw notFollowed(from, `points to "${target}", which is not a URL`);
  }
  const url = new URL(target, from);
  if (!/^https?:$/.test(url.protocol)) {
    throw notFollowed(from, `points to ${url.href}, which is not HTTP`);
  }
  if (url.username !== "" || url.password !== "") {
    throw notFollowed(from, "points to a URL with a user's name");
  }
  return url;
}

/** Throws a RegistryError where an answer by TLS leads to a place without it. */
export function checkTls(from: URL, to: URL): void {
  if (from.protocol !== "https:" || to.protocol === "https:") return;
  throw notFollowed(from, `points to ${to.origin}, which has no TLS`);
}

/** The error of an answer that leads to where no request goes. */
export function notFollowed(from: URL, what: string): RegistryError {
  return new RegistryError(
    "BAD_ANSWER",
    `${from.host} ${what}; it is not followed.`,
  );
}
