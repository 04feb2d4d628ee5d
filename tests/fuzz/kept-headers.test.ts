import assert from "node:assert/strict";
import { test } from "node:test";
import type { Header } from "../../cli/envoy/http-request.ts";
import { compile } from "../compile.ts";
import { Random } from "./random.ts";
import { get, startEnvoy } from "../envoy/start-envoy.ts";

/** Requests, of which each does other steps. */
const REQUESTS = Number(process.env.REQUESTS ?? 200);

const READS = [..."ggggbhae"];
const EDITS = [..."sspdBPFXOR"];
const NAMES = [..."abcdefghijklmnopqr"];

const HEADERS: Header[] = [
  ["x-a", "1"],
  ["x-many", "one"],
  ["x-many", "two"],
  ["x-empty", ""],
  ["x-bin", "\xe9\xff\t"],
  ["content-type", "text/plain"],
  ["via", "1.1 a"],
  ["via", "1.1 b"],
  ["cookie", "a=b"],
];

/** Steps as the filter takes them: mostly reads, so that copies are made and kept. */
function randomSteps(random: Random): string {
  const steps = random.some(24, () => {
    const verb = random.pick(random.oneIn(4) ? EDITS : READS);
    return verb + random.pick(NAMES);
  });
  return steps.join("");
}

test("HeaderMap reads what the host has, whatever was read and edited before", async (t) => {
  const wasm = await compile("tests/envoy/filters/kept-headers.ts");
  const envoy = await startEnvoy(t, [{ wasm }]);
  const random = new Random(Number(process.env.SEED ?? 1));
  let reads = 0;
  for (let i = 0; i < REQUESTS; i++) {
    const path = `/${randomSteps(random)}`;
    const headers = HEADERS.filter(() => !random.oneIn(3));
    const response = await get(envoy, path, headers);
    assert.equal(response.header("x-differences"), "", path);
    reads += Number(response.header("x-reads"));
  }
  assert.ok(reads > REQUESTS * 5, `${reads} reads`);
});
