import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { projectFiles, ROOT } from "./project-files.ts";

const read = (path: string) => readFileSync(join(ROOT, path), "utf8");

const { scripts } = JSON.parse(read("package.json")) as {
  scripts: Record<string, string>;
};

test("package.json has each script that a page of the project names", () => {
  const pages = projectFiles().filter((path) =>
    /^(\w+|docs\/.*)\.md$/.test(path),
  );
  const named = pages.flatMap((path) =>
    [...read(path).matchAll(/npm run ([\w:]*\w)/g)].map(([, script]) => ({
      path,
      script,
    })),
  );
  assert.ok(named.length > 20);
  assert.deepEqual(
    named.filter(({ script }) => !(script in scripts)),
    [],
  );
});

test("CONTRIBUTING.md has each test script of package.json", () => {
  const page = read("CONTRIBUTING.md");
  const missing = Object.keys(scripts)
    .filter((script) => script.startsWith("test:"))
    .filter((script) => !page.includes(`\`npm run ${script}\``));
  assert.deepEqual(missing, []);
});
