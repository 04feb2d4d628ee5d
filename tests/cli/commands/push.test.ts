import assert from "node:assert/strict";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { packArchive } from "../../../cli/oci/layer.ts";
import * as types from "../../../cli/oci/media-types.ts";
import { startRegistry } from "../../registry/real-registry.ts";
import { sampleStore } from "../../registry/sample-store.ts";
import { startScript } from "../../registry/scripted-registry.ts";
import {
  addHandMade,
  archiveLayer,
  type HandMadeLayer,
} from "../images/hand-made-image.ts";
import { FILTER, testFolder } from "../images/test-folder.ts";

test("push sends what pack made, pull brings it back on another machine", async (t) => {
  const host = await startRegistry(t);
  const here = await testFolder(t);
  const name = `${host}/me/add-header:v1`;
  const [, digest] = here.run(["pack", "filter.wasm", name]).stdout.split("\n");
  const pushed = here.run(["push", name, "--plain-http"]);
  assert.equal(pushed.stderr, "");
  assert.match(pushed.stdout, new RegExp(`^Pushed ${name} \\(\\d+ B\\)\n`));
  const there = await testFolder(t);
  const output = ["-o", "out/plugin.wasm"];
  const pulled = there.run(["pull", name, "--plain-http", ...output]);
  assert.equal(pulled.stderr, "");
  assert.deepEqual(pulled.stdout.split("\n").slice(1), [
    digest,
    `Wrote out/plugin.wasm (${FILTER.length} B)`,
    "",
  ]);
  const written = await readFile(join(there.folder, "out/plugin.wasm"));
  assert.deepEqual(written, Buffer.from(FILTER));
});

test("push --file makes the image first, in either variant", async (t) => {
  const host = await startRegistry(t);
  const { run } = await testFolder(t);
  for (const variant of ["compat", "oci"]) {
    const name = `${host}/me/add-header:${variant}`;
    const file = ["-f", "filter.wasm", "--variant", variant];
    const pushed = run(["push", name, ...file, "--plain-http", "--json"]);
    const pulled = run(["pull", name, "--plain-http", "--json"]);
    assert.equal(pushed.status, 0, pushed.stderr);
    assert.equal(pushed.stdout, pulled.stdout);
    assert.match(pushed.stdout, new RegExp(`"form": "${variant}"`));
  }
});

test("push refuses a module that proxies refuse, says why, and neither sends nor keeps anything", async (t) => {
  const host = await startRegistry(t);
  const { folder, run } = await testFolder(t);
  const before = await readdir(folder);
  const name = `${host}/me/add-header:v1`;
  const args = ["push", name, "-f", "refused.wasm", "--plain-http"];
  const refused = run(args);
  assert.equal(refused.status, 1);
  assert.equal(
    refused.stderr,
    `Cannot push ${name}: envoy-1.40 refuses its module. The module exports ` +
      `neither malloc nor proxy_on_memory_allocate. Export malloc: every ` +
      `Proxy-Wasm SDK does, unless the linker was told to drop it. ` +
      `With --force it is pushed nevertheless.\n`,
  );
  assert.deepEqual(await readdir(folder), before);
  const pull = ["pull", name, "--plain-http"];
  assert.match(run(pull).stderr, /answers 404 "manifest unknown"/);
  assert.equal(run([...args, "--force"]).status, 0);
  assert.equal(run(pull).status, 0);
});

