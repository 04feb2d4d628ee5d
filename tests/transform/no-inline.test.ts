import assert from "node:assert/strict";
import { test } from "node:test";
import { compile } from "../compile.ts";
import { namesOf } from "./names-of.ts";

const APART = [
  "~lib/rt/__visit_members",
  "~lib/proxy-wasm-as/assembly/api/configuration/Configuration#load",
];

test("noInline leaves what it names functions of their own", async () => {
  const text = await namesOf(await compile("bench/filters/configured.ts"));
  const missing = APART.filter((name) => !text.includes(name));
  assert.deepEqual(missing, []);
});
