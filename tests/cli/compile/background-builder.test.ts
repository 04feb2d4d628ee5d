import assert from "node:assert/strict";
import { test } from "node:test";
import { printableColors } from "../../../cli/base/printable.ts";
import { ownColors } from "../../../cli/compile/background-builder.ts";

test("ownColors makes of the compiler's colours those that reach a terminal", () => {
  const codes = [0, 90, 91, 92, 93, 94, 95, 96, 97];
  const text = codes.map((code) => `\u001b[${code}m${code}`).join("");
  const colored = ownColors(text);
  assert.match(colored, /\u001b\[31m91\u001b\[32m92/);
  assert.equal(printableColors(colored), colored);
});
