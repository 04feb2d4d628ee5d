import assert from "node:assert/strict";
import { test } from "node:test";
import { logProperties } from "./properties-scenario.ts";

const lines = logProperties();

for (const l of await lines) console.log(l);
test("x", () => assert.ok(true));
