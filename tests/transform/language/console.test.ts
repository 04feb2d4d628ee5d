import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { format } from "node:util";
import { test } from "node:test";
import { BUILDS, compileFilter, filterOf, logsOf } from "./run.ts";
import { withoutCustomSections } from "../../../cli/inspect/without-custom-sections.ts";

/** Expressions, and the values that they have in Node. */
const VALUES: [expression: string, value: unknown][] = [
  ['"text"', "text"],
  ["5", 5],
  ["<u8>255", 255],
  ["<i64>5000000000", 5000000000],
  ["2.0", 2],
  ["2.5", 2.5],
  ["-0.0", -0],
  ["NaN", NaN],
  ["true", true],
  ["1 < 0", false],
  ["none", null],
  ['["a", "it\'s"]', ["a", "it's"]],
  ["[1, 2]", [1, 2]],
  ["[1.5, 2.0]", [1.5, 2]],
  ["[[1], [2, 3]]", [[1], [2, 3]]],
  ["empty", []],
  ["map", new Map([["a", 1]])],
  ["set", new Set(["a"])],
  ["bytes", new Uint8Array(2)],
];

const SETUP = `
const none: string | null = null;
const empty: string[] = [];
const map = new Map<string, i32>(); map.set("a", 1);
const set = new Set<string>(); set.add("a");
const bytes = new Uint8Array(2);
`;

for (const build of BUILDS) {
  test(`console.log writes what Node writes in ${build.target} with the ${build.runtime} runtime`, async () => {
    const one = VALUES.map(([expression]) => `console.log(${expression});`);
    const all = VALUES.map(([expression]) => expression).join(", ");
    const logs = await logsOf(
      `${SETUP}${one.join("\n")}\nconsole.warn(${all});\nconsole.log();
       console.error("user", new User(), new Plain());
       console.info("n", 1);`,
      "class User { toString(): string { return 'joe'; } } class Plain {}",
      build,
    );
    assert.deepEqual(logs, [
      ...VALUES.map(([, value]) => format(value)),
      format(...VALUES.map(([, value]) => value)),
      "",
      "user joe Plain {}",
      "n 1",
    ]);
  });
}

test("console.log of one text leaves the module that log.info makes", async () => {
  const [own, plain] = await Promise.all(
    ["console.log", "log.info"].map(async (name) => {
      const text = `const name = this.request.headers.get("x-one"); ${name}("one"); if (name != null) ${name}(name);`;
      const { failed, stderr, wasm } = await compileFilter(filterOf(text));
      assert.ok(!failed, stderr);
      return withoutCustomSections(await readFile(wasm));
    }),
  );
  assert.equal(own.length, plain.length);
});
