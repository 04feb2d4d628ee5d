import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { runCli } from "../run-cli.ts";
import { buildConfigured, VALID } from "./configured.ts";

const cwd = await buildConfigured("check");

/** A deployment whose configuration has faults, of which the places are known. */
const WRONG = `name: configured
url: oci://registry.example/configured:v1
configuration:
  cluster: a b
  timeout: 1ms
  rules:
    - { name: toolong }
  clutser: a
`;

const SAID = `The filter would refuse its configuration:
  wrong.yaml:4:12: $.cluster: found "a b", wanted the name of a cluster
  wrong.yaml:5:12: $.timeout: found "1ms", wanted a duration from 10ms to 1m, such as "5s" or "250ms"
  wrong.yaml:7:15: $.rules[0].name: found "toolong", wanted a text of 1 to 5 characters
  wrong.yaml:8:3: $.clutser: there is no such key, perhaps "cluster"
`;

await writeFile(join(cwd, "wrong.yaml"), WRONG);

/** The commands that use a deployment's configuration. */
const COMMANDS = [
  ["config", "check", "wrong.yaml"],
  ["manifest", "envoy", "--file", "wrong.yaml"],
  ["manifest", "wasmplugin", "--file", "wrong.yaml"],
  ["deploy", "wasmplugin", "--file", "wrong.yaml", "--no-pin"],
  ["serve", "--file", "wrong.yaml", "--no-build", "--port", "0"],
  ["run", "--file", "wrong.yaml", "--no-build", "--port", "0"],
];

for (const args of COMMANDS) {
  const name = args.slice(0, 2).join(" ").replace(/ --.*/, "");
  test(`${name} refuses what the filter would refuse, with file, line and column`, () => {
    // Asked only for the namespace of its context.
    const env = { KUBECTL: "true" };
    const { status, stdout, stderr } = runCli(args, { cwd, env });
    assert.deepEqual([stdout, stderr, status], ["", SAID, 2]);
  });
}

test("config check takes what the filter takes, in a deployment and in a file of its own", async () => {
  const deployment = { name: "configured", configuration: VALID };
  await writeFile(join(cwd, "deployment.yaml"), JSON.stringify(deployment));
  await writeFile(join(cwd, "plain.yaml"), JSON.stringify(VALID));
  const all = runCli(["config", "check"], { cwd });
  assert.deepEqual(
    [all.stdout, all.stderr, all.status],
    ["deployment.yaml: one configuration, and the filter takes it.\n", "", 0],
  );
  assert.equal(runCli(["config", "check", "plain.yaml"], { cwd }).status, 0);
});

test("config check reads the plugins of Envoy's bootstrap", async () => {
  await writeFile(
    join(cwd, "envoy.yaml"),
    `static_resources:
  - config:
      root_id: configured
      configuration:
        "@type": type.googleapis.com/google.protobuf.StringValue
        value: '{"cluster":"a","level":0}'
      vm_config: {}
  - config:
      root_id: another
      configuration: { value: "text" }
      vm_config: {}
`,
  );
  const { stderr, status } = runCli(["config", "check", "envoy.yaml"], { cwd });
  assert.equal(
    stderr,
    "The filter would refuse its configuration:\n  envoy.yaml:6:40: $.level: found 0, wanted a whole number from 1 to 3\n",
  );
  assert.equal(status, 2);
});

test("manifest refuses a configuration that was given by a flag", () => {
  const args = ["manifest", "envoy", "--name", "a", "--url", "file:///a.wasm"];
  const flag = ["--configuration-json", '{"cluster":1}'];
  const { stderr, status } = runCli([...args, ...flag], { cwd });
  assert.equal(
    stderr,
    "The filter would refuse its configuration:\n  the flags: $.cluster: found 1, wanted the name of a cluster\n",
  );
  assert.equal(status, 2);
});

test("config check says that there is no schema", () => {
  const args = ["config", "check", "wrong.yaml", "--schema", "none.json"];
  const { stderr, status } = runCli(args, { cwd });
  assert.match(
    stderr,
    /^Cannot check wrong\.yaml: there is no none\.json; run/,
  );
  assert.equal(status, 2);
});

test("config check names a schema that no build has written, and a plugin without a configuration", async () => {
  const files = {
    "bad.json": "{bad",
    "list.json": "[]",
    "null.json": "null",
    "other.json": '{"type":5}',
  };
  for (const [name, text] of Object.entries(files)) {
    await writeFile(join(cwd, name), text);
    const args = ["config", "check", "wrong.yaml", "--schema", name];
    const { stderr, status } = runCli(args, { cwd });
    assert.equal(
      stderr,
      `Cannot use ${name}: it is not a schema that "proxy-wasm build" has written; build the filter again.\n`,
    );
    assert.equal(status, 2);
  }
  await writeFile(join(cwd, "null.yaml"), "vm_config: {}\nconfiguration:\n");
  const { stderr } = runCli(["config", "check", "null.yaml"], { cwd });
  assert.doesNotMatch(stderr, /Unexpected/);
});

