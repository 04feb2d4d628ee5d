import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { promisify } from "node:util";
import { get, startEnvoy } from "../envoy/start-envoy.ts";
import { tempFolder } from "../temp-folder.ts";
import { packPackage } from "./pack-package.ts";

const FILTER = `import {
  FilterHeadersStatus,
  HttpContext,
  registerHttpContext,
} from "proxy-wasm-as";

class AddHeader extends HttpContext {
  onResponseHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    this.response.headers.set("hello", "installed");
    return FilterHeadersStatus.Continue;
  }
}

registerHttpContext<AddHeader>("add_header");
`;

const ASCONFIG = {
  extends: "proxy-wasm-as/asconfig.json",
  entries: ["assembly/index.ts"],
  targets: { release: { outFile: "build/release.wasm" } },
};

/** Runs the filter on the emulator, as a filter author's test would. */
const USE_HOST = `
import assert from "node:assert/strict";
import { ProxyHost } from "proxy-wasm-as/host";
const host = await ProxyHost.load("build/release.wasm");
const plugin = host.startPlugin({ rootId: "add_header" });
const response = plugin.httpStream().request({ path: "/" });
assert.equal(response?.header("hello"), "installed");
`;

/** Runs the filter inside a spec. */
const SPEC = `import "../assembly/index";
import { startPlugin } from "proxy-wasm-as/testing";

test("add_header sets hello", () => {
  const stream = startPlugin("add_header").get("/");
  expect(stream.response.header("hello")).toBe("installed");
});
`;

const RUN_SPECS = `
import { runSpecs } from "proxy-wasm-as/testing/as-pect";
await runSpecs();
`;

const run = promisify(execFile);

test("the package, installed with assemblyscript, compiles a filter that runs in the emulator and in Envoy", async (t) => {
  const folder = await tempFolder(t);
  const file = await packPackage(folder);
  const { version } = (
    await import("assemblyscript/package.json", { with: { type: "json" } })
  ).default;
  await writeFile(
    join(folder, "package.json"),
    // as-pect depends on an older compiler and an older glob.
    JSON.stringify({ overrides: { assemblyscript: version } }),
  );
  await run(
    "npm",
    ["install", "--prefer-offline", "--no-audit", "--no-fund"].concat([
      file,
      `assemblyscript@${version}`,
      "@as-pect/cli@8.1.0",
    ]),
    { cwd: folder },
  );
  await mkdir(join(folder, "assembly"));
  await writeFile(join(folder, "assembly/index.ts"), FILTER);
  await writeFile(join(folder, "asconfig.json"), JSON.stringify(ASCONFIG));
  await run("npx", ["asc"], { cwd: folder });
  const { stdout: printed } = await run("npx", ["proxy-wasm", "--version"], {
    cwd: folder,
  });
  assert.match(printed, /^\d+\.\d+\.\d+/);
  await run(process.execPath, ["--input-type=module", "--eval", USE_HOST], {
    cwd: folder,
  });
  await mkdir(join(folder, "tests"));
  await writeFile(join(folder, "tests/filter.spec.ts"), SPEC);
  await run(process.execPath, ["--input-type=module", "--eval", RUN_SPECS], {
    cwd: folder,
  });

  const wasm = join(folder, "build/release.wasm");
  const envoy = await startEnvoy(t, [{ wasm, rootId: "add_header" }]);
  assert.equal((await get(envoy)).header("hello"), "installed");
});
