import type { Scenario, ScenarioExchange } from "../scenario/scenario.ts";

const REQUEST: ScenarioExchange = {
  path: "/a/b?c=d",
  headers: [
    ["x-a", "1"],
    ["x-two", "b1"],
    ["x-two", "b2"],
    ["user-agent", "\xc3\xa9 u"],
  ],
  upstream: { status: 201, headers: { "x-up": "up" } },
};

/** Creates expressions and evaluates each; `last` is its token. */
function evaluating(...expressions: string[]): string {
  return expressions.flatMap(creating).join("; ");
}

function creating(expression: string): string[] {
  const bytes = Buffer.from(expression).toString("hex");
  return [`foreign expr_create 0x${bytes}`, "foreign expr_evaluate last"];
}

const LITERALS = [
  ...["true", "1", "-1", "1u", "1.5", "'abc'", "b'\\x00\\xff'", "null"],
  ...["''", "b''", "[]", "{}", "[1,2]", "['a','b']", "[true,1.5]", "[1u]"],
  ...["{'a':'b'}", "{'a':1}", "{1:true}", "{true:b'a'}", "[1,2,]"],
  ...['"\\u00e9"', "r'\\d'", "0x10", "1e3", "1.0", ".5", "1e-3", "0xFFu"],
  ...["'''a\nb'''", '"\\x41"', "'\\101'", '"\\U0001F600"'],
];

const ARITHMETIC = [
  ...["1 + 2", "1 + 2 * 3", "(1 + 2) * 3", "5 / -2", "-5 % 3", "- -1"],
  ...["1 / 0", "1 % 0", "1.0 / 0.0", "0.0 / 0.0 == 0.0 / 0.0", "1.5 % 1.0"],
  ...["1u + 1u", "1 + 2.0", "1 + 'a'", "-'a'", "'a' + 'b'"],
  ...["1000000000 * 1000000000 * 1000000000", "[1] + [2]", "b'a' + b'b'"],
];

const COMPARISONS = [
  ...["1 == 1.0", "1 == 'a'", "1u == 1", "1 < 2u", "1 < 1.5", "'a' < 'B'"],
  ...[
    "true < false",
    "b'a' < b'b'",
    "b'a' == 'a'",
    "null == null",
    "null == 1",
  ],
  ...["[1] == [1.0]", "[1,2] == [1,2,3]", "{'a':1} == {'a':1}", "[1] < [2]"],
  ...["{'a':1} != {'a':2}", "1 < 2 < 3", "1 == 1 == true", "'a' >= 'a'"],
  ...["1 in [1.0]", "1 in [2]", "'a' in {'a':1}", "'a' in 'abc'", "'é' > 'z'"],
];

const LOGIC = [
  ...["true || (1/0 == 1)", "(1/0 == 1) || true", "false && (1/0 == 1)"],
  ...["(1/0 == 1) && false", "(1/0 == 1) && true", "true && 1", "1 || true"],
  ...["false || 1", "null || true", "true || 1", "!1", "!!true", "1 ? 1 : 2"],
  ...["true ? 1 : 'a'", "(true ? 1 : 'a') == 1", "false ? 1/0 : 2"],
  ...["true || 1 + 2.0 == 3.0", "'a' == 1 || true", "!true || !false"],
];

const FUNCTIONS = [
  ...["size('abc')", "'abc'.size()", "size([1,2])", "'é'.size()", "size(1)"],
  ...["'😀'.size()", "size({'a':1})", "size(b'é')", "'a'.startsWith(1)"],
  ...["'abc'.startsWith('a')", "'abc'.endsWith('c')", "'abc'.contains('b')"],
  ...["'abc'.matches('^a.c$')", "'abc'.matches('B')"],
  ...["'abc'.matches('(?i)ABC')"],
  ...["'é'.matches('^.$')", "'😀'.matches('^.$')", "'a\\nb'.matches('a.b')"],
];

const COLLECTIONS = [
  ...["[1,2].exists(x, x == 1)", "[1,2].all(x, x > 0)", "[1,2].map(x, x + 1)"],
  ...["[1,2].filter(x, x > 1)", "[1,2].exists_one(x, x == 1)", "[1][0u]"],
  ...["{'a':1}.exists(k, k == 'a')", "[[1],[2]].map(x, x[0])", "[1][0.0]"],
  ...["[1,2,3].map(x, x > 1, x * 2)", "[1, 'a'][1]", "{1: 'a'}[1]", "[1][5]"],
  ...["{'a': 1, 'b': 'c'}.b", "{'a':1}.none", "[1][-1]", "{1:1}[1u]"],
  ...["{null:1}"],
  ...["['x-a'].exists(request, request == 'x-a')", "{'a':1,'a':2}"],
];

