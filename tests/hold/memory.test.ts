import assert from "node:assert/strict";
import { test } from "node:test";
import { compile } from "../compile.ts";
import { inNode } from "./memory/in-node.ts";
import { faultOf, SHAPES } from "./memory/shapes.ts";

const LIVE = 500;
const GARBAGE = 50_000;
const REQUESTS = 100;

for (const shape of SHAPES) {
  test(`${LIVE} streams keep what they have, and memory its size, while requests make garbage of ${shape}`, async () => {
    const wasm = await compile("tests/hold/filters/garbage.ts");
    const pages = await inNode(wasm, LIVE, shape, GARBAGE, REQUESTS);
    assert.equal(faultOf(pages, LIVE, GARBAGE), undefined);
  });
}
