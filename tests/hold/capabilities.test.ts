import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { runTests } from "./capabilities/run-tests.ts";

const folder = await mkdtemp(join(tmpdir(), "run-file-"));
after(() => rm(folder, { recursive: true }));

/** Writes a file of tests; returns its path. */
async function fileOf(name: string, lines: string[]): Promise<string> {
  const file = join(folder, `${name}.test.mjs`);
  await writeFile(
    file,
    ['import { test } from "node:test";', ...lines, ""].join("\n"),
  );
  return file;
}

test("runTests returns the names of the tests that pass", async () => {
  const file = await fileOf("both", [
    'test("one is fine", () => {});',
    'test("two is not", () => Promise.reject(new Error("a fault")));',
    'test("three is (fine)", () => {});',
  ]);
  const names = ["one is fine", "two is not", "three is (fine)"];
  assert.deepEqual(await runTests(file, names), {
    passed: ["one is fine", "three is (fine)"],
    started: true,
  });
});

test("runTests withholds a capability from all examples, or from one", async () => {
  const file = await fileOf("withheld", [
    "const { WITHHELD_CAPABILITY: name, WITHHELD_FROM: from } = process.env;",
    "test(`${name} from ${from}`, () => {});",
  ]);
  const all = ["proxy_log from undefined"];
  const one = ["proxy_log from tcp-log"];
  const capability = "proxy_log";
  const ofAll = await runTests(file, all, { capability });
  assert.deepEqual(ofAll.passed, all);
  const ofOne = await runTests(file, one, { capability, example: "tcp-log" });
  assert.deepEqual(ofOne.passed, one);
});

test("runTests tells that Envoy has refused the examples", async () => {
  const file = await fileOf("refused", [
    'console.error("EnvoyError: Envoy exited with code 1");',
    "await new Promise(() => setInterval(() => {}, 1000));",
  ]);
  assert.deepEqual(await runTests(file, ["one"]), {
    passed: [],
    started: false,
  });
});

test("runTests ends a test that does not end, and runs the others", async () => {
  const file = await fileOf("endless", [
    'process.on("SIGTERM", () => {});',
    'test("one is fine", () => {});',
    'test("two spins", () => { for (;;); });',
    'test("three is fine", () => {});',
  ]);
  const names = ["one is fine", "two spins", "three is fine"];
  const { passed } = await runTests(file, names, undefined, 3000);
  assert.equal(passed.includes("two spins"), false);
  assert.equal(passed.includes("three is fine"), true);
});
