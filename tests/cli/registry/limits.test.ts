import assert from "node:assert/strict";
import { test } from "node:test";
import { readPart } from "../../../cli/oci/image-store.ts";
import { openSession } from "../../../cli/registry/session.ts";
import { readTags } from "../../../cli/registry/tag-list.ts";
import {
  startEndless,
  startMisbehaving,
  startTrickling,
} from "../../registry/misbehaving-server.ts";
import { sampleStore } from "../../registry/sample-store.ts";
import { startScript } from "../../registry/scripted-registry.ts";
import { sampleImage } from "../oci/sample-image.ts";

const image = await sampleImage();
const { descriptor, bytes } = image.parts[0];

const CHUNKED = "transfer-encoding: chunked\r\n";
const head = (status: string, headers = "") =>
  `HTTP/1.1 ${status}\r\n${headers}\r\n`;

/** Far less than an endless answer sends while somebody reads it. */
const A_LITTLE = 32 * 1024 * 1024;

test("an endless page of an error is read as far as it explains something", async (t) => {
  for (const status of ["404 Not Found", "403 Forbidden", "401 Unauthorized"]) {
    const { host, sent } = await startEndless(t, head(status));
    await assert.rejects(sampleStore(t, host).manifest("v1"), {
      name: "RegistryError",
      message: new RegExp(`${host} answers ${status.slice(0, 3)};`),
    });
    assert.ok(sent() < A_LITTLE, `it took ${sent()} bytes`);
  }
});

test("an endless token is none", async (t) => {
  const auth = await startEndless(t, head("200 OK"));
  const realm = `Bearer realm="http://${auth.host}/token"`;
  const { host } = await startScript(t, () => ({
    status: 401,
    headers: { "www-authenticate": realm },
  }));
  await assert.rejects(sampleStore(t, host).manifest("v1"), {
    code: "BAD_ANSWER",
    message: `${auth.host} sends more than the 65536 bytes that were expected.`,
  });
  assert.ok(auth.sent() < A_LITTLE, `it took ${auth.sent()} bytes`);
});

test("a token that no header can hold is none", async (t) => {
  for (const token of ["a\nb", "", 7, "ü", "a b"]) {
    const { host } = await startScript(t, ({ url }) =>
      url.startsWith("/token")
        ? { body: JSON.stringify({ token }) }
        : {
            status: 401,
            headers: {
              "www-authenticate": `Bearer realm="http://${host}/token"`,
            },
          },
    );
    await assert.rejects(sampleStore(t, host).manifest("v1"), {
      code: "BAD_ANSWER",
      message: `${host} answers a request for a token without one.`,
    });
  }
});

test("an endless manifest and an endless blob end with their limit", async (t) => {
  const { host, sent } = await startEndless(t, head("200 OK"));
  const store = sampleStore(t, host);
  await assert.rejects(store.manifest("v1"), {
    code: "BAD_ANSWER",
    message: `${host} sends more than the 4194304 bytes that were expected.`,
  });
  await assert.rejects(readPart(store, descriptor), {
    code: "BAD_ANSWER",
    message: `${host} sends more than the ${descriptor.size} bytes that were expected.`,
  });
  assert.ok(sent() < 2 * A_LITTLE, `it took ${sent()} bytes`);
});

test("headers without an end are refused", async (t) => {
  const { host, sent } = await startEndless(t, "HTTP/1.1 200 OK\r\nx: ");
  await assert.rejects(sampleStore(t, host).manifest("v1"), {
    code: "BAD_ANSWER",
    message: `${host} sends more headers than an answer may have.`,
  });
  assert.ok(sent() < A_LITTLE);
});

test("an answer that comes byte by byte is not waited for, in headers and in a body", async (t) => {
  const limits = { answerMs: 300 };
  for (const start of ["HTTP/1.1 200 OK\r\nx: ", head("200 OK")]) {
    const { host } = await startTrickling(t, start, 5);
    await assert.rejects(sampleStore(t, host, { limits }).manifest("v1"), {
      code: "TIMED_OUT",
      message: `${host} sends its answer too slowly: run it again.`,
    });
  }
});

