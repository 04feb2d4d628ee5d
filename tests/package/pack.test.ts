import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { cp, mkdir, readFile, symlink } from "node:fs/promises";
import { dirname, join, posix } from "node:path";
import { test } from "node:test";
import { promisify } from "node:util";
import { projectFiles, ROOT } from "../../scripts/project/project-files.ts";
import { packInto } from "../pack-into.js";
import { tempFolder } from "../temp-folder.ts";
import { packPackage } from "./pack-package.ts";

const run = promisify(execFile);

/** The paths in a packed package, without npm's top folder. */
async function filesIn(archive: string): Promise<string[]> {
  const { stdout } = await run("tar", ["-tzf", archive]);
  return stdout
    .split("\n")
    .filter(Boolean)
    .map((path) => path.replace(/^package\//, ""));
}

/** The repository's files in a new folder, as after a clone and `npm ci`. */
async function clone(folder: string): Promise<string> {
  const copy = join(folder, "clone");
  for (const path of projectFiles()) {
    await mkdir(dirname(join(copy, path)), { recursive: true });
    await cp(join(ROOT, path), join(copy, path));
  }
  await symlink(join(ROOT, "node_modules"), join(copy, "node_modules"));
  return copy;
}

test("npm pack in a fresh clone packs what package.json refers to, and the docs", async (t) => {
  const folder = await tempFolder(t);
  const packed = await filesIn(await packInto(folder, await clone(folder)));
  const manifest = await readFile(join(ROOT, "package.json"), "utf8");
  const led = [...manifest.matchAll(/: "\.\/([^"*]+\.\w+)"/g)].map(
    ([, path]) => path,
  );
  assert.ok(led.some((path) => path.startsWith("dist/")));
  const missing = [...led, "bin/proxy-wasm.js", "dist/cli/main.js"].filter(
    (path) => !packed.includes(path),
  );
  assert.deepEqual(missing, []);
});

test("each link in the packed README, and between the packed docs, leads to a packed file", async (t) => {
  const packed = await filesIn(await packPackage(await tempFolder(t)));
  const pages = packed.filter((path) => /^(README|docs\/.*)\.md$/.test(path));
  assert.ok(pages.includes("README.md") && pages.includes("docs/images.md"));
  const broken = [];
  for (const page of pages) {
    const text = await readFile(join(ROOT, page), "utf8");
    const prose = text.replaceAll(/^```.*?^```$/gms, "");
    for (const [, link] of prose.matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)) {
      if (link.includes("://")) continue;
      const path = posix.join(posix.dirname(page), link);
      // What proves a claim, and how to change it, is in the repository alone.
      if (/^(tests\/|bench\/|CONTRIBUTING\.md$)/.test(path)) continue;
      const isThere = packed.some(
        (each) => each === path || each.startsWith(`${path}/`),
      );
      if (!isThere) broken.push(`${page}: ${link}`);
    }
  }
  assert.deepEqual(broken, []);
});
