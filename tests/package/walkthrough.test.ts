import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { promisify } from "node:util";
import { request } from "../../cli/envoy/http-request.ts";
import { SERVING, startCli } from "../cli/start-cli.ts";
import { tempFolder } from "../temp-folder.ts";
import { packPackage } from "./pack-package.ts";

const exec = promisify(execFile);

/** Removes what would make `node --test` inside it a part of this run. */
const env = { ...process.env, NODE_TEST_CONTEXT: undefined };

/** Makes a project use the package from a file, as if it were published. */
async function useFile(project: string, file: string): Promise<void> {
  const path = join(project, "package.json");
  const json = JSON.parse(await readFile(path, "utf8")) as {
    devDependencies: Record<string, string>;
  };
  json.devDependencies["proxy-wasm-as"] = `file:${file}`;
  await writeFile(path, JSON.stringify(json));
}

/** Runs a serving script of the project, sends one request, and stops it. */
async function helloBy(t: TestContext, project: string, ...words: string[]) {
  const cli = startCli(t, project, ["--port", "0"], words);
  const [, port] = await cli.line(SERVING);
  const response = await request({ port: Number(port) });
  assert.equal(await cli.stop(), 0);
  return response.header("hello");
}

test("a new user gets from an empty folder to a working filter, its image and its manifest", async (t) => {
  const folder = await tempFolder(t);
  const file = await packPackage(folder);
  const npm = (cwd: string, ...args: string[]) =>
    exec("npm", args, { cwd, env });

  const create = ["exec", "--yes", "--prefer-offline", `--package=${file}`];
  const init = ["proxy-wasm", "init", "my-filter", "--template", "add-header"];
  const created = await npm(folder, ...create, "--", ...init);
  assert.match(created.stdout, /^Created my-filter in my-filter, /m);

  const project = join(folder, "my-filter");
  await useFile(project, file);
  await npm(project, "install", "--prefer-offline", "--no-audit", "--no-fund");
  await npm(project, "run", "build");
  await npm(project, "test");

  const bin = [process.execPath, "node_modules/.bin/proxy-wasm"];
  assert.equal(await helloBy(t, project, ...bin, "serve"), "world");
  assert.equal(await helloBy(t, project, ...bin, "run"), "world");

  const cli = async (...args: string[]) => {
    const [node = "", program = ""] = bin;
    const { stdout } = await exec(node, [program, ...args], {
      cwd: project,
      env,
    });
    return stdout;
  };
  assert.match(await cli("inspect", "build/release.wasm"), /ABI 0\.2\.1/);
  const image = "registry.example/me/my-filter:v1";
  const store = ["--store", join(folder, "store")];
  await cli("pack", "build/release.wasm", image, ...store);
  assert.match(await cli("list", ...store), /registry\.example\/me\/my-filter/);
  const names = ["--name", "my-filter", "--url", `oci://${image}`];
  const yaml = await cli("manifest", "wasmplugin", ...names);
  assert.match(yaml, /^kind: WasmPlugin$/m);
});
