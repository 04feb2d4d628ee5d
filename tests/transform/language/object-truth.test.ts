import assert from "node:assert/strict";
import { test } from "node:test";
import { compileFilter, filterOf, FIRST_LINE } from "./run.ts";

/** Asks for the truth of objects, one a line. */
const STATEMENTS = `const list = new Array<string>();
const maybe: Error | null = count > 1 ? new Error() : null;
if (list) log.info("a");
while (this.request) break;
if (count > 0 && this) log.info("b");
if (maybe) log.info("c");
if (maybe != null && maybe.message.length > 0) log.info("d");
if (list.length) log.info("e");
isThere<Array<string>>(list);`;

const GENERIC =
  "function isThere<T>(value: T): bool { return value ? true : false; }";

test("the build warns where an object that is always there is a condition", async () => {
  const { failed, stderr } = await compileFilter(filterOf(STATEMENTS, GENERIC));
  assert.ok(!failed, stderr);
  const warned = Array.from(
    stderr.matchAll(
      /WARNING AS102: User-defined: (.*)\n(?:.*\n)*?.*in .*index\.ts\((\d+),\d+\)/g,
    ),
    ([, says, line]) => `${Number(line) - FIRST_LINE + 1} ${says}`,
  );
  const end =
    "is always there, so as a condition it is always true: ask for one of its members.";
  assert.deepEqual(warned, [
    `3 This Array ${end}`,
    `4 This HttpMessage ${end}`,
    `5 This Filter ${end}`,
  ]);
});
