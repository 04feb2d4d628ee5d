import assert from "node:assert/strict";
import { test } from "node:test";
import { rawRequest } from "../../cli/envoy/raw-request.ts";
import { startScripted, type Scripted } from "./http-script.ts";
import type { UpstreamHandler } from "./upstream.ts";

const BODILESS = ["204", "205", "304"];
const BAD = ["0", "99", "100", "101", "199", "600", "999", "1000", "+200"];

/** Answers by path; others get `hello`. */
const handler: UpstreamHandler = ({ path }, response) => {
  if (path === "/empty") response.writeHead(200, { "content-length": 0 }).end();
  else if (path === "/304") {
    response.writeHead(304, { "content-length": 5 }).end();
  } else if (path === "/chunked") {
    response.write("hel");
    response.end("lo");
  } else response.writeHead(200, { "content-length": 5 }).end("hello");
};

/**
 * Sends a request with a script and then another one on the same connection. Returns
 * both responses as a client reads them: `STATUS LENGTH BODY`.
 */
async function ask({ envoy }: Scripted, script: string, path: string) {
  const answer = await rawRequest({
    port: envoy.port(),
    bytes:
      `GET ${path} HTTP/1.1\r\nhost: a\r\nx-do: ${script}\r\n\r\n` +
      "GET /next HTTP/1.1\r\nhost: a\r\n\r\n",
    silence: 300,
  });
  const [first, rest] = responseOf(answer.toString("latin1"));
  const [second, nothing] = responseOf(rest);
  assert.equal(second, "200 5 hello");
  assert.equal(nothing, "");
  return first;
}

/** Reads a response as RFC 9112 says, and returns it with the bytes after it. */
function responseOf(text: string): [response: string, rest: string] {
  const end = text.indexOf("\r\n\r\n") + 4;
  const head = text.slice(0, end);
  const status = /^HTTP\/1\.1 (\d+) /.exec(head)?.[1] ?? "none";
  const length = /^content-length: (\d+)/im.exec(head)?.[1];
  if (status === "204" || status === "304") {
    return [`${status} ${length} `, text.slice(end)];
  }
  if (length === undefined) {
    const last = text.indexOf("0\r\n\r\n", end);
    return [`${status} chunked`, text.slice(last + 5)];
  }
  const body = text.slice(end, end + Number(length));
  return [`${status} ${length} ${body}`, text.slice(end + Number(length))];
}

test("LocalResponse has no body if HTTP allows none, and the next response is read correctly", async (t) => {
  const scripted = await startScripted(t, { handler });
  for (const callback of ["requestHeaders", "responseHeaders"]) {
    for (const status of BODILESS) {
      const step = `${callback}/local/${status}/text=oops/content-length=4`;
      const length = status === "205" ? "0" : undefined;
      const expected = `${status} ${length} `;
      assert.equal(await ask(scripted, step, "/"), expected, step);
    }
  }
});

test("HeaderMap.set refuses a bodiless status if a body may follow, and the response passes", async (t) => {
  const scripted = await startScripted(t, { handler });
  for (const status of BODILESS) {
    const step = `responseHeaders/response.set/:status/${status}`;
    assert.equal(await ask(scripted, step, "/"), "200 5 hello", step);
    assert.equal(await ask(scripted, step, "/chunked"), "200 chunked", step);
  }
});

test("HeaderMap.set accepts a bodiless status if the response has ended", async (t) => {
  const scripted = await startScripted(t, { handler });
  for (const status of BODILESS) {
    const step = `responseHeaders/response.set/:status/${status}`;
    const length = status === "205" ? "0" : undefined;
    const expected = `${status} ${length} `;
    assert.equal(await ask(scripted, step, "/empty"), expected, step);
  }
});

test("HeaderMap.set removes the length of a 304 that becomes another status", async (t) => {
  const scripted = await startScripted(t, { handler });
  const step = "responseHeaders/response.set/:status/200";
  assert.equal(await ask(scripted, step, "/304"), "200 0 ");
});

test("HeaderMap.set refuses a status that cannot end a response", async (t) => {
  const { run } = await startScripted(t, { handler });
  const steps = BAD.map((each) => `responseHeaders/header.set/:status/${each}`);
  const { response, did } = await run(steps.join(" "));
  assert.deepEqual(
    did,
    BAD.map(() => "2"),
  );
  assert.equal(response?.status, 200);
});

test("HeaderMap refuses in a request what would break its first line, or add a second host", async (t) => {
  const { run } = await startScripted(t, { handler });
  const { did, upstream } = await run(
    "requestHeaders/header.append/:path/x requestHeaders/header.append/host/b requestHeaders/header.append/:method/POST requestHeaders/header.set/:method/ requestHeaders/header.set/:path/ requestHeaders/header.set/:abc/b",
  );
  assert.deepEqual(did, Array(6).fill("2"));
  assert.equal(upstream?.method, "GET");
  assert.equal(upstream?.path, "/");
  const hosts = upstream?.headers.filter(([name]) => name === "host") ?? [];
  assert.equal(hosts.length, 1);
});
