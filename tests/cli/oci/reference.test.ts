import assert from "node:assert/strict";
import { test } from "node:test";
import {
  familiarName,
  formatReference,
  parseReference,
  parseRegistry,
  parseRepository,
} from "../../../cli/oci/reference.ts";

const DIGEST = `sha256:${"0a".repeat(32)}`;

test("parseReference reads names as Docker does", () => {
  const full = (text: string) => formatReference(parseReference(text));
  const names = {
    "add-header": "docker.io/library/add-header:latest",
    "me/add-header:v1": "docker.io/me/add-header:v1",
    "docker.io/add-header": "docker.io/library/add-header:latest",
    "index.docker.io/me/a": "docker.io/me/a:latest",
    "ghcr.io/me/filters/a:v1": "ghcr.io/me/filters/a:v1",
    "localhost/a": "localhost/a:latest",
    "localhost:5000/a:1": "localhost:5000/a:1",
    "[::1]:5000/a:1": "[::1]:5000/a:1",
    "oci://ghcr.io/me/a:v1": "ghcr.io/me/a:v1",
    [`ghcr.io/me/a@${DIGEST}`]: `ghcr.io/me/a@${DIGEST}`,
    [`ghcr.io/me/a:v1@${DIGEST}`]: `ghcr.io/me/a:v1@${DIGEST}`,
    "a__b/c.d/e--f:X_1.2-3": "docker.io/a__b/c.d/e--f:X_1.2-3",
  };
  for (const [text, expected] of Object.entries(names)) {
    assert.equal(full(text), expected);
  }
});

test("parseReference says what is wrong with a name, in one sentence", () => {
  const reasons = {
    "": "write it as [HOST[:PORT]/]NAME[:TAG][@sha256:DIGEST]",
    "ghcr.io/": "write it as [HOST[:PORT]/]NAME[:TAG][@sha256:DIGEST]",
    "ghcr.io/me/a b": "write it as [HOST[:PORT]/]NAME[:TAG][@sha256:DIGEST]",
    "ghcr.io/Me/a": "the name of a repository is in lower case",
    "https://ghcr.io/me/a": "it is a URL; leave out what is before the host",
    [`ghcr.io/me/a:${DIGEST}`]:
      "its tag is a digest; write a digest as NAME@sha256:…",
    [`ghcr.io/me/a:${"0a".repeat(32)}`]:
      "its tag is a digest; write a digest as NAME@sha256:…",
    [DIGEST]: "its tag is a digest; write a digest as NAME@sha256:…",
    "a@sha256:12":
      "what follows @ is not a digest, which is sha256: and 64 digits of 0-f",
    [`a@${DIGEST}@${DIGEST}`]: "it has more than one @",
    "a:-x":
      '"-x" is not a tag, which has up to 128 letters, digits, "_", "." and "-", ' +
      'of which "." and "-" are not the first',
    "bad_host.io/a": '"bad_host.io" is not a host',
  };
  for (const [text, reason] of Object.entries(reasons)) {
    assert.throws(() => parseReference(text), {
      name: "ImageError",
      code: "BAD_REFERENCE",
      message: `"${text}" is not the name of an image: ${reason}.`,
    });
  }
});

test("parseReference takes no name that is longer than registries do", () => {
  assert.throws(() => parseReference(`ghcr.io/${"a".repeat(256)}`));
  assert.throws(() => parseReference(`ghcr.io/a:${"b".repeat(129)}`));
});

test("parseReference takes no host that a request cannot go to", () => {
  for (const text of ["localhost:99999/a", "localhost:0/a"]) {
    assert.throws(() => parseReference(text), {
      code: "BAD_REFERENCE",
      message: /its port is not 1 to 65535\.$/,
    });
  }
  assert.throws(() => parseRegistry("localhost:70000"), {
    code: "BAD_REFERENCE",
  });
  for (const text of ["[:::]/a", "999.1.1.1/a"]) {
    assert.throws(() => parseReference(text), {
      code: "BAD_REFERENCE",
      message: /is not a host\.$/,
    });
  }
});

test("familiarName leaves out what is Docker Hub's", () => {
  const names = ["add-header:v1", "me/add-header:v1", "ghcr.io/me/a:v1"];
  for (const name of names) {
    assert.equal(familiarName(parseReference(name)), name);
  }
});

test("parseRegistry takes a host, also as a URL", () => {
  const names = {
    "ghcr.io": "ghcr.io",
    "https://ghcr.io/": "ghcr.io",
    "http://localhost:5000/v2/": "localhost:5000",
    "https://index.docker.io/v1/": "docker.io",
  };
  for (const [text, expected] of Object.entries(names)) {
    assert.equal(parseRegistry(text), expected);
  }
  for (const text of ["", "ghcr.io/me", "a b", "a:99999", "[::::]"]) {
    assert.throws(() => parseRegistry(text), {
      code: "BAD_REFERENCE",
      message: `"${text}" is not the name of a registry: write it as HOST[:PORT].`,
    });
  }
});

test("parseRepository reads a name without a tag, and refuses one with it", () => {
  assert.deepEqual(parseRepository("localhost:5000/a"), {
    registry: "localhost:5000",
    repository: "a",
  });
  for (const text of ["a:v1", `a@${DIGEST}`]) {
    assert.throws(() => parseRepository(text), {
      name: "ImageError",
      code: "BAD_REFERENCE",
      message: `"${text}" is not the name of a repository: write it as [HOST[:PORT]/]NAME, without a tag or a digest.`,
    });
  }
});
