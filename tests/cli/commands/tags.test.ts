import assert from "node:assert/strict";
import { test } from "node:test";
import { startRegistry } from "../../registry/real-registry.ts";
import { testFolder } from "../images/test-folder.ts";

test("tags lists what push has tagged, a line each, or as JSON", async (t) => {
  const host = await startRegistry(t);
  const { run } = await testFolder(t);
  const file = ["-f", "filter.wasm", "--plain-http"];
  for (const tag of ["v2", "v1", "stable"]) {
    assert.equal(run(["push", `${host}/me/a:${tag}`, ...file]).status, 0);
  }
  const listed = run(["tags", `${host}/me/a`, "--plain-http"]);
  assert.equal(listed.stderr, "");
  assert.equal(listed.stdout, "stable\nv1\nv2\n");
  const json = run(["tags", `oci://${host}/me/a`, "--plain-http", "--json"]);
  assert.deepEqual(JSON.parse(json.stdout), ["stable", "v1", "v2"]);
});

test("tags says that there is no such repository, and takes no tag", async (t) => {
  const host = await startRegistry(t);
  const { run } = await testFolder(t);
  const absent = run(["tags", `${host}/me/none`, "--plain-http"]);
  assert.equal(absent.status, 1);
  assert.equal(
    absent.stderr,
    `Cannot list the tags of ${host}/me/none: ${host} answers 404 "repository ` +
      `name not known to registry"; there is no such image or repository: ` +
      `check the name.\n`,
  );
  const tag = run(["tags", `${host}/me/a:v1`]);
  assert.equal(tag.status, 2);
  assert.match(
    tag.stderr,
    /write it as \[HOST\[:PORT\]\/\]NAME, without a tag/,
  );
});
