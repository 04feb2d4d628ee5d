import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { readImportGraph } from "./import-graph.ts";
import { importFindings, type ImportException } from "./import-rules.ts";
import { projectFiles, ROOT } from "../../scripts/project/project-files.ts";

test("the project's imports keep their directions", () => {
  const tree = new Map(
    projectFiles()
      .filter((path) => /\.[jt]s$/.test(path))
      .map((path) => [path, readFileSync(join(ROOT, path), "utf8")]),
  );
  assert.deepEqual(importFindings(readImportGraph(tree)), []);
});

test("readImportGraph reads every form of import", () => {
  assert.deepEqual(
    imports({
      "cli/a.ts": `
        import "./side-effect.ts";
        import type { B } from "./type.ts";
        export { c } from "./re-export.ts";
        let d: import("./import-type.ts").D;
        await import("./dynamic.ts");
        // import "./comment.ts";
        const text = 'import "./text.ts"';
        import fs from "node:fs";`,
      "cli/side-effect.ts": "",
      "cli/type.ts": "",
      "cli/re-export.ts": "",
      "cli/import-type.ts": "",
      "cli/dynamic.ts": "",
    }).get("cli/a.ts"),
    [
      "cli/side-effect.ts",
      "cli/type.ts",
      "cli/re-export.ts",
      "cli/import-type.ts",
      "cli/dynamic.ts",
      "node:fs",
    ],
  );
});

test("readImportGraph finds files without an extension, folders and the package", () => {
  const graph = imports({
    "index.ts": 'export { a } from "./assembly";',
    "assembly/index.ts": 'export { a } from "./a";',
    "assembly/a.ts": "",
    "assembly/entry.ts": 'export * from "proxy-wasm-as/assembly/a";',
    "examples/b.ts": 'import { a } from "proxy-wasm-as";',
  });
  assert.deepEqual(graph.get("index.ts"), ["assembly/index.ts"]);
  assert.deepEqual(graph.get("assembly/entry.ts"), ["assembly/a.ts"]);
  assert.deepEqual(graph.get("examples/b.ts"), ["index.ts"]);
});

test("readImportGraph throws if an import leads nowhere", () => {
  assert.throws(() => imports({ "cli/a.ts": 'import "./b.ts";' }), {
    message: 'cli/a.ts imports "./b.ts", which does not exist',
  });
});

test("importFindings reports an import against the layers", () => {
  assert.deepEqual(
    findings({
      "assembly/abi/a.ts": 'import "../api/b";',
      "assembly/api/b.ts": "",
    }),
    [
      "assembly/abi/a.ts → assembly/api/b.ts: abi may import only abi, features",
    ],
  );
});

test("importFindings reports an import of an index.ts inside assembly", () => {
  assert.deepEqual(
    findings({
      "assembly/exports.ts": 'import "./contexts";',
      "assembly/contexts/index.ts": "",
    }),
    [
      "assembly/exports.ts → assembly/contexts/index.ts: assembly/ imports no index.ts",
    ],
  );
});

test("importFindings reports a file of assembly that belongs to no layer", () => {
  assert.deepEqual(
    findings({
      "assembly/helpers/a.ts": 'import "../abi/b";',
      "assembly/abi/b.ts": "",
    }),
    [
      "assembly/helpers/a.ts → assembly/abi/b.ts: assembly/helpers/a.ts belongs to no layer",
    ],
  );
});

test("importFindings reports an import between the parts of the project", () => {
  assert.deepEqual(
    findings({
      "assembly/abi/a.ts": "",
      "cli/b.ts": 'import "../assembly/abi/a.ts"; import "../host/index.ts";',
      "host/index.ts": 'import "../bench/d.ts";',
      "bench/d.ts": "",
      "tests/e.ts": 'import "../cli/b.ts"; import "../assembly/abi/a.ts";',
    }),
    [
      "cli/b.ts → assembly/abi/a.ts: cli/ may import only cli/ and host/",
      "host/index.ts → bench/d.ts: host/ may import only host/",
    ],
  );
});

