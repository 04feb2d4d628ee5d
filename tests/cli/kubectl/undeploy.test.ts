import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { tempFolder } from "../../temp-folder.ts";
import { fakeKubectl, type Answer } from "./fake-kubectl.ts";

const MANAGED_BY = "app.kubernetes.io/managed-by";
const FOUND = "wasmplugins.extensions.istio.io/a";

/** What kubectl answers where there is a WasmPlugin with some metadata. */
function found(metadata: object): Answer {
  const live = { kind: "WasmPlugin", metadata: { name: "a", ...metadata } };
  return { when: ["get", FOUND], stdout: JSON.stringify(live) };
}

const OURS = found({ labels: { [MANAGED_BY]: "proxy-wasm" } });
const DELETED = { when: ["delete"], stdout: "deleted\n" };

test("proxy-wasm undeploy deletes what deploy has made, by its name alone", async (t) => {
  const kubectl = await fakeKubectl(t, [OURS, DELETED]);
  const { status, stdout } = kubectl.run(
    ...["undeploy", "wasmplugin", "--name", "a", "--namespace", "shop"],
  );
  assert.deepEqual([status, stdout], [0, "deleted\n"]);
  const [{ args } = { args: [""] }] = await kubectl.callsOf("delete");
  assert.deepEqual(args.slice(0, 3), ["delete", FOUND, "--namespace=shop"]);
});

test("proxy-wasm undeploy takes the name from a file, whatever else is in it, and the context's namespace", async (t) => {
  const folder = await tempFolder(t);
  const file = join(folder, "deployment.yaml");
  await writeFile(file, "name: a\nmodule: build/gone.wasm\n");
  const context = { when: ["config", "view"], stdout: "shop" };
  const kubectl = await fakeKubectl(t, [context, OURS, DELETED]);
  const flags = ["--file", file, "--url", "oci://registry.example/a:v1"];
  assert.equal(kubectl.run("undeploy", "wasmplugin", ...flags).status, 0);
  const [{ args } = { args: [""] }] = await kubectl.callsOf("delete");
  assert.deepEqual(args.slice(0, 3), ["delete", FOUND, "--namespace=shop"]);
});

test("proxy-wasm undeploy wants a name", async (t) => {
  const kubectl = await fakeKubectl(t);
  const { status, stderr } = kubectl.run("undeploy", "wasmplugin");
  assert.equal(status, 2);
  assert.match(stderr, /^Cannot tell which resource: give --name/);
});

test("proxy-wasm undeploy says that a name is wrong, and which there are", async (t) => {
  const list = JSON.stringify({
    items: [{ metadata: { name: "add-header" } }],
  });
  const named = { when: [`--selector=${MANAGED_BY}=proxy-wasm`], stdout: list };
  const kubectl = await fakeKubectl(t, [named]);
  const flags = ["--name", "add-haeder"];
  const { status, stderr } = kubectl.run("undeploy", "wasmplugin", ...flags);
  assert.equal(status, 0);
  assert.equal(
    stderr,
    'Note: There is no WasmPlugin add-haeder in the namespace default: "proxy-wasm deploy" has made add-header of this kind there.\n',
  );
  assert.deepEqual(await kubectl.callsOf("delete"), []);
});

const OTHERS: [string, object][] = [
  ["Helm", { labels: { [MANAGED_BY]: "Helm" } }],
  [
    "kubectl-create",
    { managedFields: [{ manager: "kubectl-create", operation: "Update" }] },
  ],
];

for (const [owner, metadata] of OTHERS) {
  test(`proxy-wasm undeploy leaves what ${owner} owns, but by --force`, async (t) => {
    const kubectl = await fakeKubectl(t, [found(metadata), DELETED]);
    const command = ["undeploy", "wasmplugin", "--name", "a"];
    const { status, stderr } = kubectl.run(...command);
    assert.equal(status, 1);
    assert.equal(
      stderr,
      `Cannot undeploy WasmPlugin a in the namespace default: it belongs to ${owner}, not to "proxy-wasm deploy"; --force deletes it all the same.\n`,
    );
    assert.deepEqual(await kubectl.callsOf("delete"), []);
    assert.equal(kubectl.run(...command, "--force").status, 0);
    assert.equal((await kubectl.callsOf("delete")).length, 1);
  });
}

test("proxy-wasm undeploy deletes what was deployed before there was a label", async (t) => {
  const manager = { manager: "proxy-wasm", operation: "Apply" };
  const kubectl = await fakeKubectl(t, [
    found({ managedFields: [manager] }),
    DELETED,
  ]);
  assert.equal(kubectl.run("undeploy", "wasmplugin", "--name", "a").status, 0);
  assert.equal((await kubectl.callsOf("delete")).length, 1);
});

test("proxy-wasm undeploy says what kubectl says when the server refuses", async (t) => {
  const stderr = "Error from server (Forbidden): no\n";
  for (const verb of ["get", "delete"]) {
    const refused = { when: [verb], status: 1, stderr };
    const kubectl = await fakeKubectl(t, [refused, OURS]);
    const result = kubectl.run("undeploy", "wasmplugin", "--name", "a");
    assert.equal(result.status, 1);
    assert.match(
      result.stderr,
      /^Cannot .*: kubectl says: Error from server \(Forbidden\): no\n$/,
    );
  }
});