const REFUSED = [
  ...[
    "a b",
    "1 +",
    "'abc",
    "",
    "(",
    "has({'a':1}['a'])",
    "foo(1)",
    "'a'.foo()",
  ],
  ...["size()", "x.y()", "'a b'.split(' ')", "'a'.lowerAscii()", "'a'.trim()"],
  ...["['a'].join(',')", "cel.bind(x, 1, x)", "math.greatest(1, 2)"],
  ...[
    "'%s'.format(['a'])",
    "sets.contains([1], [1])",
    "optional.of(1)",
    "true",
  ],
];

const ATTRIBUTES = [
  ...["request.path", "request['path']", "request.url_path"],
  ...["request.method == 'GET'", "request.scheme", "request.protocol"],
  ...["request.query", "request.useragent", "request.referer", "request.host"],
  ...["request.headers['x-a']", "request.headers[\"X-A\"] + 'b'"],
  ...["request.headers['x-two']", "request.headers['x-none'] == 'a'"],
  ...["request.headers['x-none'] == 'a' || true", "request.headers.accept"],
  ...["'x-a' in request.headers", "'x-none' in request.headers"],
  ...["!('X-A' in request.headers)", "has(request.headers.x_none)"],
  ...["has(request.path)", "has(request.referer)", "has(request.useragent)"],
  ...["request.path.startsWith('/a') && request.query.matches('^c')"],
  ...["['/a/b?c=d'].exists(p, p == request.path)", "request.useragent.size()"],
  ...["response.code", "has(response.code)", "response.headers['x-up']"],
  ...["'x-up' in response.headers", "response.code >= 200 || true"],
  ...["plugin_name == ''", "plugin_root_id", "plugin_vm_id.size() >= 0"],
];

const TOKENS = `configure: foreign expr_create 0x31; foreign expr_evaluate 0x00000000; foreign expr_evaluate 0x01000000; foreign expr_evaluate 0x00; foreign expr_evaluate; foreign expr_create foo(1); foreign expr_create (; foreign expr_create 0x32; foreign-silent expr_create 0x33; foreign-silent expr_evaluate 0x00000000
request-headers: foreign expr_evaluate 0x00000000; foreign expr_evaluate 0x02000000; foreign expr_create 0x34; foreign expr_delete 0x02000000; foreign expr_delete 0x02000000; foreign expr_delete 0x02; foreign expr_evaluate 0x02000000; foreign expr_evaluate 0x04000000`;

/** How Envoy evaluates CEL expressions. */
export const EXPRESSIONS: Scenario[] = [
  {
    name: "an expression's token belongs to its plugin until it is deleted",
    script: TOKENS,
    exchanges: [{}, {}],
  },
  evaluated("literals", LITERALS),
  evaluated("arithmetic", ARITHMETIC),
  evaluated("comparisons", COMPARISONS),
  evaluated("logic", LOGIC),
  evaluated("functions", FUNCTIONS),
  evaluated("lists and maps", COLLECTIONS),
  evaluated("invalid syntax", REFUSED),
  evaluated("attributes of a request", ATTRIBUTES),
  {
    name: "expressions outside a stream",
    script: `configure: ${evaluating("request.path", "request.path == 'a' || true", "response.code", "plugin_root_id", "1")}`,
  },
  {
    name: "expressions of a connection",
    script: `new-connection: ${evaluating("request.path", "has(request.path)", "'x' in request.headers", "plugin_root_id", "1")}`,
    connections: [[]],
  },
  {
    name: "expressions of properties that a filter has set",
    script: `request-headers: set-property plugin_name other; ${evaluating("plugin_name", "request.path")}`,
  },
  {
    name: "expressions of attributes of a response",
    script: `response-headers: ${evaluating(...ATTRIBUTES)}`,
    exchanges: [REQUEST],
  },
];

function evaluated(what: string, expressions: string[]): Scenario {
  return {
    name: `expressions of ${what}`,
    script: `request-headers: ${evaluating(...expressions)}`,
    exchanges: [REQUEST],
  };
}
