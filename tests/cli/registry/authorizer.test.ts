import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import {
  sampleStore,
  type SampleOptions,
} from "../../registry/sample-store.ts";
import { startScript, type Answer } from "../../registry/scripted-registry.ts";
import { sampleImage } from "../oci/sample-image.ts";

const { bytes } = (await sampleImage()).manifest;

const USER = { username: "me", password: "secret" };
const BASIC = `Basic ${Buffer.from("me:secret").toString("base64")}`;

/** A registry that wants a token, which it hands out at /token. */
async function tokenRegistry(
  t: TestContext,
  challenge: (host: string) => string,
  token: Answer = { body: '{"token": "t1"}' },
) {
  const script = await startScript(t, ({ url, headers }) => {
    if (url.startsWith("/token")) return token;
    if (headers.authorization === "Bearer t1") return { body: bytes };
    const header = challenge(script.host);
    return { status: 401, headers: { "www-authenticate": header } };
  });
  const store = (options: SampleOptions = {}) =>
    sampleStore(t, script.host, { access: "pull", ...options });
  return { ...script, store };
}

const bearer = (more: string) => (host: string) =>
  `Bearer realm="http://${host}/token"${more}`;

test("a token is asked for with the name and password, and used again", async (t) => {
  const more = ',service="registry",scope="repository:me/add-header:pull"';
  const { store, seen } = await tokenRegistry(t, bearer(more));
  const sample = store({ user: USER });
  await sample.manifest("v1");
  await sample.manifest("v1");
  const asked = seen.filter(({ url }) => url.startsWith("/token"));
  assert.equal(asked.length, 1);
  assert.equal(asked[0].headers.authorization, BASIC);
  const query = new URLSearchParams(asked[0].url.replace("/token?", ""));
  assert.deepEqual(
    [...query],
    [
      ["service", "registry"],
      ["scope", "repository:me/add-header:pull"],
      ["account", "me"],
    ],
  );
});

test("a token is asked for with a scope where the challenge names none", async (t) => {
  const { store, seen } = await tokenRegistry(t, bearer(""));
  await store({ access: "push" }).manifest("v1");
  const query = new URLSearchParams(seen[1].url.replace("/token?", ""));
  assert.deepEqual(query.getAll("scope"), [
    "repository:me/add-header:pull,push",
  ]);
  assert.equal(seen[1].headers.authorization, undefined);
});

test("a token is asked for with a challenge's scope where it is for another name", async (t) => {
  const { store, seen } = await tokenRegistry(
    t,
    bearer(',scope="repository:cache/me/add-header:pull"'),
  );
  await store().manifest("v1");
  const query = new URLSearchParams(seen[1].url.replace("/token?", ""));
  assert.deepEqual(query.getAll("scope"), [
    "repository:me/add-header:pull",
    "repository:cache/me/add-header:pull",
  ]);
});

test("an identity token is traded in the form of OAuth2", async (t) => {
  const answer = { body: '{"access_token": "t1"}' };
  const challenge = bearer(',service="registry"');
  const { store, seen } = await tokenRegistry(t, challenge, answer);
  await store({ user: { identityToken: "it" } }).manifest("v1");
  const { method, body } = seen[1];
  assert.equal(method, "POST");
  assert.deepEqual(Object.fromEntries(new URLSearchParams(body)), {
    service: "registry",
    grant_type: "refresh_token",
    client_id: "proxy-wasm-as",
    refresh_token: "it",
    scope: "repository:me/add-header:pull",
  });
});

test("a registry token is sent as it is", async (t) => {
  const { store, seen } = await tokenRegistry(t, bearer(""));
  await store({ user: { registryToken: "t1" } }).manifest("v1");
  assert.equal(seen.length, 2);
});

test("a token that has run out is asked for again, once", async (t) => {
  let valid = "t1";
  let count = 0;
  const script = await startScript(t, ({ url, headers }) => {
    if (url.startsWith("/token")) {
      count++;
      return { body: JSON.stringify({ token: valid }) };
    }
    if (headers.authorization === `Bearer ${valid}`) return { body: bytes };
    const header = bearer("")(script.host);
    return { status: 401, headers: { "www-authenticate": header } };
  });
  const store = sampleStore(t, script.host);
  await store.manifest("v1");
  valid = "t2";
  await store.manifest("v1");
  assert.equal(count, 2);
});

test("a refused token says who was refused, and asks no more", async (t) => {
  const denied = {
    status: 401,
    body: '{"details": "incorrect username or password"}',
  };
  const registry = await tokenRegistry(t, bearer(""), denied);
  const { store, host, seen } = registry;
  await assert.rejects(store({ user: USER }).manifest("v1"), {
    code: "UNAUTHORIZED",
    message:
      `Cannot pull ${host}/me/add-header:v1: ${host} answers 401 "incorrect ` +
      `username or password"; it does not accept the password of me: ` +
      `run "proxy-wasm login ${host}" again.`,
  });
  assert.equal(seen.length, 2);
});

test("a challenge that leads nowhere is an error of the registry", async (t) => {
  const nowhere = await tokenRegistry(t, () => "Bearer service=x");
  await assert.rejects(nowhere.store().manifest("v1"), {
    code: "BAD_ANSWER",
    message: `${nowhere.host} wants a token without naming who gives it.`,
  });
  const empty = await tokenRegistry(t, bearer(""), { body: "null" });
  await assert.rejects(empty.store().manifest("v1"), {
    code: "BAD_ANSWER",
    message: `${empty.host} answers a request for a token without one.`,
  });
  const odd = await tokenRegistry(t, () => "Negotiate");
  await assert.rejects(odd.store({ user: USER }).manifest("v1"), {
    code: "UNAUTHORIZED",
  });
});
