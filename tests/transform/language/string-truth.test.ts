import assert from "node:assert/strict";
import { test } from "node:test";
import { lint } from "../../editor/lint.ts";
import { compileFilter, filterOf, FIRST_LINE } from "./run.ts";

/** Asks for the truth of strings, or of none; one a line. */
const STATEMENTS = `const text = this.name;
const header = this.request.headers.get("x-one");
if (text) log.info("a");
if (header) log.info("b");
if (count > 0 && header) log.info("c");
while (text) break;
for (let i = 0; text && i < 1; i++) log.info("d");
const one = text ? 1 : 2;
const two = header || "none";
const three = this.request.headers.get("a-name-that-is-long-enough-to-be-left-out") && text;
log.info(one.toString() + two + (three == null ? "" : three));
const four = header || "";
if (!header) log.info(four);
if (header != null && header.length > 0) log.info("e");
if (header ?? "f") log.info("f");
if (count || endOfStream) log.info("g");
log.info(header?.trim() ?? "h");
isThere<string>("i");`;

/** A generic function does not know that it is a string. */
const GENERIC =
  "function isThere<T>(value: T): bool { return value ? true : false; }";

test("the build warns where the truth of a string is asked for, as string-truth does", async () => {
  const text = filterOf(STATEMENTS, GENERIC);
  const { failed, stderr } = await compileFilter(text);
  assert.ok(!failed, stderr);
  const warned = Array.from(
    stderr.matchAll(
      /WARNING AS102: User-defined: (.*)\n(?:.*\n)*?.*in .*index\.ts\((\d+),(\d+)\)/g,
    ),
    ([, says, line, column]) => `${line}:${column} string-truth: ${says}`,
  );
  assert.deepEqual(
    warned.map((each) => Number(each.split(":")[0]) - FIRST_LINE + 1),
    [3, 4, 5, 6, 7, 8, 9, 10, 15],
  );
  assert.match(warned[0], /write `text\.length > 0`\.$/);
  assert.match(
    warned[7],
    /`&&` asks .*, `text != null` or `text\.length > 0`\.$/,
  );
  const linted = lint(text).filter((each) => each.includes("string-truth"));
  assert.deepEqual(warned, linted);
});
