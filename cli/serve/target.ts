/** Whom a request asks, and for what. */
export interface Target {
  authority: string;
  path: string;
}

/**
 * What a request's target means: in its absolute form the host is part of it, and goes
 * over the header, as in Envoy.
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
