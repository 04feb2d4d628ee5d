import assert from "node:assert/strict";
import { test } from "node:test";
import { terminalColors } from "../../../cli/base/terminal-colors.ts";

test("terminalColors colours only on a terminal, and not with NO_COLOR", () => {
  const red = (isTTY: boolean, env: NodeJS.ProcessEnv) =>
    terminalColors({ isTTY }, env).red("a");
  assert.equal(red(true, {}), "\u001b[31ma\u001b[39m");
  assert.equal(red(true, { NO_COLOR: "1" }), "a");
  assert.equal(red(true, { TERM: "dumb" }), "a");
  assert.equal(red(false, { CI: "true", FORCE_COLOR: "1" }), "a");
});
