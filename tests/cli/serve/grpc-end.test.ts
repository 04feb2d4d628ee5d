import assert from "node:assert/strict";
import { test } from "node:test";
import { endOf, httpEnd } from "../../../cli/serve/grpc-end.ts";

test("endOf reads trailers, and headers that are the whole answer", () => {
  assert.deepEqual(
    endOf({ "grpc-status": "5", "grpc-message": "no%20more", "x-a": "1" }),
    { status: 5, message: "no%20more", trailing: [["x-a", "1"]] },
  );
  const all = { ":status": 200, "content-type": "application/grpc" };
  assert.deepEqual(endOf({ ...all, "grpc-status": "12" }), {
    status: 12,
    message: "",
    trailing: [],
  });
  assert.equal(endOf({}).status, 2);
});

test("httpEnd and endOf map the answer of a server that does not speak gRPC", () => {
  const cases = [
    [400, 13],
    [401, 16],
    [403, 7],
    [404, 12],
    [429, 14],
    [500, 2],
    [503, 14],
  ];
  for (const [status, expected] of cases) {
    const headers = { ":status": status };
    assert.equal(httpEnd(headers)?.status, expected);
    assert.equal(endOf(headers).status, expected);
  }
  assert.equal(httpEnd({ ":status": 200 }), undefined);
});
