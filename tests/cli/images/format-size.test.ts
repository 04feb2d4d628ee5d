import assert from "node:assert/strict";
import { test } from "node:test";
import { formatSize } from "../../../cli/images/format-size.ts";

test("formatSize writes bytes in powers of 1000", () => {
  const sizes = {
    0: "0 B",
    999: "999 B",
    1000: "1.0 kB",
    4717: "4.7 kB",
    138_000: "138 kB",
    2_300_000: "2.3 MB",
    5_000_000_000: "5.0 GB",
  };
  for (const [bytes, text] of Object.entries(sizes)) {
    assert.equal(formatSize(Number(bytes)), text);
  }
});
