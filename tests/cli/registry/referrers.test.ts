import assert from "node:assert/strict";
import { test } from "node:test";
import { OCI_INDEX } from "../../../cli/oci/media-types.ts";
import { addImage } from "../../../cli/oci/pack-image.ts";
import { attach, SIGNATURE } from "../../registry/attach.ts";
import { startRegistry } from "../../registry/real-registry.ts";
import { sampleStore } from "../../registry/sample-store.ts";
import { startScript, type Answer } from "../../registry/scripted-registry.ts";
import { sampleImage } from "../oci/sample-image.ts";

const { manifest: image, parts } = await sampleImage();
const { digest } = image.descriptor;
const LIST_TAG = digest.replace(":", "-");

test("registryStore keeps the list of referrers under a tag where the registry does not", async (t) => {
  const store = sampleStore(t, await startRegistry(t));
  await addImage({ manifest: image, parts }, store, "v1");
  assert.deepEqual(await store.referrers(digest), []);
  const one = await attach(store, image.descriptor, "one");
  const two = await attach(store, image.descriptor, "two");
  await attach(store, image.descriptor, "two");
  const expected = [one, two].map(({ descriptor }, index) => ({
    ...descriptor,
    artifactType: SIGNATURE,
    annotations: { text: index === 0 ? "one" : "two" },
  }));
  assert.deepEqual(await store.referrers(digest), expected);
  const list = await store.manifest(LIST_TAG);
  assert.equal(list.descriptor.mediaType, OCI_INDEX);
});

test("registryStore leaves the list to a registry that has one", async (t) => {
  const { host, seen } = await startScript(t, ({ method }) =>
    method === "HEAD"
      ? { status: 200 }
      : { status: 201, headers: { "oci-subject": digest } },
  );
  const store = sampleStore(t, host);
  const { descriptor } = await attach(store, image.descriptor, "one");
  const puts = seen.filter(({ method }) => method === "PUT");
  assert.deepEqual(
    puts.map(({ url }) => url),
    [`/v2/me/add-header/manifests/${descriptor.digest}`],
  );
});

test("registryStore asks the referrers API page by page", async (t) => {
  const path = `/v2/me/add-header/referrers/${digest}`;
  const headers = { "content-type": OCI_INDEX };
  const body = (...manifests: object[]) =>
    JSON.stringify({ schemaVersion: 2, manifests });
  const [one, two] = parts.map(({ descriptor }) => descriptor);
  const answers: Record<string, Answer> = {
    [path]: {
      headers: { ...headers, link: `<${path}?next=2>; rel="next"` },
      body: body(one),
    },
    [`${path}?next=2`]: { headers, body: body(two) },
  };
  const { host } = await startScript(t, ({ url }) => answers[url]);
  assert.deepEqual(await sampleStore(t, host).referrers(digest), [one, two]);
});

test("registryStore reads the tag where the referrers API is unknown or answers with a page", async (t) => {
  const answers: Answer[] = [
    { status: 404 },
    { status: 405 },
    { headers: { "content-type": "text/html" }, body: "<html>" },
  ];
  for (const answer of answers) {
    const { host, seen } = await startScript(t, ({ url }) =>
      url.includes("/referrers/") ? answer : { status: 404 },
    );
    assert.deepEqual(await sampleStore(t, host).referrers(digest), []);
    assert.equal(seen.at(-1)?.url, `/v2/me/add-header/manifests/${LIST_TAG}`);
  }
});

test("registryStore refuses referrers that are not a list, or have no end", async (t) => {
  const headers = { "content-type": OCI_INDEX };
  for (const body of ["<", "{}", '{"manifests":[{}]}']) {
    const { host } = await startScript(t, () => ({ headers, body }));
    await assert.rejects(sampleStore(t, host).referrers(digest), {
      message: new RegExp(
        `^(${host} sends no list of referrers\\.|A referrer that ${host} lists is .*)$`,
      ),
    });
  }
  const { host, seen } = await startScript(t, (_, count) => ({
    headers: { ...headers, link: `<?n=${count}>; rel="next"` },
    body: '{"manifests":[]}',
  }));
  await assert.rejects(sampleStore(t, host).referrers(digest), {
    code: "BAD_ANSWER",
    message: `${host} has no end of referrers.`,
  });
  assert.ok(seen.length < 200);
});
