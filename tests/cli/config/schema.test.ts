import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { Ajv2020 } from "ajv/dist/2020.js";
import { ProxyHost } from "../../../host/index.ts";
import { parse as parseYaml } from "yaml";
import { ROOT } from "../../../scripts/project/project-files.ts";
import { configurationFaults } from "../../../cli/config/configuration-faults.ts";
import type { JsonSchema } from "../../../cli/config/configuration-reader.ts";
import { schemaFor } from "../../../cli/config/schema-files.ts";
import { withUnits } from "../../../cli/config/units-keyword.ts";
import { buildConfigured, VALID } from "./configured.ts";

const folder = await buildConfigured("schema");
const read = (file: string) => readFile(join(folder, "build", file), "utf8");
const schema = JSON.parse(await read("config.schema.json")) as object;
const wasm = await readFile(join(folder, "build/release.wasm"));

/** What the filter logs of a configuration, and whether it takes it. */
async function configured(configuration: string) {
  const host = await ProxyHost.load(wasm);
  let accepts = true;
  try {
    host.startPlugin({ rootId: "configured", configuration });
  } catch {
    accepts = false;
  }
  const [line, written] = host.logs.map(({ message }) => message);
  return { accepts, line: line ?? "", written: written ?? "" };
}

test("PluginContext.settings has what the configuration says, key by key", async () => {
  const { accepts, line } = await configured(JSON.stringify(VALID));
  assert.ok(accepts, line);
  assert.equal(
    line,
    "true a a.b 60000 12 1 -0.5 0 l b/c 1000/2 6/0 2 3 -9007199254740991 255 9007199254740991 n not-exact:/p prefix:/q exact:/",
  );
  assert.equal(
    (await configured('{"\\u0063luster":"a"}')).line,
    "false a example.com 1000 65536 2 1.0 5 null a   0 0 -1 0 0 x",
  );
});

test("writeModel writes what readModel reads as the same", async () => {
  const { written } = await configured(JSON.stringify(VALID));
  const { rules, ...rest } = JSON.parse(written) as typeof VALID;
  assert.equal(rules[0].name, VALID.rules[0].name);
  assert.deepEqual(rules[0].match, {
    type: "exact",
    negated: true,
    path: "/p",
  });
  assert.deepEqual([rest.timeout, rest.limit], ["60000ms", 12]);
  assert.deepEqual([rest.mode, rest.modes], [VALID.mode, VALID.modes]);
  assert.equal((await configured(written)).written, written);
});

