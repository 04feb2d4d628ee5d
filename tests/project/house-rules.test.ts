import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { projectFiles, ROOT } from "../../scripts/project/project-files.ts";

/** One thing is one file; a longer file is hardly one thing. */
const MAX_LINES = 500;

/** The SHA-256 of https://www.apache.org/licenses/LICENSE-2.0.txt. */
const APACHE_2_0 =
  "cfc7749b96f63bd31c3c42b5c471bf756814053e847c10f3eb003417bc523d30";

test("source files are under 500 lines long", () => {
  const long = projectFiles()
    .filter((path) => /\.(js|mjs|cjs|ts)$/.test(path))
    .map((path) => ({ path, lines: read(path).trimEnd().split("\n").length }))
    .filter(({ lines }) => lines >= MAX_LINES);
  assert.deepEqual(long, []);
});

test("files name no folder of a particular machine", () => {
  // Assembled, so that this file does not name one itself.
  const folders = ["work", "root", "home"].join("|");
  const machinePath = new RegExp(String.raw`(?<![\w.~*\]}-])/(${folders})/`);
  const named = projectFiles().flatMap((path) =>
    read(path)
      .split("\n")
      .flatMap((line, index) =>
        machinePath.test(line) ? [`${path}:${index + 1}: ${line.trim()}`] : [],
      ),
  );
  assert.deepEqual(named, []);
});

test("LICENSE is the Apache License 2.0, and package.json says so", () => {
  const hash = createHash("sha256").update(read("LICENSE")).digest("hex");
  assert.equal(hash, APACHE_2_0);
  const { license } = JSON.parse(read("package.json")) as { license: string };
  assert.equal(license, "Apache-2.0");
});

test("files have names in kebab-case", () => {
  // The compiler reads the first as an import module; the forge and cargo prescribe the
  // others.
  const named =
    /(^|\/)(wasi_snapshot_preview1\.ts|[A-Z]+(\.md)?|ISSUE_TEMPLATE\/[a-z]+\.yml|pull_request_template\.md|Cargo\.(toml|lock))$/;
  const odd = projectFiles().filter(
    (path) => !named.test(path) && !/^[a-z0-9./-]+$/.test(path),
  );
  assert.deepEqual(odd, []);
});

test("the command line prints only through print.ts", () => {
  // Bytes that a user asked for are not text, and a progress bar moves the cursor.
  const others = [
    "cli/base/print.ts",
    "cli/commands/symbolicate.ts",
    "cli/images/progress-bar.ts",
    "cli/images/pull-image.ts",
    "cli/test-project/specs.ts",
  ];
  const printing = projectFiles()
    .filter((path) => path.startsWith("cli/") && !others.includes(path))
    .filter((path) =>
      /^(?! *\*).*(console\.\w+\(|process\.std(out|err)\.write)/m.test(
        read(path),
      ),
    );
  assert.deepEqual(printing, []);
});

function read(path: string): string {
  return readFileSync(join(ROOT, path), "utf8");
}