test("push sends no image that the proxies' agents refuse, and says why", async (t) => {
  const host = await startRegistry(t);
  const { images, run } = await testFolder(t);
  const store = images(`${host}/me/add-header`);
  const tar = await packArchive(new Map([["plugin.wasm", FILTER]]));
  const cases: [string, HandMadeLayer, string][] = [
    [
      "name",
      await archiveLayer("filter.wasm", FILTER),
      "its module is in the file filter.wasm, not in plugin.wasm",
    ],
    ["plain", [tar, types.OCI_LAYER], "its layer is not compressed with gzip"],
    [
      "tar",
      [tar, "application/vnd.oci.image.layer.v1.tar"],
      `its last layer is application/vnd.oci.image.layer.v1.tar, not ${types.OCI_LAYER}`,
    ],
    [
      "bare",
      [FILTER, types.WASM_LAYER],
      "an image with a bare module has two layers for them, and it has 1",
    ],
  ];
  for (const [tag, layer, why] of cases) {
    await addHandMade(store, [layer], tag);
    const name = `${host}/me/add-header:${tag}`;
    const args = ["push", name, "--plain-http"];
    const { status, stderr } = run(args);
    assert.equal(status, 1);
    assert.equal(
      stderr,
      `Cannot push ${name}: Istio, Envoy Gateway and Higress refuse this ` +
        `image: ${why}. docs/images.md says what they take. With --force it ` +
        `is pushed nevertheless.\n`,
    );
    const pull = ["pull", name, "--plain-http"];
    assert.match(run(pull).stderr, /answers 404/);
    const forced = run([...args, "--force"]);
    assert.equal(forced.status, 0, forced.stderr);
  }
});

test("push refuses a repository of one letter, whose name agents do not read", async (t) => {
  const host = await startRegistry(t);
  const { folder, run } = await testFolder(t);
  const before = await readdir(folder);
  const args = ["push", `${host}/a:v1`, "-f", "filter.wasm", "--plain-http"];
  const { status, stderr } = run(args);
  assert.equal(status, 1);
  assert.match(
    stderr,
    /refuse the name of this image: the repository "a" has fewer than 2 characters\./,
  );
  assert.deepEqual(await readdir(folder), before);
  assert.equal(run([...args, "--force"]).status, 0);
});

test("push asks whether it may push before it packs, stores or sends anything", async (t) => {
  const { host, seen } = await startScript(t, () => ({ status: 403 }));
  const { folder, runBeside } = await testFolder(t);
  const before = await readdir(folder);
  const name = `${host}/me/a:v1`;
  const args = ["push", name, "-f", "filter.wasm", "--plain-http"];
  const { status, stderr } = await runBeside(args);
  assert.equal(status, 1);
  assert.match(stderr, /^Cannot push to .*\/me\/a: .* answers 403; /);
  assert.deepEqual(
    seen.map(({ method, url }) => `${method} ${url}`),
    ["POST /v2/me/a/blobs/uploads/"],
  );
  assert.deepEqual(await readdir(folder), before);
});

test("push says that an image is not there, and that no registry is", async (t) => {
  const { folder, run } = await testFolder(t);
  const absent = run(["push", "localhost:1/a:v1"]);
  assert.equal(absent.status, 1);
  assert.equal(absent.stderr, `localhost:1/a:v1 is not in ${folder}/store.\n`);
  const digest = run(["push", `a@sha256:${"0".repeat(64)}`]);
  assert.equal(digest.status, 2);
  assert.deepEqual((await readdir(folder)).sort(), [
    "filter.wasm",
    "refused.wasm",
    "text.txt",
  ]);
});

test("push --sbom attaches a bill of materials once, and refuses what is none", async (t) => {
  const host = await startRegistry(t);
  const { folder, run } = await testFolder(t);
  const name = `${host}/me/add-header:v1`;
  const push = ["push", name, "-f", "filter.wasm", "--plain-http", "--sbom"];
  const refused = run([...push, "text.txt"]);
  assert.equal(
    refused.stderr,
    "Cannot attach text.txt: it is not a bill of materials in JSON, CycloneDX or SPDX, as npm sbom --sbom-format cyclonedx writes it.\n",
  );
  const bill = JSON.stringify({ bomFormat: "CycloneDX", specVersion: "1.5" });
  await writeFile(join(folder, "sbom.json"), bill);
  for (let i = 0; i < 2; i++) {
    assert.equal(run([...push, "sbom.json"]).status, 0);
  }
  const store = sampleStore(t, host);
  const { descriptor } = await store.manifest("v1");
  const attached = await store.referrers(descriptor.digest);
  assert.deepEqual(
    attached.map(({ artifactType }) => artifactType),
    ["application/vnd.cyclonedx+json"],
  );
});