test("PluginContext.onConfigure cuts a long value between two characters", async () => {
  const long = "é".repeat(30);
  const { line } = await configured(`{"cluster":"a","level":"${long}"}`);
  assert.match(line, /level: found "é{19}…, wanted/);
});

test("PluginContext.onConfigure logs all faults with their path, and rejects", async () => {
  const wrong = {
    cluste: "a",
    host: "-x",
    timeout: "1ms",
    limit: "3KB",
    level: 4,
    ratio: 3,
    mode: "strict",
    label: 5,
    names: ["a", "B", "c"],
    rules: [
      { name: "toolong", match: { type: "foo" } },
      { match: {} },
      { match: { type: "prefix" } },
      { match: { type: "exact", path: "/a", x: 1 } },
    ],
    waits: ["1s", 5],
    modes: ["Off", "On"],
    counts: { a: 1, b: 11 },
    grid: [[1, 2], ["x"]],
    "max-age": 1.5,
    small: 256,
    token: "hunter2-hunter2",
    codes: [1, "hunter2"],
    big: -1,
    default: [],
  };
  const { accepts, line } = await configured(JSON.stringify(wrong));
  assert.ok(!accepts);
  assert.deepEqual(line.split("\n"), [
    "Cannot use the configuration:",
    '$.cluste: there is no such key, perhaps "cluster"',
    '$.host: found "-x", wanted a host name, such as api.example.com',
    '$.timeout: found "1ms", wanted a duration from 10ms to 1m, such as "5s" or "250ms"',
    '$.limit: found "3KB", wanted a size, such as "64KiB"',
    "$.level: found 4, wanted a whole number from 1 to 3",
    "$.ratio: found 3, wanted a number from -0.5 to 2.5",
    '$.mode: found "strict", wanted one of "Strict", "Lenient", "Off"',
    "$.label: found 5, wanted a text, or null",
    '$.names[1]: found "B", wanted a list of at most 2 items, each a text that matches ^[a-z]+$',
    "$.names: found 3, wanted a list of at most 2 items, each a text that matches ^[a-z]+$",
    '$.rules[0].name: found "toolong", wanted a text of 1 to 5 characters',
    '$.rules[0].match: wanted type, one of "prefix", "exact"',
    '$.rules[1].match: wanted type, one of "prefix", "exact"',
    "$.rules[2].match.prefix: missing, wanted a text",
    "$.rules[3].match.x: there is no such key",
    '$.waits[1]: found 5, wanted a list, each a duration, such as "5s" or "250ms"',
    '$.modes[1]: found "On", wanted a list, each one of "Strict", "Lenient", "Off"',
    "$.counts.b: found 11, wanted an object, each a whole number from 0 to 10",
    '$.grid[1][0]: found "x", wanted a list, each a number',
    "$.max-age: found 1.5, wanted a whole number",
    "$.small: found 256, wanted a whole number from 0 to 255",
    "$.token: found …, wanted a text of 4 to 8 characters",
    "$.codes[1]: found …, wanted a list, each a whole number from -2147483648 to 2147483647",
    "$.big: found -1, wanted a whole number from 0",
    "$.default: found a list, wanted an object",
    "$.cluster: missing, wanted the name of a cluster",
  ]);
});

test("PluginContext.onConfigure says what is not JSON, and takes nothing for an empty object", async () => {
  for (const [text, said] of [
    ["", "$.cluster: missing, wanted the name of a cluster"],
    ["5", "$: found 5, wanted an object"],
    ['{"cluster":"a",}', "$: not JSON at line 1, column 16"],
    ['{"cluster":"a","cluster":"b"}', "$.cluster: the key is there twice"],
    [
      '{"cluster":"a","counts":{"b":1,"\\u0062":2}}',
      '$.counts["\\u0062"]: the key is there twice',
    ],
    [
      '{"cluster":"a","default":{"match":{"type":"exact","type":"prefix","prefix":"a"}}}',
      "$.default.match.type: the key is there twice",
    ],
  ]) {
    const { accepts, line } = await configured(text);
    assert.ok(!accepts, text);
    assert.equal(line, `Cannot use the configuration:\n${said}`);
  }
});

const ajv = withUnits(
  new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true }),
);
const validate = ajv.compile(schema);

test("config.schema.json takes what the filter takes, and nothing else", async () => {
  assert.ok(validate(VALID), JSON.stringify(validate.errors));
  const random = randomFrom(20260);
  let accepted = 0;
  for (let i = 0; i < 400; i++) {
    const value = mutated(VALID, random);
    const text = JSON.stringify(value);
    const { accepts, line } = await configured(text);
    assert.equal(validate(value), accepts, `${text}\n${line}`);
    accepted += Number(accepts);
  }
  assert.ok(accepted > 40 && accepted < 360, String(accepted));
});

test("config.schema.json has the descriptions, the defaults and what is wanted", () => {
  const { properties, required, description } = schema as {
    properties: Record<string, Record<string, unknown>>;
    required: string[];
    description: string;
  };
  assert.equal(description, "Has a key of each kind.");
  assert.deepEqual(required, ["cluster"]);
  assert.deepEqual(Object.keys(properties), Object.keys(VALID));
  assert.equal(
    properties.verbose.description,
    "Whether it says more.\nIt says | a lot.",
  );
  assert.equal(properties.timeout.default, "1s");
  assert.equal(properties.limit.default, "64KiB");
  assert.equal(properties.mode.default, "Lenient");
  assert.deepEqual(properties.names.default, ["a"]);
  assert.ok(properties.token.writeOnly);
  assert.equal(properties.token.default, undefined);
  assert.equal(
    properties.level.errorMessage,
    "wanted a whole number from 1 to 3",
  );
});

test("deployment.yaml of a template names a schema that completes and checks its configuration", async () => {
  const template = join(ROOT, "examples/http-auth/deployment.yaml");
  const text = await readFile(template, "utf8");
  const [, path] = /^# yaml-language-server: \$schema=(\S+)$/m.exec(text) ?? [];
  const validator = withUnits(
    new Ajv2020({ strict: true, allErrors: true, allowUnionTypes: true }),
  );
  validator.addSchema(schema, "config.schema.json");
  const deployment = JSON.parse(
    await readFile(join(folder, path), "utf8"),
  ) as object;
  const check = validator.compile(deployment);
  assert.ok(check({ ...(parseYaml(text) as object), configuration: VALID }));
  for (const value of [
    { configuration: { ...VALID, level: 0 } },
    { kinds: { envoy: { configuration: { clutser: "a" } } } },
    { filters: [{ configuration: { ...VALID, small: -1 } }] },
  ]) {
    assert.ok(!check({ name: "a", ...value }), JSON.stringify(value));
  }
});

