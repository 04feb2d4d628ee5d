import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cp, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { ROOT } from "../../../scripts/project/project-files.ts";
import { tempFolder } from "../../temp-folder.ts";
import { runCli } from "../run-cli.ts";

/** as-pect colours what it prints where CI asks for colours. */
const PLAIN = { NO_COLOR: "1", FORCE_COLOR: "0" };

/** A filter that counts its streams, in a variable of its module. */
const FILTER = `import { FilterHeadersStatus, HttpContext, registerHttpContext } from "proxy-wasm-as";

let count = 0;

class Counter extends HttpContext {
  onRequestHeaders(headerCount: i32, endOfStream: bool): FilterHeadersStatus {
    count++;
    this.request.headers.set("x-count", count.toString());
    return FilterHeadersStatus.Continue;
  }
}

registerHttpContext<Counter>("counter");
`;

/** What holds where plugins share a module, and not where each has its own. */
const SPEC = `import "../assembly/index";
import { startPlugin } from "proxy-wasm-as/testing";

describe("counter", () => {
  test("counts the streams of a plugin", () => {
    const plugin = startPlugin("counter");
    expect(plugin.get("/").upstream.header("x-count")).not.toBe(null);
  });

  test("counts on in the next plugin", () => {
    const plugin = startPlugin("counter");
    expect(plugin.get("/").upstream.header("x-count")).toBe("2");
  });
});
`;

/** A project whose filter is another in its release build than in its specs. */
async function counter(t: TestContext): Promise<string> {
  const folder = await tempFolder(t, join(ROOT, "build"));
  await cp(join(ROOT, "examples/add-header"), folder, {
    recursive: true,
    filter: (source) =>
      !/\/(build|tests\/.*\.(spec\.ts|test\.js))$/.test(source),
  });
  await writeFile(join(folder, "assembly/index.ts"), FILTER);
  await writeFile(join(folder, "tests/counter.spec.ts"), SPEC);
  return folder;
}

test("proxy-wasm test runs specs on the release build as well, and names the build and line of a failure", async (t) => {
  const cwd = await counter(t);
  const { status, stdout, stderr } = runCli(["test"], { cwd, env: PLAIN });
  const printed = `${stdout}${stderr}`;
  assert.equal(status, 1, printed);
  assert.match(printed, /Failed: counter \(build\/release\.wasm\)/);
  assert.doesNotMatch(printed, /Failed: counter \(spec build\)/);
  assert.match(
    printed,
    /counts on in the next plugin - at tests\/counter\.spec\.ts:12:5 \(passes on the spec build\)/,
  );
  assert.match(printed, /\[Actual\] *: "1"/);
  assert.match(printed, /\[Tests\]: 3 \/ 4/);
});

test("proxy-wasm test --specs-on spec runs specs on their own build alone", async (t) => {
  const cwd = await counter(t);
  const { status, stdout, stderr } = runCli(["test", "--specs-on", "spec"], {
    cwd,
    env: PLAIN,
  });
  assert.equal(status, 0, `${stdout}${stderr}`);
  assert.match(stdout, /\[Tests\]: 2 \/ 2/);
});

test("proxy-wasm test --specs-on release runs specs on the release build alone", async (t) => {
  const cwd = await counter(t);
  const { status, stdout } = runCli(["test", "--specs-on", "release"], {
    cwd,
    env: PLAIN,
  });
  assert.equal(status, 1);
  assert.match(stdout, /\[Tests\]: 1 \/ 2/);
  assert.match(
    stdout,
    /counts on in the next plugin - at tests\/counter\.spec/,
  );
});

test("proxy-wasm test --specs-on refuses an unknown build", async (t) => {
  const cwd = await counter(t);
  const { status, stderr } = runCli(["test", "--specs-on", "debug"], { cwd });
  assert.equal(status, 2);
  assert.match(stderr, /Allowed choices are both, spec, release/);
});

test("asp runs specs on their own build, and says so, where there is no release build", async (t) => {
  const cwd = await counter(t);
  const { status, stdout, stderr } = asp(cwd);
  assert.equal(status, 0, `${stdout}${stderr}`);
  assert.match(
    stdout,
    /tests\/counter\.spec\.ts does not run on the release build: build\/release\.wasm does not exist; build it first\./,
  );
  assert.match(stdout, /\[Tests\]: 2 \/ 2/);
});

test("asp refuses to run specs on a release build that is not there, if told to", async (t) => {
  const cwd = await counter(t);
  const { status, stderr } = asp(cwd, { PROXY_WASM_SPECS_ON: "both" });
  assert.equal(status, 1);
  assert.match(
    stderr,
    /Cannot run tests\/counter\.spec\.ts on the release build: build\/release\.wasm does not exist/,
  );
});

/** Runs as-pect's own command in a project, without colours. */
function asp(cwd: string, variables: Record<string, string> = {}) {
  const command = join(ROOT, "node_modules/@as-pect/cli/lib/test.js");
  return spawnSync(process.execPath, [command, "--no-logo"], {
    cwd,
    encoding: "utf8",
    env: { ...process.env, ...PLAIN, ...variables },
  });
}
