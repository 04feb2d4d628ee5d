import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { parseDeployment } from "../../../cli/deployment/parse-deployment.ts";
import { readInput } from "../../../cli/deployment/read-input.ts";
import { tempFolder } from "../../temp-folder.ts";

const LEAST = { name: "a", url: "oci://r.example/a:v1" };

test("parseDeployment fills in the defaults", () => {
  assert.deepEqual(parseDeployment(LEAST, "the flags"), {
    ...LEAST,
    namespace: "default",
    form: "http",
    context: "any",
    capabilities: "all",
  });
});

const WRONG: [object, string][] = [
  [{ url: LEAST.url }, "name is missing"],
  [{ ...LEAST, plugin: 1 }, 'a deployment has no "plugin"'],
  [{ ...LEAST, url: "r.example/a" }, "url: must begin with oci://"],
  [{ ...LEAST, name: "Add Header" }, "name: must be lower-case letters"],
  [{ ...LEAST, phase: "AUTH" }, 'phase: expected one of "AUTHN"|"AUTHZ"'],
  [{ ...LEAST, priority: 1.5 }, "priority: expected int"],
  [{ ...LEAST, ports: [0] }, "ports.0: Too small"],
  [{ ...LEAST, sha256: "ABC" }, "sha256: must be 64 hexadecimal digits"],
];

for (const [input, reason] of WRONG) {
  test(`parseDeployment says "${reason}"`, () => {
    assert.throws(
      () => parseDeployment(input, "deployment.yaml"),
      (error: Error & { exitStatus?: number }) =>
        error.message.startsWith(`Cannot use deployment.yaml: ${reason}`) &&
        error.exitStatus === 2,
    );
  });
}

test("readInput names a file that holds no deployment", async (t) => {
  const folder = await tempFolder(t);
  const file = join(folder, "deployment.yaml");
  await assert.rejects(readInput(file), {
    message: `Cannot read the deployment ${file}: there is no such file.`,
  });
  await assert.rejects(readInput(folder), {
    message: `Cannot read the deployment ${folder}: it is a folder.`,
  });
  for (const text of ["", "- a", "text"]) {
    await writeFile(file, text);
    await assert.rejects(readInput(file), {
      message: `Cannot use ${file}: it must hold the keys of a deployment.`,
    });
  }
  await writeFile(file, "a: [");
  await assert.rejects(readInput(file), { message: /it is no YAML: / });
});
