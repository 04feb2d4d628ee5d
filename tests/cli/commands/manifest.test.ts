import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { parse } from "yaml";
import { tempFolder } from "../../temp-folder.ts";
import { runCli } from "../run-cli.ts";

const URL = "oci://registry.example/a:v1";

test("proxy-wasm manifest reads a file, and flags over it", async (t) => {
  const cwd = await tempFolder(t);
  await writeFile(
    join(cwd, "my deployment ü.yaml"),
    `name: a\nurl: ${URL}\nphase: AUTHN\nconfiguration: { on: true }\n`,
  );
  const { status, stdout, stderr } = runCli(
    ["manifest", "wasmplugin", "-f", "my deployment ü.yaml"].concat(
      ["--phase", "STATS", "--label", "app=web", "tier=a"],
      ["--env", "A=1", "--env", "B=2=3", "--priority", "-3", "--vm-id", "v"],
    ),
    { cwd },
  );
  assert.equal(status, 0, stderr);
  assert.match(stderr, /^Note: "vmId" is not in a WasmPlugin/);
  assert.deepEqual((parse(stdout) as { spec: object }).spec, {
    selector: { matchLabels: { app: "web", tier: "a" } },
    phase: "STATS",
    priority: -3,
    url: URL,
    vmConfig: {
      env: [
        { name: "A", value: "1" },
        { name: "B", value: "2=3" },
      ],
    },
    pluginConfig: { on: true },
  });
});

test("proxy-wasm manifest reads targets, JSON and addresses from flags", () => {
  const gateway = runCli(
    ["manifest", "envoygateway", "--name", "a", "--url", URL].concat(
      ["--target", "Gateway/eg", "HTTPRoute/web"],
      ["--configuration-json", '{"a":[1]}'],
    ),
  );
  assert.equal(gateway.status, 0, gateway.stderr);
  assert.match(gateway.stdout, /name: eg\n[^]*name: web\n[^]*- 1\n/);
  const envoy = runCli(
    ["manifest", "envoy", "--name", "a", "--url", "file:///a.wasm"].concat([
      "--listen",
      "[::1]:8080",
      "--upstream",
      "up.example:80",
    ]),
  );
  assert.match(envoy.stdout, /address: ::1\n +port_value: 8080\n/);
  assert.match(envoy.stdout, /address: up.example\n +port_value: 80\n/);
});

const WRONG: [string[], number, RegExp][] = [
  [["wasmplugin"], 2, /^Cannot use the flags: name is missing\.$/],
  [["wasmplugin", "-f", "none.yaml"], 1, /^Cannot read the deployment none/],
  [["wasmplugin", "--priority", "high"], 2, /It must be a whole number\./],
  [["wasmplugin", "--label", "app"], 2, /It must be NAME=VALUE\./],
  [["wasmplugin", "--target", "eg"], 2, /It must be KIND\/NAME/],
  [["wasmplugin", "--configuration-json", "{"], 2, /It is not JSON: /],
  [["envoy", "--listen", "8080"], 2, /It must be HOST:PORT\./],
  [["envoy", "--upstream", "a:99999"], 2, /The port must be 0 to 65535\./],
  [
    ["configmap", "--name", "a", "--module", "package.json"],
    1,
    /^package\.json is not a Wasm module: it does not begin with \\0asm\.$/,
  ],
];

for (const [args, expected, message] of WRONG) {
  test(`proxy-wasm manifest ${args.join(" ")} ends with ${expected} and one sentence`, () => {
    const { status, stdout, stderr } = runCli(["manifest", ...args]);
    assert.equal(status, expected);
    assert.equal(stdout, "");
    assert.match(stderr.split("\n")[0] ?? "", message);
  });
}
