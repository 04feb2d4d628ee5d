import assert from "node:assert/strict";
import { test } from "node:test";
import { startScripted } from "./http-script.ts";

const POST = { method: "POST", body: "hello", trailers: { "x-t": "1" } };

/**
 * An Envoy whose server answers with trailers and whose filter takes forbidden steps.
 */
async function start(t: Parameters<typeof startScripted>[0]) {
  const scripted = await startScripted(t, {
    handler: (_, response) => {
      response.writeHead(200, { trailer: "x-t" });
      response.write("hello");
      response.addTrailers({ "x-t": "1" });
      response.end();
    },
  });
  /** Takes steps; each must be refused unless it says otherwise. */
  const refused = async (script: string, expected = "2") => {
    const outcome = await scripted.run(script, POST);
    assert.deepEqual(outcome.did, expected.split(" "), script);
    const next = await scripted.run("");
    assert.equal(next.response?.status, 200, script);
    return outcome;
  };
  return { ...scripted, refused };
}

test("HttpContext.continueResponse refuses if there is no response, since Envoy would crash", async (t) => {
  const { refused } = await start(t);
  for (const callback of ["requestHeaders", "requestBody", "requestTrailers"]) {
    const { response } = await refused(`${callback}/continueResponse`);
    assert.equal(response?.text, "hello");
  }
  await refused(
    "requestHeaders/return/4 requestHeaders/wait tick/continueResponse tick/continueRequest",
    "2 0",
  );
});

test("HttpContext.continueResponse refuses in callbacks for headers and trailers, since Envoy would send them twice or crash", async (t) => {
  const { refused } = await start(t);
  for (const callback of ["responseHeaders", "responseTrailers"]) {
    const { response } = await refused(`${callback}/continueResponse`);
    assert.equal(response?.text, "hello");
    assert.deepEqual(response?.trailers, [["x-t", "1"]]);
  }
});

test("HttpContext.continueRequest refuses a request that is not stopped, since Envoy would send its trailers twice", async (t) => {
  const { refused } = await start(t);
  const { response, upstream } = await refused(
    "responseHeaders/continueRequest",
  );
  assert.equal(response?.text, "hello");
  assert.deepEqual(response?.trailers, [["x-t", "1"]]);
  assert.deepEqual(upstream?.trailers, [["x-t", "1"]]);
});

test("HttpContext.continueResponse and HttpContext.closeRequest refuse a stream that was just answered, since Envoy would crash", async (t) => {
  const { refused } = await start(t);
  for (const text of ["", "/text=no"]) {
    const { response } = await refused(
      `requestHeaders/local/403${text} requestHeaders/closeRequest requestHeaders/continueResponse`,
      "0 2 2",
    );
    assert.equal(response?.status, 403);
    const late = await refused(
      `requestHeaders/return/4 requestHeaders/wait tick/local/403${text} tick/closeResponse tick/continueResponse`,
      "0 2 2",
    );
    assert.equal(late.response?.status, 403);
  }
});

test("HttpContext.closeRequest closes once, and further steps are refused", async (t) => {
  const { refused } = await start(t);
  const { response } = await refused(
    "responseHeaders/closeRequest responseHeaders/closeResponse responseHeaders/continueResponse responseHeaders/local/403",
    "0 2 2 2",
  );
  assert.equal(response, undefined);
});
