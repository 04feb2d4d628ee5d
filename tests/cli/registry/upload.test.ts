import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { describe } from "../../../cli/oci/descriptor.ts";
import { digestOf } from "../../../cli/oci/digest.ts";
import { addImage } from "../../../cli/oci/pack-image.ts";
import type { ReadBlob } from "../../../cli/oci/image-store.ts";
import { sampleStore } from "../../registry/sample-store.ts";
import {
  startScript,
  type Answer,
  type Seen,
} from "../../registry/scripted-registry.ts";
import { sampleImage } from "../oci/sample-image.ts";

const BLOB = Buffer.from("0123456789");
const DESCRIPTOR = describe(BLOB, "application/octet-stream");
const read: ReadBlob = (sink) => sink(BLOB);

/** An answer in store of the usual one. */
interface Odd extends Answer {
  /** Whether the registry keeps what it got nevertheless. */
  keeps?: boolean;
}

/** A registry without blobs that takes uploads; a status of 0 breaks off. */
async function uploads(
  t: TestContext,
  odd: (request: Seen, count: number) => Odd | undefined,
) {
  let stored = "";
  const script = await startScript(t, (request, count) => {
    const { method, url, body } = request;
    const found = odd(request, count);
    if (found) {
      if (found.keeps) stored += body;
      return found.status === 0 ? undefined : found;
    }
    const location = `/up?state=${count}`;
    if (method === "HEAD") return { status: 404 };
    if (method === "POST") {
      stored = "";
      return { status: 202, headers: { location } };
    }
    if (method === "GET" || method === "PATCH") {
      stored += body;
      const range = `0-${Math.max(stored.length - 1, 0)}`;
      const status = method === "GET" ? 204 : 202;
      return { status, headers: { location, range } };
    }
    stored += body;
    const digest = new URLSearchParams(url.replace(/.*\?/, "")).get("digest");
    return { status: digestOf(Buffer.from(stored)) === digest ? 201 : 400 };
  });
  const calls = () => script.seen.map(({ method }) => method).join(" ");
  return { ...script, calls };
}

test("a small blob goes up in one piece, to where the registry says", async (t) => {
  const { host, seen, calls } = await uploads(t, () => undefined);
  const store = sampleStore(t, host);
  assert.equal(await store.addBlob(DESCRIPTOR, read), "written");
  assert.equal(calls(), "HEAD POST PUT");
  const put = seen[2];
  assert.equal(put.headers["content-length"], "10");
  const query = new URLSearchParams(put.url.replace("/up?", ""));
  assert.deepEqual(Object.fromEntries(query), {
    state: "2",
    digest: DESCRIPTOR.digest,
  });
});

test("a part that broke off goes on where the registry got to", async (t) => {
  let isBroken = false;
  const { host, seen, calls } = await uploads(t, ({ method }) => {
    if (method !== "PATCH" || isBroken) return undefined;
    isBroken = true;
    return { status: 0 };
  });
  const store = sampleStore(t, host, { chunkSize: 4 });
  assert.equal(await store.addBlob(DESCRIPTOR, read), "written");
  assert.equal(calls(), "HEAD POST PATCH GET PATCH PATCH PATCH PUT");
  const ranges = seen.map(({ headers }) => headers["content-range"]);
  assert.deepEqual(
    ranges.filter((range) => range !== undefined),
    ["0-3", "0-3", "4-7", "8-9"],
  );
});

test("a registry that took a part and broke off is not sent it twice", async (t) => {
  let patches = 0;
  const { host, seen } = await uploads(t, ({ method }) =>
    method === "PATCH" && ++patches === 2
      ? { status: 500, keeps: true }
      : undefined,
  );
  const store = sampleStore(t, host, { chunkSize: 4 });
  assert.equal(await store.addBlob(DESCRIPTOR, read), "written");
  const bodies = seen.filter(({ method }) => method === "PATCH");
  assert.deepEqual(
    bodies.map(({ body }) => body),
    ["0123", "4567", "89"],
  );
});

