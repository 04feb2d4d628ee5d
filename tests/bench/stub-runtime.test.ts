import assert from "node:assert/strict";
import { test } from "node:test";
import { stubModule } from "../../bench/modules.ts";
import { interfaceOf } from "../compile.ts";

test("stubModule compiles a filter with the runtime that the SDK refuses", async () => {
  const { exports } = await interfaceOf(await stubModule("configured"));
  assert.ok(exports.includes("proxy_on_response_headers"));
});
