import assert from "node:assert/strict";
import { test } from "node:test";
import { startScripted } from "./http-script.ts";

const POST = { method: "POST", body: "hello" };

test("Body.text, Body.bytes, Body.read and Body.size read what the proxy holds of a body", async (t) => {
  const { run } = await startScripted(t);
  const steps = ["text", "bytes", "read/1/3", "read/4/100", "read/5/1", "size"];
  const ofBody = (name: string) =>
    steps.map((step) => `${name}/body.${step}`).join(" ");
  const request = await run(ofBody("requestBody"), POST);
  assert.deepEqual(request.did.slice(0, 6), [
    "[hello]",
    "5:hello",
    "3:ell",
    "1:o",
    "0:",
    "5",
  ]);
  // The end of the stream is a separate, empty call.
  assert.deepEqual(request.did.slice(6), ["[]", "0:", "0:", "0:", "0:", "0"]);
  const response = await run(ofBody("responseBody"), POST);
  assert.match(response.did[0], /^\[\{"method":"POST".*hello/);
  assert.equal(response.did[5], String(response.response?.body.length));
});

test("Body reads as empty and refuses changes if there is no body", async (t) => {
  const { run } = await startScripted(t);
  const { did, response } = await run(
    "requestHeaders/body.size requestHeaders/body.text requestHeaders/body.read/0/1 requestHeaders/body.append/x requestHeaders/body.clear requestHeaders/body.replace/0/0/x",
  );
  assert.deepEqual(did, ["0", "[]", "0:", "2", "2", "2"]);
  assert.equal(response?.status, 200);
});

const CHANGES: [steps: string, body: string][] = [
  ["append/é", "helloé"],
  ["appendBytes/é", "helloé"],
  ["prepend/é", "éhello"],
  ["prependBytes/é", "éhello"],
  ["set/other", "other"],
  ["setBytes/other", "other"],
  ["clear", ""],
  ["replace/1/3/ipp", "hippo"],
  ["replaceBytes/1/3/ipp", "hippo"],
  ["replace/0/1/J", "Jello"],
  ["replace/4/100/!", "hell!"],
  ["replace/5/0/!", "hello!"],
  ["replace/2/0/-", "he-llo"],
];

test("Body.append, Body.appendBytes, Body.prepend, Body.prependBytes, Body.set, Body.setBytes, Body.clear, Body.replace and Body.replaceBytes change a request's body", async (t) => {
  const { run } = await startScripted(t);
  for (const [step, body] of CHANGES) {
    const { did, upstream } = await run(
      `requestHeaders/header.delete/content-length requestBody/return/1 requestBody!/return/0 requestBody!/body.${step}`,
      POST,
    );
    assert.deepEqual(did, ["0", "0"], step);
    assert.equal(upstream?.body.toString(), body, step);
  }
});

test("Body.append, Body.appendBytes, Body.prepend, Body.prependBytes, Body.set, Body.setBytes, Body.clear, Body.replace and Body.replaceBytes change a response's body", async (t) => {
  const { run } = await startScripted(t, {
    handler: (_, response) => response.end("hello"),
  });
  for (const [step, body] of CHANGES) {
    const { response } = await run(
      `responseHeaders/header.delete/content-length responseBody/return/1 responseBody!/return/0 responseBody!/body.${step}`,
    );
    assert.equal(response?.text, body, step);
  }
});

test("Body.replace refuses a range outside the body", async (t) => {
  const { run } = await startScripted(t);
  const { did, upstream } = await run(
    "requestBody/return/1 requestBody!/return/0 requestBody!/body.replace/6/1/x requestBody!/body.replace/-1/1/x",
    POST,
  );
  assert.deepEqual(did, ["2", "2"]);
  assert.equal(upstream?.body.toString(), "hello");
});

test("Body.set accepts a text of 1 MiB", async (t) => {
  const { run } = await startScripted(t);
  const { upstream } = await run(
    "requestHeaders/header.delete/content-length requestBody/return/1 requestBody!/return/0 requestBody!/body.large",
    POST,
  );
  assert.equal(upstream?.body.toString(), "é".repeat(1 << 19));
});

test("Body.set removes content-length while the headers are held", async (t) => {
  const { run } = await startScripted(t, {
    plugin: { allowOnHeadersStopIteration: true },
  });
  const hold = (name: string) =>
    `${name}Headers/return/1 ${name}Body/return/1 ${name}Body!/return/0 ${name}Body!/header.get/content-length ${name}Body!/body.set/changed ${name}Body!/header.get/content-length`;
  const request = await run(hold("request"), POST);
  assert.deepEqual(request.did, ["[5]", "0", "null"]);
  assert.equal(request.upstream?.body.toString(), "changed");
  const sent = new Map(request.upstream?.headers);
  assert.equal(sent.get("content-length"), undefined);
  assert.equal(sent.get("transfer-encoding"), "chunked");
  const response = await run(hold("response"));
  assert.equal(response.did[2], "null");
  assert.equal(response.response?.text, "changed");
  assert.equal(response.response?.header("content-length"), undefined);
});

test("Body.set may be followed by the new content-length while the headers are held", async (t) => {
  const { run } = await startScripted(t, {
    plugin: { allowOnHeadersStopIteration: true },
  });
  const { upstream } = await run(
    "requestHeaders/return/1 requestBody/return/1 requestBody!/return/0 requestBody!/body.set/changed requestBody!/header.set/content-length/7",
    POST,
  );
  assert.equal(upstream?.body.toString(), "changed");
  assert.equal(new Map(upstream?.headers).get("content-length"), "7");
});

test("Body.append to a request whose content-length has gone on breaks it", async (t) => {
  const { run } = await startScripted(t);
  const { did, response, upstream } = await run(
    "requestBody!/body.append/more requestBody!/header.get/content-length",
    POST,
  );
  assert.deepEqual(did, ["0", "null"]);
  // The server reads `more` as the beginning of another request.
  assert.equal(new Map(upstream?.headers).get("content-length"), "5");
  assert.equal(upstream?.body.toString(), "hello");
  assert.equal(response?.status, 400);
});

test("Body.append to a response whose content-length has gone on breaks it", async (t) => {
  const { run } = await startScripted(t);
  const { response } = await run("responseBody/body.append/more");
  assert.equal(response, undefined);
});