test("the end of an upload in parts is asked for again where it fails", async (t) => {
  let puts = 0;
  const { host, calls } = await uploads(t, ({ method }) =>
    method === "PUT" && ++puts === 1 ? { status: 503 } : undefined,
  );
  const store = sampleStore(t, host, { chunkSize: 5 });
  assert.equal(await store.addBlob(DESCRIPTOR, read), "written");
  assert.equal(calls(), "HEAD POST PATCH PATCH PUT PUT");
});

test("a registry that takes parts without counting them is an error", async (t) => {
  const { host } = await uploads(t, ({ method, url }) =>
    method === "PATCH"
      ? { status: 202, headers: { location: url, range: "0-0" } }
      : undefined,
  );
  const store = sampleStore(t, host, { chunkSize: 4 });
  await assert.rejects(store.addBlob(DESCRIPTOR, read), {
    code: "BAD_ANSWER",
    message: `${host} accepts a part of an upload and does not count it.`,
  });
});

test("a registry that takes no parts gets one piece, in a new upload", async (t) => {
  for (const status of [400, 404, 405, 416, 501]) {
    const { host, calls } = await uploads(t, ({ method }) =>
      method === "PATCH" ? { status } : undefined,
    );
    const store = sampleStore(t, host, { chunkSize: 4 });
    assert.equal(await store.addBlob(DESCRIPTOR, read), "written");
    assert.equal(calls(), "HEAD POST PATCH POST PUT");
  }
});

test("a registry gets parts as large as it wants at least", async (t) => {
  const { host, seen } = await uploads(t, ({ method }) => {
    if (method !== "POST") return undefined;
    const headers = { location: "/up?x", "oci-chunk-min-length": "7" };
    return { status: 202, headers };
  });
  await sampleStore(t, host, { chunkSize: 4 }).addBlob(DESCRIPTOR, read);
  const parts = seen.filter(({ method }) => method === "PATCH");
  assert.deepEqual(
    parts.map(({ body }) => body),
    ["0123456", "789"],
  );
});

test("an upload in one piece starts again when it breaks off", async (t) => {
  let puts = 0;
  const { host, calls } = await uploads(t, ({ method }) =>
    method === "PUT" && ++puts === 1 ? { status: 0 } : undefined,
  );
  await sampleStore(t, host).addBlob(DESCRIPTOR, read);
  assert.equal(calls(), "HEAD POST PUT POST PUT");
});

test("a mount that is refused is followed by an upload", async (t) => {
  for (const status of [202, 403, 404, 405]) {
    const { host, seen } = await uploads(t, ({ url }) =>
      url.includes("mount=")
        ? { status, headers: { location: "/other" } }
        : undefined,
    );
    const store = sampleStore(t, host);
    const arrival = await store.addBlob(DESCRIPTOR, read, "me/source");
    assert.equal(arrival, "written");
    const query = new URLSearchParams(seen[1].url.replace(/.*\?/, ""));
    assert.deepEqual(Object.fromEntries(query), {
      mount: DESCRIPTOR.digest,
      from: "me/source",
    });
  }
});

test("a refused part of an image leaves no tag", async (t) => {
  const messages = {
    403: "it does not allow this for a user who is not logged in: check the rights there",
    413: "the upload is too large for it: raise its limit, or that of its proxy",
  };
  for (const [status, why] of Object.entries(messages)) {
    const { host, seen } = await uploads(t, ({ method }) =>
      method === "PUT" ? { status: Number(status) } : undefined,
    );
    await assert.rejects(
      addImage(await sampleImage(), sampleStore(t, host), "v1"),
      {
        message: `Cannot push to ${host}/me/add-header: ${host} answers ${status}; ${why}.`,
      },
    );
    assert.ok(seen.every(({ url }) => !url.includes("/manifests/")));
  }
});

test("a registry that stores another manifest than it got is an error", async (t) => {
  const other = digestOf(BLOB);
  const { host } = await startScript(t, () => ({
    status: 201,
    headers: { "docker-content-digest": other },
  }));
  const { manifest } = await sampleImage();
  await assert.rejects(sampleStore(t, host).addManifest(manifest, "v1"), {
    code: "BAD_ANSWER",
    message:
      `${host} stored ${host}/me/add-header:v1 as ${other}, not as ` +
      `${manifest.descriptor.digest}: it changed the image.`,
  });
});
