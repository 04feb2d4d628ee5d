import type { Properties, Property } from "../contexts/properties.ts";
import { HeaderMap } from "../message/header-map.ts";

/**
 * The properties that Envoy derives from a request's headers; all absent where it no
 * longer has them.
 *
 *     requestProperties(headers).path
 */
export function requestProperties(headers: HeaderMap | null): Properties {
  const header = (name: string) => (): Property => headers?.get(name) ?? null;
  const path = headers?.get(":path");
  const query = path?.indexOf("?") ?? -1;
  return {
    path: path ?? null,
    url_path: path === undefined ? null : withoutQuery(path),
    query: path === undefined ? null : queryOf(path, query),
    host: header(":authority"),
    scheme: header(":scheme"),
    method: header(":method"),
    referer: header("referer"),
    useragent: header("user-agent"),
    id: header("x-request-id"),
    protocol: "HTTP/1.1",
    headers: headers ?? new HeaderMap("request"),
  };
}

function withoutQuery(path: string): string {
  const end = path.search(/[?#]/);
  return end < 0 ? path : path.slice(0, end);
}

function queryOf(path: string, at: number): string {
  if (at < 0) return "";
  const end = path.indexOf("#", at);
  return path.slice(at + 1, end < 0 ? undefined : end);
}
