import assert from "node:assert/strict";
import { test } from "node:test";
import { addCluster, parseService } from "../../../cli/base/service-address.ts";

const READ: [string, object][] = [
  ["localhost:8080", { host: "localhost", port: 8080 }],
  ["http://localhost", { host: "localhost", port: 80 }],
  ["http://localhost:8080/", { host: "localhost", port: 8080 }],
  ["HTTPS://a_b.example", { host: "a_b.example", port: 443, tls: true }],
  ["h2c://[::1]:80", { host: "::1", port: 80, http2: true }],
  ["grpc://127.0.0.1:50051", { host: "127.0.0.1", port: 50051, http2: true }],
  ["grpcs://auth", { host: "auth", port: 443, http2: true, tls: true }],
  ["h2://auth:8443", { host: "auth", port: 8443, http2: true, tls: true }],
];

for (const [text, expected] of READ) {
  test(`parseService reads ${text}`, () => {
    assert.deepEqual(parseService(text), expected);
  });
}

const REFUSED: [string, RegExp][] = [
  ["", /"" is neither a host name nor an address/],
  ["localhost", /must have a port/],
  ["grpc://localhost", /must have a port/],
  ["localhost:0", /must have a port/],
  ["localhost:65536", /port must be 0 to 65535/],
  ["localhost:http", /port must be 0 to 65535/],
  ["a b:80", /"a b" is neither a host name nor an address/],
  ["a..b:80", /"a\.\.b" is neither/],
  ["::1:80", /an IPv6 address in brackets/],
  ["[1.2.3.4]:80", /"1\.2\.3\.4" is neither/],
  ["ftp://a:80", /Unknown scheme ftp:\/\/; use one of http, https, /],
  ["constructor://a:80", /Unknown scheme constructor:/],
  ["http://a:80/path", /an address only, without a path or a user/],
  ["http://me@a:80", /an address only, without a path or a user/],
  ["a:80?b", /an address only/],
  ["://a:80", /Unknown scheme :/],
];

for (const [text, message] of REFUSED) {
  test(`parseService refuses ${JSON.stringify(text)} with a reason`, () => {
    assert.throws(() => parseService(text), { message });
  });
}

test("addCluster adds each name once, with an address of any scheme", () => {
  const clusters = addCluster("b=https://b", addCluster("a=grpc://a:1"));
  assert.deepEqual(clusters, {
    a: { host: "a", port: 1, http2: true },
    b: { host: "b", port: 443, tls: true },
  });
  assert.throws(() => addCluster("a=b:1", clusters), { message: /a is given/ });
  assert.throws(() => addCluster("a"), { message: /NAME=ADDRESS/ });
  assert.throws(() => addCluster("=b:1"), { message: /NAME=ADDRESS/ });
});
