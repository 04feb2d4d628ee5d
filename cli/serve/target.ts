/** The authority and the path that a request is for. */
export interface Target {
  authority: string;
  path: string;
}

/**
 * Parses a request's target. In its absolute form it contains the host, which takes
 * precedence over the header, as in Envoy.
 *
 *     targetOf("http://a.example/b?c", "localhost"); // { authority: "a.example", … }
 */
export function targetOf(target: string, host: string): Target {
  const [, authority, rest] = /^https?:\/\/([^/?#]*)(.*)$/i.exec(target) ?? [];
  if (authority === undefined || rest === undefined) {
    return { authority: host, path: target };
  }
  return { authority, path: rest.startsWith("/") ? rest : `/${rest}` };
}
