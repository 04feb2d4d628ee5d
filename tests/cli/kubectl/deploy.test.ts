import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import type { Resource } from "../../../cli/kubectl/resource.ts";
import { readYaml } from "../../../cli/yaml/read-yaml.ts";
import { tempFolder } from "../../temp-folder.ts";
import { runCli } from "../run-cli.ts";
import { fakeKubectl } from "./fake-kubectl.ts";

const DIGEST = "a".repeat(64);
const FLAGS = [
  ...["--name", "a", "--sha256", DIGEST],
  ...["--url", "oci://registry.example/a:v1"],
];

test("proxy-wasm deploy applies on the server's side what manifest prints, with its label", async (t) => {
  const kubectl = await fakeKubectl(t, [
    { when: ["apply"], stdout: "applied\n" },
  ]);
  const { status, stdout } = kubectl.run("deploy", "wasmplugin", ...FLAGS);
  assert.deepEqual([status, stdout], [0, "applied\n"]);
  const [{ args, input } = { args: [], input: "" }] =
    await kubectl.callsOf("apply");
  assert.deepEqual(args, [
    "apply",
    "--server-side",
    "--field-manager=proxy-wasm",
    "--filename=-",
  ]);
  const [applied] = readYaml(input) as Resource[];
  const printed = runCli(["manifest", "wasmplugin", ...FLAGS]).stdout;
  const [manifest] = readYaml(printed) as Resource[];
  const url = `oci://registry.example/a:v1@sha256:${DIGEST}`;
  assert.deepEqual(applied?.spec, { ...manifest?.spec, url });
  assert.deepEqual(applied.metadata.labels, {
    "app.kubernetes.io/managed-by": "proxy-wasm",
  });
});

test("proxy-wasm deploy passes on a dry run, a context and conflicts", async (t) => {
  const kubectl = await fakeKubectl(t);
  const flags = ["--dry-run", "--force-conflicts", "--kube-context", "dev"];
  kubectl.run("deploy", "wasmplugin", ...FLAGS, ...flags);
  const calls = await kubectl.calls();
  for (const { args } of calls) assert.equal(args[0], "--context=dev");
  const [{ args } = { args: [""] }] = await kubectl.callsOf("apply");
  assert.ok(args.includes("--dry-run=server"));
  assert.ok(args.includes("--force-conflicts"));
});

for (const status of [0, 1]) {
  test(`proxy-wasm deploy --diff ends with kubectl's status ${status}`, async (t) => {
    const stdout = status === 1 ? "+ phase\n" : "";
    const kubectl = await fakeKubectl(t, [{ when: ["diff"], status, stdout }]);
    const result = kubectl.run("deploy", "wasmplugin", ...FLAGS, "--diff");
    assert.deepEqual([result.status, result.stdout], [status, stdout]);
    assert.deepEqual(await kubectl.callsOf("apply"), []);
  });
}

test("proxy-wasm deploy --diff is an error where kubectl's diff fails", async (t) => {
  const stderr = "error: diff: not found\n";
  const kubectl = await fakeKubectl(t, [{ when: ["diff"], status: 2, stderr }]);
  const result = kubectl.run("deploy", "wasmplugin", ...FLAGS, "--diff");
  assert.equal(result.status, 1);
  assert.equal(result.stderr, `Cannot deploy: kubectl says: ${stderr}`);
});

const CONTEXT = { when: ["config", "view"], stdout: "shop" };

test("proxy-wasm deploy takes the namespace of the flags, else of the file, else of kubectl's context", async (t) => {
  const folder = await tempFolder(t);
  const file = join(folder, "deployment.yaml");
  await writeFile(file, "namespace: filed\n");
  const flags = ["--namespace", "flagged"];
  const cases: [string, string[]][] = [
    ["shop", []],
    ["filed", ["--file", file]],
    ["flagged", ["--file", file, ...flags]],
  ];
  for (const [namespace, given] of cases) {
    const kubectl = await fakeKubectl(t, [CONTEXT]);
    kubectl.run("deploy", "envoyfilter", ...FLAGS, ...given);
    const [{ input } = { input: "" }] = await kubectl.callsOf("apply");
    const [applied] = readYaml(input) as Resource[];
    assert.equal(applied?.metadata.namespace, namespace);
    assert.match(input, new RegExp(`name: ${namespace}\\.a\n`));
  }
});

test("proxy-wasm deploy takes the namespace default where kubectl's context names none", async (t) => {
  const none = { when: ["config", "view"], status: 1, stderr: "error: none\n" };
  const kubectl = await fakeKubectl(t, [none]);
  assert.equal(kubectl.run("deploy", "wasmplugin", ...FLAGS).status, 0);
  const [{ input } = { input: "" }] = await kubectl.callsOf("apply");
  const [applied] = readYaml(input) as Resource[];
  assert.equal(applied?.metadata.namespace, "default");
});

