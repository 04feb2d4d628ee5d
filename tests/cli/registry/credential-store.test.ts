import assert from "node:assert/strict";
import {
  chmod,
  mkdir,
  readFile,
  stat,
  symlink,
  writeFile,
} from "node:fs/promises";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import {
  eraseCredentials,
  findCredentials,
  storeCredentials,
} from "../../../cli/registry/credential-store.ts";
import { tempFolder } from "../../temp-folder.ts";

const base64 = (text: string) => Buffer.from(text).toString("base64");

const ME = { username: "me", password: "a:b" };

/** Keeps each secret in a file beside it, as the real ones keep them. */
const HELPER = `#!/bin/sh
file="$(dirname "$0")/secrets"
case "$1" in
  get)
    read -r server
    if [ -f "$file" ]; then cat "$file"; else
      echo "credentials not found in native keychain"; exit 1
    fi ;;
  store) cat > "$file" ;;
  erase) rm -f "$file" ;;
esac
`;

/** A config.json in a folder of its own, and helpers on PATH. */
async function setUp(t: TestContext, config?: object) {
  const folder = await tempFolder(t);
  const path = join(folder, "docker/config.json");
  if (config) {
    await mkdir(join(folder, "docker"));
    await writeFile(path, JSON.stringify(config));
  }
  const DOCKER_CONFIG = join(folder, "docker");
  const env = { DOCKER_CONFIG, PATH: `${folder}:/usr/bin:/bin` };
  const helper = async (name: string, text = HELPER) => {
    const program = join(folder, `docker-credential-${name}`);
    await writeFile(program, text);
    await chmod(program, 0o755);
    return join(folder, "secrets");
  };
  const read = async (): Promise<unknown> =>
    JSON.parse(await readFile(path, "utf8"));
  return { path, env, helper, read };
}

test("findCredentials reads each form of an entry", async (t) => {
  const forms: [object, object | undefined][] = [
    [{ auth: base64("me:a:b") }, ME],
    [{ username: "me", password: "a:b" }, ME],
    [{ auth: base64("x:"), identitytoken: "it" }, { identityToken: "it" }],
    [{ registrytoken: "rt" }, { registryToken: "rt" }],
    [{}, undefined],
  ];
  for (const [entry, expected] of forms) {
    const { env } = await setUp(t, { auths: { "ghcr.io": entry } });
    assert.deepEqual(await findCredentials("ghcr.io", env), expected);
  }
});

test("findCredentials knows a registry by the names that tools write", async (t) => {
  const auth = base64("me:a:b");
  const names = {
    "localhost:5000": ["localhost:5000", "http://localhost:5000/v2/"],
    "docker.io": ["https://index.docker.io/v1/", "docker.io"],
    "ghcr.io": ["https://ghcr.io", "ghcr.io"],
  };
  for (const [registry, keys] of Object.entries(names)) {
    for (const key of keys) {
      const { env } = await setUp(t, { auths: { [key]: { auth } } });
      assert.deepEqual(await findCredentials(registry, env), ME, key);
      assert.equal(await findCredentials("other.io", env), undefined);
    }
  }
});

test("findCredentials has none without a file", async (t) => {
  const { env } = await setUp(t);
  assert.equal(await findCredentials("ghcr.io", env), undefined);
});

test("findCredentials asks the registry's helper before that of all, and then the file", async (t) => {
  const auths = { "other.io": { auth: base64("file:x") } };
  const config = {
    auths,
    credsStore: "all",
    credHelpers: { "ghcr.io": "one" },
  };
  const { env, helper } = await setUp(t, config);
  const answers = (name: string, secret: string) => {
    const answer = JSON.stringify({ Username: name, Secret: secret });
    return `#!/bin/sh\necho '${answer}'\n`;
  };
  await helper("one", answers("me", "a:b"));
  await helper("all", answers("<token>", "it"));
  assert.deepEqual(await findCredentials("ghcr.io", env), ME);
  assert.deepEqual(await findCredentials("other.io", env), {
    identityToken: "it",
  });
  await helper("all");
  const found = await findCredentials("other.io", env);
  assert.equal(found?.username, "file");
});