test("config check shows nothing of a secret", async () => {
  const secrets = [
    'token: "hunter2-hunter2"',
    "codes: [hunter2]",
    "codes: hunter2",
  ];
  for (const line of secrets) {
    await writeFile(join(cwd, "secret.yaml"), `cluster: a\n${line}\n`);
    const { stdout, stderr, status } = runCli(
      ["config", "check", "secret.yaml"],
      { cwd },
    );
    assert.match(
      stderr,
      /secret\.yaml:2:\d+: \$\.\w+(\[0\])?: found …, wanted /,
    );
    assert.ok(!(stdout + stderr).includes("hunter2"), stderr);
    assert.equal(status, 2);
  }
  const text = JSON.stringify({
    name: "configured",
    configuration: '"hunter2',
  });
  await writeFile(join(cwd, "secret.yaml"), text);
  const { stderr } = runCli(["config", "check", "secret.yaml"], { cwd });
  assert.match(stderr, /: \$: it is not JSON/);
  assert.ok(!stderr.includes("hunter2"), stderr);
});

test("config check tells the place of a fault in a text of JSON, and where the text is not JSON", async () => {
  const check = async (configuration: string) => {
    const text = `name: configured\nconfiguration: ${configuration}\nform: http\n`;
    await writeFile(join(cwd, "text.yaml"), text);
    const { stderr } = runCli(["config", "check", "text.yaml"], { cwd });
    return [...stderr.matchAll(/text\.yaml:\d+:\d+: \S+/g)].join();
  };
  const lines = [
    "{",
    '"cluster": "a",',
    '  "levle": 1,',
    '"timeout": "1ms"',
    "}",
  ];
  const block = (texts: string[]) =>
    `|\n${texts.map((each) => `    ${each}`).join("\n")}`;
  assert.equal(
    await check(block(lines)),
    "text.yaml:5:7: $.levle:,text.yaml:6:16: $.timeout:",
  );
  assert.equal(await check(block(lines.toSpliced(3, 1))), "text.yaml:6:5: $:");
  assert.equal(await check(block(lines.slice(0, 2))), "text.yaml:4:20: $:");
  assert.equal(
    await check(`'{"cluster":"a b"}'`),
    "text.yaml:2:28: $.cluster:",
  );
  // Escapes hide the place.
  assert.equal(
    await check('"{\\"cluster\\":\\"a b\\"}"'),
    "text.yaml:2:16: $.cluster:",
  );
});

test("config check takes a deployment without a configuration for one that is empty", async () => {
  const deployment =
    "name: configured\nform: http\nmodule: build/release.wasm\n";
  await writeFile(join(cwd, "empty.yaml"), deployment);
  const { stderr } = runCli(["config", "check", "empty.yaml"], { cwd });
  assert.match(
    stderr,
    /^The filter .*:\n  empty\.yaml:1:1: \$\.cluster: missing, .*\n$/,
  );
});

test("config check refuses a key that is there twice, in YAML and in a text of JSON", () => {
  const check = (text: string) => {
    writeFileSync(join(cwd, "twice.yaml"), text);
    return runCli(["config", "check", "twice.yaml"], { cwd }).stderr;
  };
  assert.match(check("cluster: a\ncluster: b\n"), /twice\.yaml/);
  const json = '{"cluster":"a","counts":{"b":1,"\\u0062":2}}';
  assert.equal(
    check(JSON.stringify({ name: "configured", configuration: json })),
    "The filter would refuse its configuration:\n  twice.yaml:1:38: $.counts.b: the key is there twice\n",
  );
});

test("config check counts what there is too much of, and only the missing key of a union", () => {
  const text = "cluster: a\nnames: [a, b, c]\nmatches:\n  - { prefix: / }\n";
  writeFileSync(join(cwd, "counts.yaml"), text);
  assert.equal(
    runCli(["config", "check", "counts.yaml"], { cwd }).stderr,
    `The filter would refuse its configuration:
  counts.yaml:2:8: $.names: found 3, wanted a list of at most 2 items
  counts.yaml:4:5: $.matches[0].type: missing, wanted one of "prefix", "exact"
`,
  );
});

test("config check refuses a text of JSON that is nested too deeply, or has too large a number", () => {
  const check = (configuration: string) => {
    const deployment = JSON.stringify({ name: "configured", configuration });
    writeFileSync(join(cwd, "deep.yaml"), deployment);
    const { stderr, stdout } = runCli(["config", "check", "deep.yaml"], {
      cwd,
    });
    return stdout === "" ? stderr.split("\n")[1] : "";
  };
  const inner = (depth: number) =>
    `{"cluster":"a","default":${'{"inner":'.repeat(depth)}null${"}".repeat(depth)}}`;
  assert.equal(check(inner(128)), "");
  assert.match(check(inner(129)), /\$: it is nested too deeply$/);
  assert.equal(check('{"cluster":"a","max-age":9223372036854775807}'), "");
  assert.match(
    check('{"cluster":"a","max-age":9223372036854775808}'),
    /\$\.max-age: found 9223372036854776000, wanted a whole number$/,
  );
});

test("config check says that a file has no configuration for the filter", () => {
  const text = "name: other\nrootId: other\nconfiguration: { a: 1 }\n";
  writeFileSync(join(cwd, "other.yaml"), text);
  const { stdout, status } = runCli(["config", "check", "other.yaml"], { cwd });
  assert.deepEqual(
    [stdout, status],
    ["other.yaml: no configuration of a plugin that this filter has.\n", 0],
  );
});
