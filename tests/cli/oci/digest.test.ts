import assert from "node:assert/strict";
import { test } from "node:test";
import {
  checkDigest,
  digestOf,
  isDigest,
  shortDigest,
} from "../../../cli/oci/digest.ts";

const OF_NOTHING =
  "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

test("digestOf is the SHA-256", () => {
  assert.equal(digestOf(Buffer.from("")), OF_NOTHING);
});

test("isDigest takes only SHA-256, in lower case and whole", () => {
  assert.ok(isDigest(OF_NOTHING));
  assert.ok(!isDigest(OF_NOTHING.toUpperCase()));
  assert.ok(!isDigest(OF_NOTHING.slice(0, -1)));
  assert.ok(!isDigest(OF_NOTHING.replace("sha256", "sha512")));
});

test("checkDigest names what is damaged", () => {
  checkDigest(Buffer.from(""), OF_NOTHING, "the layer");
  const other = digestOf(Buffer.from("x"));
  assert.throws(() => checkDigest(Buffer.from("x"), OF_NOTHING, "The layer"), {
    code: "BAD_DIGEST",
    message: `The layer is damaged: it should be ${OF_NOTHING}, and is ${other}.`,
  });
});

test("shortDigest has the twelve digits that tools show", () => {
  assert.equal(shortDigest(OF_NOTHING), "e3b0c44298fc");
});