test("findCredentials says which helper fails, and how", async (t) => {
  const { env, helper } = await setUp(t, { credsStore: "all" });
  const sentence = (why: string) =>
    `docker-credential-all, which Docker's config.json names, ${why}: ` +
    `fix it, or take it out of that file.`;
  const fails = (why: string) =>
    assert.rejects(findCredentials("ghcr.io", env), {
      code: "BAD_CREDENTIALS",
      message: sentence(why),
    });
  await fails("is not on PATH");
  await helper("all", "#!/bin/sh\necho locked\nexit 1\n");
  await fails('has no answer ("locked")');
  await helper("all", "#!/bin/sh\necho hello\n");
  await fails("does not answer in JSON");
  await helper("all", "#!/bin/sh\necho '{}'\n");
  await fails("answers without a name and a secret");
});

test("findCredentials runs no helper whose name leads elsewhere", async (t) => {
  const { env } = await setUp(t, { credsStore: "../x" });
  await assert.rejects(findCredentials("ghcr.io", env), {
    message: /^docker-credential-\.\.\/x, .* is not a valid name: /,
  });
});

test("findCredentials says what is wrong with the file", async (t) => {
  const { env, path } = await setUp(t, { auths: { "ghcr.io": { auth: "?" } } });
  await assert.rejects(findCredentials("ghcr.io", env), {
    code: "BAD_CREDENTIALS",
    message:
      `${path} has an entry for ghcr.io that is not a name and password in ` +
      `base64: log in again.`,
  });
  await writeFile(path, "{");
  await assert.rejects(findCredentials("ghcr.io", env), {
    message: new RegExp(`^${path} cannot be read \\(.*\\): fix it, or set `),
  });
  await writeFile(path, "[]");
  await assert.rejects(storeCredentials("ghcr.io", ME, env), {
    message: new RegExp(
      `^${path} cannot be read \\(it is not a JSON object\\)`,
    ),
  });
  assert.equal(await readFile(path, "utf8"), "[]");
});

test("storeCredentials and eraseCredentials leave all else as it was", async (t) => {
  const config = {
    auths: { "other.io": { auth: "b3RoZXI6eA==" } },
    HttpHeaders: { "X-Mine": "1" },
    credHelpers: { "third.io": "x" },
  };
  const { env, path, read } = await setUp(t, config);
  assert.deepEqual(await storeCredentials("ghcr.io", ME, env), { path });
  assert.deepEqual(await findCredentials("ghcr.io", env), ME);
  assert.deepEqual(await read(), {
    ...config,
    auths: { ...config.auths, "ghcr.io": { auth: base64("me:a:b") } },
  });
  assert.equal((await stat(path)).mode & 0o777, 0o600);
  assert.equal(await eraseCredentials("ghcr.io", env), true);
  assert.deepEqual(await read(), config);
  assert.equal(await eraseCredentials("ghcr.io", env), false);
});

test("storeCredentials makes the file, and knows Docker Hub as Docker does", async (t) => {
  const { env, read } = await setUp(t);
  await storeCredentials("docker.io", ME, env);
  const auth = base64("me:a:b");
  const auths = { "https://index.docker.io/v1/": { auth } };
  assert.deepEqual(await read(), { auths });
});

test("storeCredentials keeps a link, and all who store at a time", async (t) => {
  const { env, path } = await setUp(t, {});
  const target = `${path}.target`;
  await writeFile(target, "{}");
  const linked = `${path.replace("config.json", "linked")}`;
  await mkdir(linked);
  await symlink(target, join(linked, "config.json"));
  const linkedEnv = { ...env, DOCKER_CONFIG: linked };
  const hosts = ["a.io", "b.io", "c.io", "d.io"];
  await Promise.all(hosts.map((host) => storeCredentials(host, ME, linkedEnv)));
  const { auths } = JSON.parse(await readFile(target, "utf8")) as {
    auths: object;
  };
  assert.deepEqual(Object.keys(auths).sort(), hosts);
});

test("storeCredentials gives the password to a helper, and not to the file", async (t) => {
  const { env, helper, read } = await setUp(t, { credsStore: "all" });
  const secrets = await helper("all");
  const stored = await storeCredentials("ghcr.io", ME, env);
  assert.equal(stored.helper, "all");
  assert.deepEqual(JSON.parse(await readFile(secrets, "utf8")), {
    ServerURL: "ghcr.io",
    Username: "me",
    Secret: "a:b",
  });
  assert.deepEqual(await read(), {
    credsStore: "all",
    auths: { "ghcr.io": {} },
  });
  assert.deepEqual(await findCredentials("ghcr.io", env), ME);
  assert.equal(await eraseCredentials("ghcr.io", env), true);
  assert.deepEqual(await read(), { credsStore: "all", auths: {} });
  assert.equal(await findCredentials("ghcr.io", env), undefined);
});
