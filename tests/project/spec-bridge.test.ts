import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import * as functions from "../../host/spec/bridge-functions.ts";
import { generateSpecBridge } from "../../scripts/spec-bridge.ts";
import { ROOT } from "../../scripts/project/project-files.ts";

test("testing/generated is what npm run spec-bridge writes", async () => {
  const files = await generateSpecBridge();
  const names = readdirSync(join(ROOT, "testing/generated"));
  const paths = names.map((name) => `testing/generated/${name}`);
  assert.deepEqual(paths.sort(), [...files.keys()].sort());
  for (const [path, text] of files) {
    const hint = `${path} is old: npm run spec-bridge`;
    assert.equal(readFileSync(join(ROOT, path), "utf8"), text, hint);
  }
});

test("BRIDGE has each function under one topic only", () => {
  const { BRIDGE, ...topics } = functions;
  const names = Object.values(topics).flatMap((topic) => Object.keys(topic));
  assert.deepEqual(names.sort(), Object.keys(BRIDGE).sort());
});
