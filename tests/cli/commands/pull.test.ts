import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { startRegistry } from "../../registry/real-registry.ts";
import { sampleStore } from "../../registry/sample-store.ts";
import { PROGRAM } from "../run-cli.ts";
import { addHandMade, archiveLayer } from "../images/hand-made-image.ts";
import { FILTER, testFolder } from "../images/test-folder.ts";

test("pull takes a digest, and writes to standard output what it finds", async (t) => {
  const host = await startRegistry(t);
  const { run } = await testFolder(t);
  const name = `${host}/me/add-header`;
  const pushed = run([
    ...["push", `${name}:v1`, "-f", "filter.wasm"],
    ...["--plain-http", "--json"],
  ]);
  const { digest } = JSON.parse(pushed.stdout) as { digest: string };
  const args = ["pull", `${name}@${digest}`, "--plain-http"];
  const { status, stdout, stderr } = run([...args, "-o", "-"]);
  assert.equal(stderr, "");
  assert.equal(status, 0);
  assert.equal(stdout, Buffer.from(FILTER).toString("utf8"));
});

test("pull --offline takes the local image alone", async (t) => {
  const { run } = await testFolder(t);
  run(["pack", "filter.wasm", "a:v1"]);
  const found = run(["pull", "a:v1", "--offline"]);
  assert.match(found.stdout, /^Found a:v1 /);
  const absent = run(["pull", "a:v2", "--offline"]);
  assert.match(absent.stderr, /^a:v2 is not in .*\.\n$/);
});

test("pull leaves no file where there is no image", async (t) => {
  const host = await startRegistry(t);
  const { folder, run } = await testFolder(t);
  const before = await readdir(folder);
  const args = ["pull", `${host}/a:v1`, "--plain-http", "-o", "out.wasm"];
  const { status, stderr } = run(args);
  assert.equal(status, 1);
  assert.match(stderr, /^Cannot pull .*; there is no such image .*\.\n$/);
  const tls = run(["pull", `${host}/a:v1`]);
  assert.match(tls.stderr, /does not speak TLS: add --plain-http /);
  const ca = run(["pull", `${host}/a:v1`, "--ca-file", "none.pem"]);
  assert.equal(ca.stderr, "Cannot read none.pem: there is no such file.\n");
  assert.deepEqual(await readdir(folder), before);
});

test("pull warns of a module whose file proxies' agents do not look for", async (t) => {
  const { images, run } = await testFolder(t);
  const layer = await archiveLayer("filter.wasm", FILTER);
  await addHandMade(images("a"), [layer], "v1");
  const { status, stderr } = run(["pull", "a:v1", "--offline"]);
  assert.equal(status, 0);
  assert.equal(
    stderr,
    "Warning: Istio, Envoy Gateway and Higress refuse this image: its module is in the file filter.wasm, not in plugin.wasm.\n",
  );
});

test("pull gives no name to an image without a module, and keeps the one of a good one", async (t) => {
  const host = await startRegistry(t);
  const { folder, run } = await testFolder(t);
  const name = `${host}/me/add-header:v1`;
  assert.equal(
    run(["push", name, "-f", "filter.wasm", "--plain-http"]).status,
    0,
  );
  const text = Buffer.from("# hello");
  await addHandMade(sampleStore(t, host), [[text, "text/markdown"]], "v1");
  const failed = run(["pull", name, "--plain-http", "-o", "out.wasm"]);
  assert.equal(failed.status, 1);
  assert.match(failed.stderr, /@sha256:\w+ holds no Wasm module: /);
  const good = run(["pull", name, "--offline", "-o", "out.wasm"]);
  assert.equal(good.status, 0, good.stderr);
  const written = await readFile(join(folder, "out.wasm"));
  assert.deepEqual(written, Buffer.from(FILTER));
});

test("pull writes no module to a terminal", async (t) => {
  const { folder, run } = await testFolder(t);
  run(["pack", "filter.wasm", "a:v1"]);
  const inTerminal = "import pty, sys; sys.exit(pty.spawn(sys.argv[1:]) >> 8)";
  const pull = [process.execPath, PROGRAM, "pull", "a:v1", "--offline"];
  const { status, stdout } = spawnSync(
    "python3",
    ["-c", inTerminal, ...pull, "-o", "-"],
    {
      env: { ...process.env, PROXY_WASM_STORE: join(folder, "store") },
      encoding: "utf8",
    },
  );
  assert.equal(status, 2);
  assert.match(stdout, /^Cannot write a module to the terminal: [^\r]*\.\r\n$/);
});