test("config.md has a row for each key, those of nested objects too", async () => {
  const rows = (await read("config.md")).split("\n");
  assert.ok(
    rows.includes(
      "| `verbose` | true or false | `false` | Whether it says more. It says \\| a lot. |",
    ),
  );
  assert.ok(
    rows.includes("| `cluster` | the name of a cluster | required |  |"),
  );
  assert.ok(
    rows.includes(
      '| `rules[].name` | a text of 1 to 5 characters | `"x"` | Its name. |',
    ),
  );
  assert.ok(
    rows.includes(
      "| `matches[].prefix` | a text | required | How it begins. |",
    ),
  );
  assert.ok(
    rows.includes(
      "| `token` | a text of 4 to 8 characters (secret) |  | Opens doors. |",
    ),
  );
  const last = rows.slice(rows.findIndex((row) => /`requests`/.test(row)));
  assert.deepEqual(
    last.map((row) => row.split(" ")[1]),
    [
      ...["requests", "requests[].match", "requests[].match.domains"],
      ...["prefix", "path", "route", "headers", "headers[].name"].map(
        (key) => `requests[].match.${key}`,
      ),
      ...["exact", "prefix", "present", "invert"].map(
        (key) => `requests[].match.headers[].${key}_match`,
      ),
      "requests[].settings",
    ]
      .map((key) => `\`${key}\``)
      .concat(undefined as never),
  );
});

/** Two plugins, of which one is given its settings through a class between. */
const SEVERAL = `import {
  HttpContext, HttpContextOf, JsonModel, PluginContext, registerRootContext, required,
} from "proxy-wasm-as";
class One extends JsonModel { @required a: string = ""; }
class Two extends JsonModel { b: u32 = 1; }
abstract class Base<N extends JsonModel, T extends JsonModel> extends PluginContext<T> {
  createHttpContext(): HttpContext { return new Stream(); }
}
abstract class Between<T extends JsonModel> extends Base<Two, T> {}
class OnePlugin extends Between<One> {}
class TwoPlugin extends PluginContext<Two> {
  createHttpContext(): HttpContext { return new Stream(); }
}
class Stream extends HttpContext { onDelete(): void {} }
registerRootContext<OnePlugin>("constructor");
registerRootContext<TwoPlugin>("team/two ~1%");
`;

test("config.schema.json has the configurations of all plugins, whatever they are called", async () => {
  const several = await buildConfigured("several", SEVERAL);
  const file = join(several, "build/config.schema.json");
  const all = JSON.parse(await readFile(file, "utf8")) as object;
  const check = withUnits(
    new Ajv2020({ strict: true, allowUnionTypes: true }),
  ).compile(all);
  assert.deepEqual(
    [{ a: "a" }, { b: 2 }, { a: 1 }, { b: "b" }].map((each) => check(each)),
    [true, true, false, false],
  );
  assert.deepEqual(
    ["constructor", "team/two ~1%", "toString"].map(
      (rootId) => schemaFor(all as JsonSchema, rootId)?.title,
    ),
    ["One", "Two", undefined],
  );
  const two = schemaFor(all as JsonSchema, "team/two ~1%") ?? {};
  const [fault] = await configurationFaults(two, { b: "b" });
  assert.match(fault.message, /^\$\.b: found "b", wanted a whole number/);
});

/** What may stand anywhere. */
const VALUES = [
  ...[null, true, false, 0, 1, 2, 3, -1, 1.5, 2.5, 255, 256, 1e300, 11],
  ...[
    "",
    "a",
    "b",
    "Off",
    "5s",
    "250ms",
    "64KiB",
    "1GiB",
    "1h",
    "10ms",
    "exact",
  ],
  ...[
    [],
    {},
    ["a"],
    [1],
    ["1s"],
    [[]],
    { type: "exact" },
    { a: 1 },
    { name: "n" },
  ],
];

/** Changes, adds or removes something at random. */
function mutated(value: unknown, random: (below: number) => number): unknown {
  if (!(value instanceof Object) || random(8) === 0) {
    return VALUES[random(VALUES.length)];
  }
  const copy = structuredClone(value) as Record<string, unknown>;
  const keys = Object.keys(copy);
  const key = keys[random(keys.length)] ?? "0";
  const what = random(10);
  if (what === 0 && !Array.isArray(copy)) delete copy[key];
  else if (what === 1 && !Array.isArray(copy)) copy[`${key}x`] = 1;
  else copy[key] = mutated(copy[key], random);
  return copy;
}

function randomFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}
