import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { ProxyHost } from "../../host/index.ts";
import { compile } from "../compile.ts";

const module = await readFile(await compile("tests/module/filters/ruled.ts"));

/** What the filter makes of requests, with the metadata of their route. */
async function ruled(
  configuration: object,
  requests: Record<string, string>[],
  test: Record<string, string> = {},
) {
  const host = await ProxyHost.load(module);
  const plugin = host.startPlugin({
    rootId: "ruled",
    configuration: JSON.stringify(configuration),
    properties: {
      xds: {
        route_name: "main",
        route_metadata: { filter_metadata: { test } },
      },
    },
  });
  const stream = (headers: Record<string, string>) => {
    const http = plugin.httpStream();
    http.request({ headers });
    const { upstream } = http;
    return [
      upstream?.header("x-settings"),
      upstream?.header("x-route-settings"),
    ];
  };
  const settings = requests.map(stream);
  return { settings, logs: host.logs.map(({ message }) => message) };
}

const OWN = { name: "a", level: 2, nested: { two: 9 }, list: [1, 2] };

test("PluginContext.requestSettings has a rule's keys over the plugin's, nested ones too", async () => {
  const rules = [
    { match: { prefix: "/a" }, settings: { level: 5, nested: { one: 7 } } },
    {
      settings: { list: [3], other: { two: 4 }, name: "b" },
      match: { prefix: "/b" },
    },
  ];
  // The rules come first in the text, and go over what follows them.
  const { settings, logs } = await ruled({ rules, ...OWN }, [
    { ":path": "/a" },
    { ":path": "/b" },
    { ":path": "/c" },
    { ":path": "/a" },
  ]);
  assert.deepEqual(
    settings.map(([own]) => own),
    ["a 5 7 9 1/2", "b 2 1 9 3 1 4", "a 2 1 9 1/2", "a 5 7 9 1/2"],
  );
  assert.deepEqual(logs, []);
});

test("PluginContext.routeSettings has the route's keys over those of the request's rule", async () => {
  const rules = [
    { match: { prefix: "/a" }, settings: { list: [3], level: 5 } },
  ];
  const { settings } = await ruled(
    { ...OWN, rules },
    [{ ":path": "/a" }, { ":path": "/b" }, { ":path": "/a" }],
    { settings: '{"level":7}' },
  );
  assert.deepEqual(
    settings.map(([, route]) => route),
    ["a 7 1 9 3", "a 7 1 9 1/2", "a 7 1 9 3"],
  );
});

/** The `match` of a rule, and requests that it is for, and is not for. */
const MATCHES: [
  match: object,
  fits: Record<string, string>[],
  others: Record<string, string>[],
][] = [
  [{}, [{}], []],
  [
    { domains: ["a.example", "*.b.example", "c.*"] },
    [
      ...["a.example", "A.Example", "x.B.example", "x.y.b.example"],
      ...["c.example", "c.x:8080"],
    ].map((host) => ({ ":authority": host })),
    ["a.example:80", "b.example", ".b.example", "c.", "xa.example"].map(
      (host) => ({ ":authority": host }),
    ),
  ],
  [{ domains: ["*"] }, [{ ":authority": "any" }], []],
  [
    { prefix: "/a" },
    [{ ":path": "/a" }, { ":path": "/ab?c" }],
    [{ ":path": "/" }, { ":path": "/b?/a" }],
  ],
  [
    { path: "/a" },
    [{ ":path": "/a" }, { ":path": "/a?b" }],
    [{ ":path": "/ab" }, { ":path": "/" }],
  ],
  [{ route: "main" }, [{}], []],
  [{ route: "other" }, [], [{}]],
  [
    { headers: [{ name: "x-a", exact_match: "b" }] },
    [{ "x-a": "b" }],
    [{ "x-a": "bc" }, {}],
  ],
  [
    { headers: [{ name: "x-a", exact_match: "b", invert_match: true }] },
    [{ "x-a": "c" }],
    [{ "x-a": "b" }, {}],
  ],
  [
    { headers: [{ name: "X-A", prefix_match: "b" }] },
    [{ "x-a": "bc" }],
    [{ "x-a": "cb" }, {}],
  ],
  [{ headers: [{ name: "x-a" }] }, [{ "x-a": "" }], [{}]],
  [{ headers: [{ name: "x-a", present_match: false }] }, [{}], [{ "x-a": "" }]],
  [{ headers: [{ name: "x-a", invert_match: true }] }, [{}], [{ "x-a": "b" }]],
  [
    { headers: [{ name: "x-a" }, { name: "x-b" }], prefix: "/a" },
    [{ ":path": "/a", "x-a": "1", "x-b": "2" }],
    [
      { ":path": "/a", "x-a": "1" },
      { "x-a": "1", "x-b": "2" },
    ],
  ],
];

for (const [match, fits, others] of MATCHES) {
  test(`a rule is for the requests that ${JSON.stringify(match)} fits`, async () => {
    const rules = [{ match, settings: { level: 9 } }];
    const { settings, logs } = await ruled({ name: "a", rules }, [
      ...fits,
      ...others,
    ]);
    assert.deepEqual(logs, []);
    assert.deepEqual(
      settings.map(([own]) => own),
      [...fits.map(() => "a 9 1 2 "), ...others.map(() => "a 1 1 2 ")],
    );
  });
}

test("PluginContext.onConfigure logs what is wrong with rules, each with its path", async () => {
  const rules = [
    {
      match: { domains: ["a*b"], prefix: "a" },
      settings: { level: 10, rules: [], nested: { x: 1 } },
    },
    { settings: { lst: [3] } },
    { match: { headers: [{ nam: "a" }] }, settings: [] },
    5,
  ];
  const configuration = JSON.stringify({ rules, level: 0 });
  const host = await ProxyHost.load(module);
  assert.throws(() => host.startPlugin({ rootId: "ruled", configuration }));
  const [{ message }] = host.logs;
  assert.deepEqual(message.split("\n"), [
    "Cannot use the configuration:",
    "$.level: found 0, wanted a whole number from 1 to 9",
    "$.name: missing, wanted a text",
    '$.rules[0].match.domains[0]: found "a*b", wanted a list, each a text that matches ^([*]|[*]?[^*]+|[^*]+[*])$',
    '$.rules[0].match.prefix: found "a", wanted a text that matches ^/, or null',
    "$.rules[0].settings.level: found 10, wanted a whole number from 1 to 9",
    "$.rules[0].settings.rules: there is no such key",
    "$.rules[0].settings.nested.x: there is no such key",
    '$.rules[1].settings.lst: there is no such key, perhaps "list"',
    "$.rules[1].match: missing, wanted an object",
    '$.rules[2].match.headers[0].nam: there is no such key, perhaps "name"',
    "$.rules[2].match.headers[0].name: missing, wanted a text of at least 1 character that matches ^[!-~]+$",
    "$.rules[2].settings: found a list, wanted an object",
    "$.rules[3]: found 5, wanted a list of rules",
  ]);
});
