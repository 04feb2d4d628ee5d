import assert from "node:assert/strict";
import { test } from "node:test";
import { deploymentSchema } from "../../../cli/deployment/deployment.ts";
import type { Resource } from "../../../cli/kubectl/resource.ts";
import { KUBERNETES_KINDS } from "../../../cli/manifests/kinds.ts";
import { pinImages } from "../../../cli/rollout/pin-images.ts";
import { startRegistry } from "../../registry/real-registry.ts";
import { runCli } from "../run-cli.ts";
import { testFolder } from "../images/test-folder.ts";
import { fakeKubectl } from "../kubectl/fake-kubectl.ts";

const DIGEST = `sha256:${"1".repeat(64)}`;
const OTHER = "2".repeat(64);

/** The documents of a kind for an image. */
function documentsOf(kindName: string, url: string, sha256?: string) {
  const kind = KUBERNETES_KINDS.find(({ name }) => name === kindName);
  const targetRefs =
    kindName === "envoygateway" ? [{ kind: "Gateway", name: "eg" }] : undefined;
  const deployment = deploymentSchema.parse({
    ...{ name: "a", url, sha256, targetRefs },
  });
  return (kind?.make({ name: "a", filters: [{ deployment }] }).documents ??
    []) as Resource[];
}

for (const kind of [
  ...["wasmplugin", "trafficextension", "envoyfilter"],
  ...["envoygateway", "higress"],
]) {
  test(`pinImages writes the digest of a tag into ${kind}`, async () => {
    const asked: (string | undefined)[] = [];
    const documents = documentsOf(kind, "oci://registry.example/a:v1");
    const pinned = await pinImages(documents, ({ tag }) => {
      asked.push(tag);
      return Promise.resolve(DIGEST);
    });
    assert.deepEqual(asked, ["v1"]);
    const text = JSON.stringify(pinned);
    const before = JSON.stringify(documents);
    const name = "registry.example/a:v1";
    assert.equal(text, before.replaceAll(name, `${name}@${DIGEST}`));
  });

  test(`pinImages asks no registry for a digest that ${kind} has`, async () => {
    const refuse = () => Promise.reject(new Error("asked"));
    const named = documentsOf(kind, `oci://registry.example/a@${DIGEST}`);
    assert.deepEqual(await pinImages(named, refuse), named);
    const given = documentsOf(kind, "oci://registry.example/a:v1", OTHER);
    const text = JSON.stringify(await pinImages(given, refuse));
    assert.match(text, new RegExp(`registry.example/a:v1@sha256:${OTHER}"`));
  });

  test(`pinImages leaves the URL of a file in ${kind}`, async () => {
    const file = kind === "envoygateway" ? "https" : "http";
    const url = `${file}://files.example/a.wasm`;
    const documents = documentsOf(kind, url, OTHER);
    const refuse = () => Promise.reject(new Error("asked"));
    assert.deepEqual(await pinImages(documents, refuse), documents);
  });
}

test("proxy-wasm deploy pins the digest that a registry has for a tag, and leaves it by --no-pin", async (t) => {
  const host = await startRegistry(t);
  const { run } = await testFolder(t);
  const image = `${host}/me/a:v1`;
  const flags = ["-f", "filter.wasm", "--plain-http"];
  const pushed = run(["push", image, ...flags]).stdout;
  const [digest = ""] = /sha256:[0-9a-f]{64}/.exec(pushed) ?? [];
  const kubectl = await fakeKubectl(t);
  const command = ["deploy", "wasmplugin", "--name", "a"];
  const named = [...command, "--url", `oci://${image}`, "--plain-http"];
  assert.equal(kubectl.run(...named).stderr, "");
  assert.equal(kubectl.run(...named, "--no-pin").stderr, "");
  const [pinned, plain] = await kubectl.callsOf("apply");
  assert.match(
    pinned?.input ?? "",
    new RegExp(`url: oci://${image}@${digest}\n`),
  );
  assert.match(plain?.input ?? "", new RegExp(`url: oci://${image}\n`));
});

test("proxy-wasm deploy says how to do without a registry that does not answer", async (t) => {
  const { env, calls } = await fakeKubectl(t);
  const image = "127.0.0.1:9/me/a:v1";
  const flags = ["--name", "a", "--url", `oci://${image}`, "--plain-http"];
  const { status, stderr } = runCli(["deploy", "wasmplugin", ...flags], {
    env,
  });
  assert.equal(status, 1);
  assert.match(stderr, /Cannot pin 127\.0\.0\.1:9\/me\/a:v1 to its digest: /);
  assert.match(stderr, /--sha256, or deploy the tag as it is by --no-pin\.\n$/);
  assert.ok((await calls()).every(({ args }) => !args.includes("apply")));
});