test("proxy-wasm deploy keeps the spec before as what to go back to, and changes nothing when repeated", async (t) => {
  const first = await fakeKubectl(t);
  first.run("deploy", "wasmplugin", ...FLAGS);
  const [before] = readYaml(
    (await first.callsOf("apply"))[0]?.input ?? "",
  ) as Resource[];
  const live = { when: ["get"], stdout: JSON.stringify(before) };

  const same = await fakeKubectl(t, [live]);
  same.run("deploy", "wasmplugin", ...FLAGS);
  const [again] = readYaml(
    (await same.callsOf("apply"))[0]?.input ?? "",
  ) as Resource[];
  assert.deepEqual(again, before);

  const other = await fakeKubectl(t, [live]);
  other.run("deploy", "wasmplugin", ...FLAGS, "--phase", "AUTHN");
  const [after] = readYaml(
    (await other.callsOf("apply"))[0]?.input ?? "",
  ) as Resource[];
  const previous =
    after?.metadata.annotations?.["proxy-wasm-as.github.io/previous"] ?? "";
  assert.deepEqual(JSON.parse(previous), before?.spec);
});

test("proxy-wasm deploy configmap says how to mount the module", async (t) => {
  const folder = await tempFolder(t);
  const module = join(folder, "a.wasm");
  await writeFile(module, Buffer.from("0061736d01000000", "hex"));
  const kubectl = await fakeKubectl(t);
  const flags = ["--name", "a", "--module", module];
  const { status, stderr } = kubectl.run("deploy", "configmap", ...flags);
  assert.equal(status, 0);
  assert.match(stderr, /sidecar\.istio\.io\/userVolumeMount/);
});

test("proxy-wasm deploy says what kubectl says when the server refuses", async (t) => {
  const stderr = 'Error from server: phase: Unsupported value: "X"\n';
  const kubectl = await fakeKubectl(t, [
    { when: ["apply"], status: 1, stderr },
  ]);
  const result = kubectl.run("deploy", "wasmplugin", ...FLAGS);
  assert.equal(result.status, 1);
  assert.equal(
    result.stderr,
    `Cannot deploy: kubectl says: ${stderr.trim()}\n`,
  );
});

test("proxy-wasm deploy says in a sentence that there is no cluster, or no kubectl", async (t) => {
  const line = "The connection to the server localhost:8080 was refused";
  const stderr = `E1\n${line} - did you specify the right host or port?\n`;
  const kubectl = await fakeKubectl(t, [{ when: [], status: 1, stderr }]);
  const refused = kubectl.run("deploy", "wasmplugin", ...FLAGS);
  assert.equal(refused.status, 1);
  assert.match(refused.stderr, /^Cannot reach a Kubernetes cluster: .*\.\n$/);
  const env = { KUBECTL: "/no/such/kubectl" };
  const none = runCli(["deploy", "wasmplugin", ...FLAGS], { env });
  assert.equal(none.status, 1);
  assert.match(none.stderr, /^Cannot find \/no\/such\/kubectl: install/);
});

/** As kube-apiserver 1.36 writes it where no istiod listens. */
const WEBHOOK = `Error from server (InternalError): Internal error occurred: failed calling webhook "rev.validation.istio.io": failed to call webhook: Post "https://istiod.istio-system.svc:443/validate?timeout=10s": dial tcp 127.0.0.1:443: connect: connection refused\n`;

test("proxy-wasm deploy names the webhook that does not answer, which is not the cluster", async (t) => {
  const kubectl = await fakeKubectl(t, [
    { when: ["apply"], status: 1, stderr: WEBHOOK },
  ]);
  const { status, stderr } = kubectl.run("deploy", "wasmplugin", ...FLAGS);
  assert.equal(status, 1);
  assert.match(
    stderr,
    /^The cluster's webhook rev\.validation\.istio\.io does not answer/,
  );
});

test("proxy-wasm deploy passes on what the server says about its own connections", async (t) => {
  const stderr =
    "Error from server (InternalError): etcd: dial tcp: i/o timeout\n";
  const kubectl = await fakeKubectl(t, [
    { when: ["apply"], status: 1, stderr },
  ]);
  const result = kubectl.run("deploy", "wasmplugin", ...FLAGS);
  assert.equal(
    result.stderr,
    `Cannot deploy: kubectl says: ${stderr.trim()}\n`,
  );
});

test("proxy-wasm deploy says that a cluster does not have the platform", async (t) => {
  // As kubectl 1.32 writes it.
  const stderr = `error: the server doesn't have a resource type "wasmplugins"\n`;
  const kubectl = await fakeKubectl(t, [{ when: ["get"], status: 1, stderr }]);
  const { status, stderr: said } = kubectl.run("deploy", "higress", ...FLAGS);
  assert.equal(status, 1);
  assert.match(said, /^The cluster does not know this kind of resource: /);
});
