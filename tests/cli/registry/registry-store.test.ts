import assert from "node:assert/strict";
import { test } from "node:test";
import { copyImage } from "../../../cli/oci/copy-image.ts";
import { describe } from "../../../cli/oci/descriptor.ts";
import type { Arrival } from "../../../cli/oci/image-store.ts";
import { layoutStore } from "../../../cli/oci/layout-store.ts";
import { OCI_INDEX } from "../../../cli/oci/media-types.ts";
import { addImage } from "../../../cli/oci/pack-image.ts";
import { readImage } from "../../../cli/oci/read-image.ts";
import { parseReference } from "../../../cli/oci/reference.ts";
import { PASSWORD, startRegistry, USER } from "../../registry/real-registry.ts";
import { sampleStore } from "../../registry/sample-store.ts";
import { makeCertificate } from "../../registry/test-certificate.ts";
import { tempFolder } from "../../temp-folder.ts";
import { SAMPLE_CONFIG, sampleImage } from "../oci/sample-image.ts";
import { SAMPLE_MODULE } from "../oci/sample-module.ts";

const user = { username: USER, password: PASSWORD };

test("a real registry takes both variants, and gives back the same bytes", async (t) => {
  const store = sampleStore(t, await startRegistry(t));
  for (const variant of ["compat", "oci"] as const) {
    const image = await sampleImage({ variant });
    await addImage(image, store, variant);
    const { digest } = image.manifest.descriptor;
    for (const name of [variant, digest]) {
      const { module, runtimeConfig } = await readImage(store, name);
      assert.deepEqual(module, Buffer.from(SAMPLE_MODULE));
      assert.deepEqual(runtimeConfig, SAMPLE_CONFIG);
    }
  }
});

test("a real registry is sent only what it lacks, and mounts what another repository has", async (t) => {
  const host = await startRegistry(t);
  const source = sampleStore(t, host);
  await addImage(await sampleImage(), source, "v1");
  const arrivals = async (repository: string, from?: string) => {
    const target = sampleStore(t, host, { repository });
    const seen: Arrival[] = [];
    await copyImage(source, "v1", target, {
      tag: "v1",
      ...(from === undefined ? {} : { from }),
      onPart: (_, arrival) => seen.push(arrival),
    });
    return seen;
  };
  assert.deepEqual(await arrivals("me/copy"), ["written", "written"]);
  assert.deepEqual(await arrivals("me/copy"), ["exists", "exists"]);
  const mounted = await arrivals("me/other", "me/add-header");
  assert.deepEqual(mounted, ["mounted", "mounted"]);
  const copy = sampleStore(t, host, { repository: "me/other" });
  assert.ok((await readImage(copy, "v1")).module.length > 0);
});

test("a real registry takes a large module in parts", async (t) => {
  const host = await startRegistry(t);
  const seen: number[] = [];
  const store = sampleStore(t, host, {
    chunkSize: 100_000,
    onProgress: (_, done) => seen.push(done),
  });
  const module = Buffer.concat([SAMPLE_MODULE, Buffer.alloc(250_000)]);
  await addImage(await sampleImage({ module, variant: "oci" }), store, "v1");
  const parts = seen.filter((done) => done >= 100_000);
  assert.deepEqual(parts, [100_000, 200_000, module.length, module.length]);
  assert.deepEqual((await readImage(store, "v1")).module, module);
});

test("a real registry with a password takes the right one, and says what else it wants", async (t) => {
  const host = await startRegistry(t, { basic: true });
  const image = await sampleImage();
  const absent = sampleStore(t, host);
  await assert.rejects(addImage(image, absent, "v1"), {
    code: "UNAUTHORIZED",
    message:
      `Cannot push to ${host}/me/add-header: ${host} answers 401; ` +
      `it wants a login: run "proxy-wasm login ${host}".`,
  });
  const wrong = sampleStore(t, host, { user: { ...user, password: "x" } });
  await assert.rejects(addImage(image, wrong, "v1"), {
    code: "UNAUTHORIZED",
    message:
      `Cannot push to ${host}/me/add-header: ${host} answers 401; it does not ` +
      `accept the password of tester: run "proxy-wasm login ${host}" again.`,
  });
  const right = sampleStore(t, host, { user });
  await addImage(image, right, "v1");
  assert.ok((await readImage(right, "v1")).module.length > 0);
});

test("a real registry with TLS is trusted by its certificate alone", async (t) => {
  const tls = await makeCertificate(await tempFolder(t));
  const host = await startRegistry(t, { tls, basic: true });
  const image = await sampleImage();
  const trusting = sampleStore(t, host, { ca: tls.certificate, user });
  await addImage(image, trusting, "v1");
  assert.ok((await readImage(trusting, "v1")).module.length > 0);
  const careful = sampleStore(t, host, { plainHttp: false, user });
  await assert.rejects(careful.manifest("v1"), {
    code: "UNTRUSTED",
    message:
      `The certificate of ${host} is not trusted (self-signed certificate): ` +
      `give the one that signed it with --ca-file.`,
  });
  const plain = sampleStore(t, host, { user });
  await assert.rejects(plain.manifest("v1"), {
    code: "TLS_ONLY",
    message:
      /^Cannot pull .*: .* answers 400; it speaks TLS: leave out --plain-http\.$/,
  });
});

test("a real registry without TLS is told from one that is not trusted", async (t) => {
  const host = await startRegistry(t);
  const store = sampleStore(t, host, { plainHttp: false });
  await assert.rejects(store.manifest("v1"), {
    code: "NOT_TLS",
    message: `${host} does not speak TLS: add --plain-http if it is a registry without.`,
  });
});

test("a real registry says that an image is not there", async (t) => {
  const host = await startRegistry(t);
  await assert.rejects(sampleStore(t, host).manifest("v1"), {
    code: "NOT_FOUND",
    message:
      `Cannot pull ${host}/me/add-header:v1: ${host} answers 404 "manifest ` +
      `unknown"; there is no such image or repository: check the name.`,
  });
});

test("an index goes to a real registry and back, with the same digest", async (t) => {
  const host = await startRegistry(t);
  const store = sampleStore(t, host);
  const reference = parseReference("a:v1");
  const layout = layoutStore(await tempFolder(t), reference);
  const image = await sampleImage();
  await addImage(image, layout);
  const manifests = [image.manifest.descriptor];
  const index = { schemaVersion: 2, mediaType: OCI_INDEX, manifests };
  const bytes = Buffer.from(JSON.stringify(index));
  const descriptor = describe(bytes, OCI_INDEX);
  await layout.addManifest({ bytes, descriptor }, "v1");
  await copyImage(layout, "v1", store, { tag: "v1" });
  const other = layoutStore(await tempFolder(t), reference);
  const copied = await copyImage(store, "v1", other, { tag: "v1" });
  assert.deepEqual(copied.descriptor, descriptor);
  assert.ok((await readImage(other, "v1")).module.length > 0);
});
