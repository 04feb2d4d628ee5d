import type { EnvoyObject } from "./extension.ts";

/**
 * A route that Envoy answers itself.
 *
 * Without arguments it answers every path with 200 and `hello`.
 *
 *     directResponse({ prefix: "/gone", status: 410, body: "gone\n" })
 */
export function directResponse({
  prefix = "/",
  status = 200,
  body = "hello\n",
} = {}): EnvoyObject {
  return {
    match: { prefix },
    direct_response: { status, body: { inline_string: body } },
  };
}

/**
 * A route to a cluster, which `bootstrap({ clusters })` must contain.
 *
 *     routeTo("upstream", { prefix: "/api" })
 */
export function routeTo(cluster: string, { prefix = "/" } = {}): EnvoyObject {
  return { match: { prefix }, route: { cluster } };
}
