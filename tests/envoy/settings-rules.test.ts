import assert from "node:assert/strict";
import { test } from "node:test";
import { bootstrap } from "../../cli/envoy/bootstrap.ts";
import { EnvoyProcess } from "../../cli/envoy/envoy-process.ts";
import type { Header } from "../../cli/envoy/http-request.ts";
import { httpListener } from "../../cli/envoy/listener.ts";
import { directResponse } from "../../cli/envoy/route.ts";
import { compile } from "../compile.ts";
import { get } from "./start-envoy.ts";

/** What a rule wants a header to be. */
interface HeaderMatch {
  name: string;
  exact_match?: string;
  prefix_match?: string;
  present_match?: boolean;
  invert_match?: boolean;
}

interface Match {
  path?: string;
  prefix?: string;
  headers?: HeaderMatch[];
}

/** Envoy's virtual hosts, each of which is one rule's. */
const DOMAINS = ["a.example", "*.a.example", "*-b.example", "c.*"];

/** The routes of all other hosts, each of which is one rule's. */
const ROUTES: Match[] = [
  { path: "/exact" },
  { prefix: "/p", headers: [{ name: "x-a", exact_match: "b" }] },
  { prefix: "/p", headers: [{ name: "X-A", prefix_match: "c" }] },
  {
    prefix: "/p",
    headers: [{ name: "x-a", prefix_match: "d", invert_match: true }],
  },
  { prefix: "/p/x", headers: [{ name: "x-a" }] },
  {
    prefix: "/q",
    headers: [{ name: "x-a", invert_match: true }, { name: "x-b" }],
  },
  { prefix: "/q", headers: [{ name: "x-a", present_match: false }] },
  {
    prefix: "/q",
    headers: [{ name: "x-a", present_match: false, invert_match: true }],
  },
  { prefix: "/" },
];

const HOSTS = [
  ...["a.example", "A.EXAMPLE", "a.example:80", "b.a.example", "B.a.Example"],
  ...[".a.example", "x-b.example", "-b.example", "c.d", "c.", "c.d:80", "x"],
];
const PATHS = ["/exact", "/exact?x", "/exacts", "/p?", "/p/x?/q", "/q", "/?/p"];
const HEADERS: Header[][] = [
  [],
  [["x-a", "b"]],
  [["x-a", "cc"]],
  [["x-a", "d"]],
  [
    ["x-a", "d"],
    ["x-a", "c"],
  ],
  [["x-a", ""]],
  [["x-b", "1"]],
];

/** As Envoy says it by now: its `exact_match` is deprecated. */
function routeMatch({ headers = [], ...rest }: Match) {
  return {
    ...rest,
    headers: headers.map(
      ({ exact_match: exact, prefix_match: prefix, ...match }) => ({
        ...match,
        ...(exact !== undefined && { string_match: { exact } }),
        ...(prefix !== undefined && { string_match: { prefix } }),
      }),
    ),
  };
}

const host = (name: string, domain: string, routes: object[]) => ({
  name,
  domains: [domain],
  routes,
});
const marked = (value: string) => ({
  response_headers_to_add: [{ header: { key: "x-route", value } }],
});

test("PluginContext.requestSettings picks the rule that Envoy would pick as a route", async (t) => {
  const rules = [
    ...DOMAINS.map((domain) => ({ domains: [domain] })),
    // Envoy says which route it has chosen.
    { route: "named" },
    ...ROUTES,
  ].map((match, index) => ({ match, settings: { name: String(index) } }));
  const routes = [
    { ...directResponse({ prefix: "/named" }), name: "named" },
    ...ROUTES.map((match) => ({
      ...directResponse(),
      match: routeMatch(match),
    })),
  ].map((route, index) => ({
    ...route,
    ...marked(String(index + DOMAINS.length)),
  }));
  const envoy = await EnvoyProcess.start(
    bootstrap({
      listeners: [
        httpListener({
          filters: [
            {
              wasm: await compile("tests/module/filters/ruled.ts"),
              rootId: "ruled",
              configuration: JSON.stringify({ name: "none", rules }),
            },
          ],
          manager: {
            route_config: {
              name: "main",
              virtual_hosts: [
                ...DOMAINS.map((domain, index) =>
                  host(`host-${index}`, domain, [
                    { ...directResponse(), ...marked(String(index)) },
                  ]),
                ),
                host("rest", "*", routes),
              ],
            },
          },
        }),
      ],
    }),
    { logLevel: "warning", componentLogLevel: "wasm:info" },
  );
  t.after(() => envoy.stop());
  const requests: [path: string, headers: Header[]][] = [
    ...HOSTS.map((name): [string, Header[]] => ["/", [["host", name]]]),
    ...[...PATHS, "/named/x"].flatMap((path) =>
      HEADERS.map((headers): [string, Header[]] => [path, headers]),
    ),
  ];
  const met = new Set<string>();
  for (const [path, headers] of requests) {
    const response = await get(envoy, path, headers);
    const route = response.header("x-route") ?? "no route";
    met.add(route);
    const request = `${path} ${JSON.stringify(headers)}`;
    assert.equal(response.header("x-name"), route, request);
  }
  assert.equal(met.size, rules.length);
});