test("importFindings names an import against the layers of the emulator", () => {
  assert.deepEqual(
    findings({
      "host/engine/a.ts": 'import "../http/b.ts";',
      "host/http/b.ts": "",
      "host/helpers/c.ts": 'import "../abi/d.ts";',
      "host/abi/d.ts": "",
    }),
    [
      "host/engine/a.ts → host/http/b.ts: host/engine may import only host/engine, host/shared, host/message, host/abi, host/base",
      "host/helpers/c.ts → host/abi/d.ts: host/helpers/c.ts belongs to no layer",
    ],
  );
});

test("importFindings names folders that import each other, also on a way round", () => {
  assert.deepEqual(
    findings({
      "cli/a/a.ts": 'import "../b/b.ts";',
      "cli/b/b.ts": "",
      "cli/b/c.ts": 'import "../c/c.ts";',
      "cli/c/c.ts": 'import type { D } from "../a/d.ts";',
      "cli/a/d.ts": "",
    }),
    [
      "cli/a/* → cli/b/* → cli/c/* → cli/a/*: folders import in one direction",
      "cli/a/ → cli/b/ → cli/c/ → cli/a/: folders import in one direction",
    ],
  );
});

test("importFindings takes a folder with its subfolders for one", () => {
  assert.deepEqual(
    findings({
      "bench/a/deep/a.ts": 'import "../../b/b.ts";',
      "bench/b/b.ts": "",
      "bench/b/deep/b.ts": 'import "../../a/a.ts";',
      "bench/a/a.ts": "",
    }),
    ["bench/a/ → bench/b/ → bench/a/: folders import in one direction"],
  );
});

test("importFindings takes the files directly in a folder for one of its folders", () => {
  assert.deepEqual(
    findings({
      "scripts/a.ts": 'import "./b/b.ts";',
      "scripts/b/b.ts": 'import "../c.ts";',
      "scripts/c.ts": "",
    }),
    [
      "scripts/* → scripts/b/* → scripts/*",
      "scripts/* → scripts/b/ → scripts/*",
    ].map((cycle) => `${cycle}: folders import in one direction`),
  );
});

test("importFindings reports a package that transform imports", () => {
  assert.deepEqual(findings({ "transform/a.js": 'import "assemblyscript";' }), [
    "transform/a.js → assemblyscript: transform/ imports no other package",
  ]);
});

test("importFindings reports a cycle once, even one of types", () => {
  assert.deepEqual(
    findings({
      "cli/a.ts": 'import type { B } from "./b.ts";',
      "cli/b.ts": 'import "./c.ts";',
      "cli/c.ts": 'import "./a.ts";',
    }),
    ["cli/a.ts → cli/b.ts → cli/c.ts → cli/a.ts: imports form no cycles"],
  );
});

test("importFindings excuses only the cycle that an exception names", () => {
  const tree = {
    "cli/a.ts": 'import "./b.ts";',
    "cli/b.ts": 'import "./a.ts"; import "./c.ts";',
    "cli/c.ts": 'import "./b.ts";',
  };
  const exception = { from: "cli/a.ts", to: "cli/b.ts", reason: "a test" };
  assert.deepEqual(findings(tree, [exception]), [
    "cli/b.ts → cli/c.ts → cli/b.ts: imports form no cycles",
  ]);
});

test("importFindings reports an exception that excuses nothing", () => {
  const exception = { from: "cli/a.ts", to: "cli/b.ts", reason: "a test" };
  assert.deepEqual(
    findings({ "cli/a.ts": 'import "./b.ts";', "cli/b.ts": "" }, [exception]),
    ["cli/a.ts → cli/b.ts: the exception excuses no cycle"],
  );
});

function imports(tree: Record<string, string>) {
  return readImportGraph(new Map(Object.entries(tree)));
}

function findings(
  tree: Record<string, string>,
  exceptions: ImportException[] = [],
): string[] {
  return importFindings(imports(tree), exceptions);
}
