import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { PASSWORD, startRegistry, USER } from "../../registry/real-registry.ts";
import { testFolder } from "../images/test-folder.ts";

test("login keeps a password that the registry takes, push uses it, logout forgets it", async (t) => {
  const host = await startRegistry(t, { basic: true });
  const { folder, run } = await testFolder(t);
  const push = () =>
    run(["push", `${host}/me/a:v1`, "-f", "filter.wasm", "--plain-http"]);
  const login = (password: string) =>
    run(
      ["login", host, "-u", USER, "--password-stdin", "--plain-http"],
      password,
    );
  assert.match(push().stderr, /it wants a login: run "proxy-wasm login /);
  const wrong = login("x");
  assert.equal(wrong.status, 1);
  assert.match(
    wrong.stderr,
    /^Cannot log in to .* answers 401 .*; it does not accept the password of tester: /,
  );
  const right = login(`${PASSWORD}\n`);
  assert.equal(right.status, 0, right.stderr);
  assert.equal(right.stdout, `Logged in to ${host}\n`);
  const file = join(folder, "docker/config.json");
  assert.equal(
    right.stderr,
    `The password is in ${file}, not encrypted; "credsStore" there changes that.\n`,
  );
  assert.equal(push().status, 0);
  const logout = () => run(["logout", host]).stdout;
  assert.equal(logout(), `Logged out of ${host}\n`);
  assert.deepEqual(JSON.parse(await readFile(file, "utf8")), { auths: {} });
  assert.equal(logout(), `Not logged in to ${host}\n`);
  assert.equal(push().status, 1);
});

test("login says what it needs where there is no terminal", async (t) => {
  const { run } = await testFolder(t);
  const cases: [string[], number, RegExp][] = [
    [["ghcr.io"], 2, /^Cannot log in: there is no terminal .*\.\n$/],
    [
      ["ghcr.io", "--password-stdin"],
      2,
      /--password-stdin needs --username\.\n$/,
    ],
    [
      ["ghcr.io", "-u", "me", "--password-stdin"],
      1,
      /^Cannot log in: there is no password on standard input\.\n$/,
    ],
    [["ghcr.io/me"], 2, /"ghcr\.io\/me" is not the name of a registry: /],
  ];
  for (const [args, status, stderr] of cases) {
    const result = run(["login", ...args]);
    assert.match(result.stderr, stderr);
    assert.equal(result.status, status);
  }
});

test("login says that the password was not checked where the registry asks nobody", async (t) => {
  const host = await startRegistry(t);
  const { folder, run } = await testFolder(t);
  const args = ["login", host, "-u", USER, "--password-stdin", "--plain-http"];
  const { status, stdout } = run(args, PASSWORD);
  assert.equal(status, 0);
  assert.equal(
    stdout,
    `Kept the password for ${host}, which did not ask for it: it was not checked.\n`,
  );
  const file = join(folder, "docker/config.json");
  assert.match(await readFile(file, "utf8"), new RegExp(host));
});
