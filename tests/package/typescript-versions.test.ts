import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { promisify } from "node:util";
import { tempFolder } from "../temp-folder.ts";
import { packPackage } from "./pack-package.ts";

const exec = promisify(execFile);

/** The versions of TypeScript that editors come with. */
const VERSIONS = ["5.9", "6.0", "7.0"];

const INSTALL = ["install", "--prefer-offline", "--no-audit", "--no-fund"];

interface Failed {
  stdout: string;
}

/** What `tsc` of a version prints about a project. */
async function tsc(folder: string, version: string, project: string) {
  const program = join(folder, `node_modules/typescript-${version}/bin/tsc`);
  const args = [program, "--pretty", "false", "--project", project];
  return exec(process.execPath, args).then(
    ({ stdout }) => stdout,
    (error: Failed) => error.stdout,
  );
}

/** The lines of `tsc` about other files than the one that is wrong. */
function findingsBeside(wrong: string, printed: string): string[] {
  return printed
    .split("\n")
    .filter((line) => /^\S/.test(line) && !line.includes(`${wrong}(`));
}

test("a new project is clean with TypeScript 5.9, 6 and 7 and with its lint rules, which show what is wrong", async (t) => {
  const folder = await tempFolder(t);
  const file = await packPackage(folder);
  const bin = join(import.meta.dirname, "../../bin/proxy-wasm.js");
  const init = ["init", "filter", "--template", "http-auth"];
  await exec(process.execPath, [bin, ...init], { cwd: folder });
  const project = join(folder, "filter");
  const path = join(project, "package.json");
  const json = JSON.parse(await readFile(path, "utf8")) as {
    devDependencies: Record<string, string>;
  };
  json.devDependencies["proxy-wasm-as"] = `file:${file}`;
  await writeFile(path, JSON.stringify(json));
  await exec("npm", INSTALL, { cwd: project });
  await writeFile(join(folder, "package.json"), "{}");
  const versions = VERSIONS.map(
    (each) => `typescript-${each}@npm:typescript@${each}`,
  );
  await exec("npm", [...INSTALL, ...versions], { cwd: folder });

  await exec("npm", ["run", "lint"], { cwd: project });
  await writeFile(
    join(project, "assembly/truth.ts"),
    'export function first(text: string): string {\n  return text || "none";\n}\n',
  );
  await assert.rejects(
    exec("npm", ["run", "lint"], { cwd: project }),
    ({ stdout }: Failed) => {
      assert.match(stdout, /2:10 +error .*proxy-wasm\/string-truth/);
      assert.match(stdout, /1 problem /);
      return true;
    },
  );
  await writeFile(
    join(project, "assembly/wrong.ts"),
    'import { log } from "proxy-wasm-as";\nlog.info(5);\n(5).toString(2).at(true);\n',
  );
  await writeFile(
    join(project, "tests/wrong.spec.ts"),
    'import { startPlugin } from "proxy-wasm-as/testing";\nexpect(startPlugin(1)).toBeNull("", 5);\n',
  );
  for (const version of VERSIONS) {
    const filter = await tsc(folder, version, join(project, "assembly"));
    assert.deepEqual(findingsBeside("assembly/wrong.ts", filter), [], version);
    assert.match(
      filter,
      /wrong\.ts\(2,10\): error TS2345: .*'number'.*'string'/,
    );
    assert.match(filter, /wrong\.ts\(3,20\): error TS2345: .*'boolean'/);
    const spec = await tsc(folder, version, join(project, "tests"));
    assert.deepEqual(findingsBeside("tests/wrong.spec.ts", spec), [], version);
    assert.match(spec, /wrong\.spec\.ts\(2,20\): error TS2345/);
    assert.match(spec, /wrong\.spec\.ts\(2,37\): error TS2554/);
  }
});
