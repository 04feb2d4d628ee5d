import assert from "node:assert/strict";
import { cp, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { ROOT } from "../../../scripts/project/project-files.ts";
import { tempFolder } from "../../temp-folder.ts";
import { runCli } from "../run-cli.ts";
import { startCli } from "../start-cli.ts";

/** A copy of add-header in the same folder, without its build. */
async function copyOfExample(t: TestContext): Promise<string> {
  const folder = await tempFolder(t, join(ROOT, "build"));
  await cp(join(ROOT, "examples/add-header"), folder, {
    recursive: true,
    filter: (source) => !source.endsWith("/build"),
  });
  return folder;
}

test("proxy-wasm test runs the specs and the Node tests, with one summary last", async (t) => {
  const cwd = await copyOfExample(t);
  const { status, stdout, stderr } = runCli(["test"], { cwd });
  assert.equal(status, 0, `${stdout}${stderr}`);
  assert.match(stdout, /✔ build, .* s\n✔ as-pect, .* s\n✔ Node, .* s\n$/);
});

test("proxy-wasm test runs the other parts and exits with 1 when one fails", async (t) => {
  const cwd = await copyOfExample(t);
  await writeFile(join(cwd, "tests/wrong.test.js"), "throw new Error('no');");
  const { status, stdout, stderr } = runCli(["test"], { cwd });
  assert.equal(status, 1);
  assert.match(stdout, /✔ as-pect, .* s\n✖ Node, .* s\n$/);
  assert.match(stderr, /Failed: Node; see above\.\n$/);
});

test("proxy-wasm test refuses a folder without tests", async (t) => {
  const cwd = await tempFolder(t);
  const { status, stderr } = runCli(["test"], { cwd });
  assert.equal(status, 1);
  assert.match(stderr, /^Cannot test .*: it has neither tests/);
});

test("proxy-wasm test --watch tests again when a spec changes, even after a failure", async (t) => {
  const cwd = await copyOfExample(t);
  const file = join(cwd, "tests/add-header.spec.ts");
  const text = await readFile(file, "utf8");
  const cli = startCli(t, cwd, ["test", "--watch", "--specs-on", "spec"]);
  await cli.line(/^Waiting for a change/);
  assert.match(cli.output.join("\n"), /✔ as-pect/);
  cli.output.length = 0;
  await writeFile(
    file,
    text.replaceAll("melon", "lemon").replace("lemon", "x"),
  );
  await cli.line(/^Failed: as-pect; see above\.$/);
  await cli.line(/^Waiting for a change/);
  cli.output.length = 0;
  await writeFile(file, text);
  await cli.line(/^✔ as-pect/);
  await cli.line(/^Waiting for a change/);
  assert.equal(await cli.stop(), 0);
});
