import assert from "node:assert/strict";
import { test } from "node:test";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { ROOT } from "../../scripts/project/project-files.ts";

test("publint finds nothing wrong with the package", async () => {
  const { messages, pkg } = await publint({ pkgDir: ROOT, strict: true });
  const found = messages.map(
    (message) => formatMessage(message, pkg, { color: false }) ?? message.code,
  );
  assert.deepEqual(found, []);
});