test("a blob that comes byte by byte is not waited for", async (t) => {
  const limits = { answerMs: 100, bytesPerSecond: 1000 };
  const { host } = await startTrickling(t, head("200 OK"), 20);
  const started = performance.now();
  const store = sampleStore(t, host, { limits });
  await assert.rejects(readPart(store, { ...descriptor, size: 500 }), {
    code: "TIMED_OUT",
  });
  // The size of a blob adds to its time: twice 100 ms and 500 ms.
  assert.ok(performance.now() - started >= 1000);
});

test("a host that is silent is asked twice, before and within an answer", async (t) => {
  const limits = { silenceMs: 200 };
  for (const start of ["", head("200 OK", CHUNKED)]) {
    let asked = 0;
    const { host } = await startMisbehaving(t, (write) => {
      asked++;
      write(start);
    });
    await assert.rejects(sampleStore(t, host, { limits }).manifest("v1"), {
      code: "TIMED_OUT",
      message: `${host} does not answer: check its name and the network, or run it again.`,
    });
    assert.equal(asked, 2);
  }
});

test("a host that is silent is named before it is given up", async (t) => {
  const { host } = await startMisbehaving(t, () => {});
  const silent: string[] = [];
  const store = sampleStore(t, host, {
    limits: { patienceMs: 20, silenceMs: 200 },
    attempts: 1,
    onSilence: (each) => silent.push(each),
  });
  await assert.rejects(store.manifest("v1"), { code: "TIMED_OUT" });
  assert.deepEqual(silent, [host]);
});

test("a host that accepts a connection and never speaks TLS is not waited for", async (t) => {
  const { host } = await startMisbehaving(t, () => {});
  const store = sampleStore(t, host, {
    plainHttp: false,
    limits: { connectMs: 200 },
  });
  await assert.rejects(store.manifest("v1"), {
    code: "TIMED_OUT",
    message: `${host} does not answer: check its name and the network, or run it again.`,
  });
});

test("all answers together have a limit of time", async (t) => {
  const limits = { sessionMs: -1 };
  const { host, seen } = await startScript(t, () => ({ body: "{}" }));
  const store = sampleStore(t, host, { limits });
  await assert.rejects(store.manifest("v1"), {
    code: "TIMED_OUT",
    message: `${host} has not sent everything in 0 minutes: run it again.`,
  });
  assert.equal(seen.length, 0);
});

test("a part that is said to be larger than any proxy loads is not asked for", async (t) => {
  const { host, seen } = await startScript(t, () => ({ body: bytes }));
  const store = sampleStore(t, host);
  const size = 2 ** 40;
  await assert.rejects(readPart(store, { ...descriptor, size }), {
    code: "TOO_LARGE",
    message: `Cannot read the image: ${descriptor.digest} of ${host}/me/add-header is said to have ${size} bytes; a part has 268435456 at most.`,
  });
  assert.equal(seen.length, 0);
});

test("readTags reads pages up to a limit, and large ones", async (t) => {
  const { host, seen } = await startScript(t, (_, count) => ({
    headers: { link: `<?n=${count}&last=x>; rel="next"` },
    body: '{"tags":["a"]}',
  }));
  const tagsOf = (registry: string) => {
    const session = openSession({ registry, plainHttp: true, env: {} });
    t.after(() => session.close());
    return readTags(session, { registry, repository: "me/add-header" });
  };
  await assert.rejects(tagsOf(host), {
    code: "BAD_ANSWER",
    message: `${host} has no end of tags.`,
  });
  assert.equal(seen.length, 1000);
  const tags = Array.from({ length: 200_000 }, (_, index) => `v${index}`);
  const large = await startScript(t, () => ({
    body: JSON.stringify({ tags }),
  }));
  assert.equal((await tagsOf(large.host)).length, tags.length);
});

test("an upload whose parts are hardly counted ends", async (t) => {
  const blob = Buffer.alloc(1000, "x");
  let offset = 0;
  const { host, seen } = await startScript(t, ({ method }) => {
    if (method === "HEAD") return { status: 404 };
    if (method === "PATCH") offset++;
    const range = `0-${offset}`;
    return { status: 202, headers: { location: "/up", range } };
  });
  const store = sampleStore(t, host, { chunkSize: 500 });
  await assert.rejects(
    store.addBlob({ ...descriptor, size: 1000 }, (sink) => sink(blob)),
    {
      code: "BAD_ANSWER",
      message: `${host} accepts a part of an upload and does not count it.`,
    },
  );
  assert.ok(seen.length < 20, `${seen.length} requests`);
});
