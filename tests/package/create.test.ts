import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { promisify } from "node:util";
import { ROOT } from "../../scripts/project/project-files.ts";
import { packInto } from "../pack-into.js";
import { tempFolder } from "../temp-folder.ts";
import { packPackage } from "./pack-package.ts";

const exec = promisify(execFile);

interface PackageJson {
  version: string;
  engines: object;
  dependencies: Record<string, string>;
}

async function readPackage(file: string): Promise<PackageJson> {
  return JSON.parse(await readFile(file, "utf8")) as PackageJson;
}

test("create-proxy-wasm has the version of this package, and depends on exactly that", async () => {
  const own = await readPackage(join(ROOT, "package.json"));
  const create = await readPackage(join(ROOT, "create/package.json"));
  assert.equal(create.version, own.version);
  assert.deepEqual(create.engines, own.engines);
  assert.deepEqual(create.dependencies, { "proxy-wasm-as": own.version });
});

test("npm create proxy-wasm creates a project", async (t) => {
  const folder = await tempFolder(t);
  const files = [
    await packPackage(folder),
    await packInto(folder, join(ROOT, "create")),
  ];
  await writeFile(join(folder, "package.json"), '{ "private": true }');
  const quiet = ["--prefer-offline", "--no-audit", "--no-fund"];
  // npm finds a package that is installed here as it finds one that is published.
  await exec("npm", ["install", ...quiet, ...files], { cwd: folder });
  const args = ["create", "proxy-wasm", "my-filter", "--", "--template", "tcp"];
  const { stdout } = await exec("npm", args, { cwd: folder });
  assert.match(stdout, /^Created my-filter in my-filter, /m);
  const made = await readdir(join(folder, "my-filter"));
  assert.ok(made.includes("deployment.yaml"));
});
