import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { parse } from "yaml";
import { projectFiles, ROOT } from "../../scripts/project/project-files.ts";

const read = (path: string) => readFileSync(join(ROOT, path), "utf8");

interface Job {
  steps: { run?: string; uses?: string }[];
}

const { scripts } = JSON.parse(read("package.json")) as {
  scripts: Record<string, string>;
};

test("package.json has every script that a page or a workflow names", () => {
  const pages = projectFiles().filter((path) =>
    /^(\w+|docs\/.*)\.md$|^\.github\//.test(path),
  );
  const named = pages.flatMap((path) =>
    [...read(path).matchAll(/npm run ([\w:-]*\w)/g)].map(([, script]) => ({
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

test("CONTRIBUTING.md lists every test script of package.json", () => {
  const page = read("CONTRIBUTING.md");
  const missing = Object.keys(scripts)
    .filter((script) => script.startsWith("test:"))
    .filter((script) => !page.includes(`\`npm run ${script}\``));
  assert.deepEqual(missing, []);
});

test("the workflows are YAML, and each of their steps runs something", () => {
  const workflows = projectFiles().filter((path) =>
    path.startsWith(".github/workflows/"),
  );
  const steps = workflows.flatMap((path) => {
    const { jobs } = parse(read(path)) as { jobs: Record<string, Job> };
    return Object.values(jobs).flatMap((job) => job.steps);
  });
  assert.ok(steps.length > 20);
  assert.deepEqual(
    steps.filter(
      ({ run, uses }) => (run === undefined) === (uses === undefined),
    ),
    [],
  );
});
