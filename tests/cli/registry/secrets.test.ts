import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { test, type TestContext } from "node:test";
import { openSession } from "../../../cli/registry/session.ts";
import type { Credentials } from "../../../cli/registry/credentials.ts";
import { readTags } from "../../../cli/registry/tag-list.ts";
import { readPart } from "../../../cli/oci/image-store.ts";
import { sampleStore } from "../../registry/sample-store.ts";
import {
  startScript,
  type Answer,
  type ScriptedRegistry,
  type Seen,
} from "../../registry/scripted-registry.ts";
import { makeCertificate } from "../../registry/test-certificate.ts";
import { tempFolder } from "../../temp-folder.ts";
import { sampleImage } from "../oci/sample-image.ts";

const image = await sampleImage();
const { bytes, descriptor } = image.parts[0];

const USER = { username: "me", password: "hunter2" };
const SECRETS = [
  "hunter2",
  Buffer.from("me:hunter2").toString("base64"),
  "identity-secret",
  "token-secret",
];

/** The paths of the requests that had a secret in their headers or bodies. */
function sawSecrets({ seen }: ScriptedRegistry): string[] {
  return seen
    .filter((request) =>
      SECRETS.some((secret) => JSON.stringify(request).includes(secret)),
    )
    .map(({ url }) => url.replace(/\?.*/, ""));
}

/** A host that a registry points to, which asks for a login wherever it can. */
async function thief(
  t: TestContext,
  scheme: "Basic" | "Bearer",
): Promise<ScriptedRegistry> {
  const script = await startScript(t, ({ url }): Answer => {
    if (url.startsWith("/token")) return { body: '{"token":"stolen"}' };
    const realm = ` realm="http://${script.host}/token"`;
    return { status: 401, headers: { "www-authenticate": scheme + realm } };
  });
  return script;
}

/** A registry that wants a token, and answers those who have it. */
async function tokenRegistry(
  t: TestContext,
  answer: (request: Seen) => Answer,
): Promise<ScriptedRegistry> {
  const script = await startScript(t, (request): Answer => {
    if (request.url.startsWith("/token")) {
      return { body: '{"token":"token-secret"}' };
    }
    if (request.headers.authorization === "Bearer token-secret") {
      return answer(request);
    }
    const realm = `Bearer realm="http://${script.host}/token"`;
    return { status: 401, headers: { "www-authenticate": realm } };
  });
  return script;
}

const BY_SCHEME = ["Basic", "Bearer"] as const;
const USERS: Record<string, Credentials> = {
  "a password": USER,
  "an identity token": { identityToken: "identity-secret" },
  "a registry token": { registryToken: "token-secret" },
};

for (const scheme of BY_SCHEME) {
  for (const [what, user] of Object.entries(USERS)) {
    test(`a ${scheme} challenge behind a redirect to another host gets no answer with ${what}`, async (t) => {
      const other = await thief(t, scheme);
      const own = await startScript(t, () => ({
        status: 307,
        headers: { location: `http://${other.host}/v2/` },
      }));
      await assert.rejects(sampleStore(t, own.host, { user }).manifest("v1"), {
        code: "BAD_ANSWER",
        message: `${own.host} points to http://${other.host}, which wants a login: no password for ${own.host} is sent there.`,
      });
      assert.deepEqual(sawSecrets(other), []);
      assert.deepEqual(sawSecrets(own), []);
      assert.equal(other.seen.length, 1);
    });
  }

  test(`a ${scheme} challenge of another host for a page of tags gets no answer`, async (t) => {
    const other = await thief(t, scheme);
    const own = await tokenRegistry(t, () => ({
      headers: { link: `<http://${other.host}/v2/tags>; rel="next"` },
      body: '{"tags":["a"]}',
    }));
    const session = openSession({
      registry: own.host,
      plainHttp: true,
      env: {},
      credentials: () => Promise.resolve(USER),
    });
    t.after(() => session.close());
    const repository = { registry: own.host, repository: "me/add-header" };
    await assert.rejects(readTags(session, repository, { delayMs: 1 }), {
      code: "BAD_ANSWER",
    });
    assert.equal(other.seen.length, 1);
    assert.deepEqual(sawSecrets(other), []);
  });

  test(`a ${scheme} challenge of another host for an upload gets no answer`, async (t) => {
    const other = await thief(t, scheme);
    const own = await tokenRegistry(t, ({ method }) =>
      method === "HEAD"
        ? { status: 404 }
        : { status: 202, headers: { location: `http://${other.host}/up` } },
    );
    for (const chunkSize of [bytes.length, 7]) {
      const store = sampleStore(t, own.host, { user: USER, chunkSize });
      const pushed = store.addBlob(descriptor, (sink) => sink(bytes));
      await assert.rejects(pushed, { code: "BAD_ANSWER" });
    }
    assert.deepEqual(sawSecrets(other), []);
    assert.equal(other.seen.length, 2);
  });
}

test("a token goes to the registry alone, not to where a blob is", async (t) => {
  const other = await startScript(t, () => ({ body: bytes }));
  const own = await tokenRegistry(t, () => ({
    status: 307,
    headers: { location: `http://${other.host}/blob` },
  }));
  const store = sampleStore(t, own.host, { user: USER });
  assert.deepEqual(await readPart(store, descriptor), Buffer.from(bytes));
  assert.deepEqual(sawSecrets(other), []);
  assert.equal(other.seen.length, 1);
});

test("a token does not come back with a redirect that leads home from elsewhere", async (t) => {
  let home = "";
  const other = await startScript(t, () => ({
    status: 307,
    headers: { location: `http://${home}/back` },
  }));
  const own = await tokenRegistry(t, ({ url }) =>
    url === "/back"
      ? { body: bytes }
      : { status: 307, headers: { location: `http://${other.host}/` } },
  );
  home = own.host;
  const store = sampleStore(t, own.host, { user: USER });
  await assert.rejects(readPart(store, descriptor), { code: "UNAUTHORIZED" });
  assert.ok(!sawSecrets(own).includes("/back"));
});

test("a realm on another host that the registry itself names gets the password", async (t) => {
  const auth = await startScript(t, () => ({
    body: '{"token":"token-secret"}',
  }));
  const own = await startScript(t, ({ headers }) =>
    headers.authorization === "Bearer token-secret"
      ? { body: image.manifest.bytes }
      : {
          status: 401,
          headers: {
            "www-authenticate": `Bearer realm="http://${auth.host}/token"`,
          },
        },
  );
  await sampleStore(t, own.host, { user: USER }).manifest("v1");
  assert.deepEqual(sawSecrets(auth), ["/token"]);
});

for (const status of [301, 302, 303, 307, 308]) {
  test(`a realm that redirects to another host by ${status} gets nothing sent there`, async (t) => {
    const other = await thief(t, "Basic");
    const auth = await startScript(t, () => ({
      status,
      headers: { location: `http://${other.host}/token` },
    }));
    const realm = `Bearer realm="http://${auth.host}/token"`;
    const own = await startScript(t, () => ({
      status: 401,
      headers: { "www-authenticate": realm },
    }));
    for (const user of [USER, USERS["an identity token"]]) {
      await assert.rejects(sampleStore(t, own.host, { user }).manifest("v1"), {
        code: "BAD_ANSWER",
        message: `${auth.host} redirects a login to http://${other.host}; it is not followed.`,
      });
    }
    assert.equal(other.seen.length, 0);
  });
}

const REALMS: [string, RegExp][] = [
  ["http://me:pw@127.0.0.1:1/", /wants a token without naming who gives it\.$/],
  ["ftp://127.0.0.1/token", /wants a token without naming who gives it\.$/],
  ["file:///etc/passwd", /wants a token without naming who gives it\.$/],
  ["/token", /wants a token without naming who gives it\.$/],
];

for (const [realm, message] of REALMS) {
  test(`a realm ${realm} is none`, async (t) => {
    const own = await startScript(t, () => ({
      status: 401,
      headers: { "www-authenticate": `Bearer realm="${realm}"` },
    }));
    const store = sampleStore(t, own.host, { user: USER });
    await assert.rejects(store.manifest("v1"), { code: "BAD_ANSWER", message });
    assert.deepEqual(sawSecrets(own), []);
  });
}

const PLACES: [string, string][] = [
  ["http://[", `to "http://[", which is not a URL`],
  ["ftp://127.0.0.1/", "to ftp://127.0.0.1/, which is not HTTP"],
  ["http://me:pw@127.0.0.1/", "to a URL with a user's name"],
];

for (const [location, why] of PLACES) {
  test(`a redirect to ${location} is not followed, nor an upload sent there`, async (t) => {
    const redirecting = await startScript(t, () => ({
      status: 307,
      headers: { location },
    }));
    const { host } = redirecting;
    await assert.rejects(sampleStore(t, host).manifest("v1"), {
      code: "BAD_ANSWER",
      message: `${host} points ${why}; it is not followed.`,
    });
    const uploading = await startScript(t, ({ method }) =>
      method === "HEAD"
        ? { status: 404 }
        : { status: 202, headers: { location } },
    );
    const store = sampleStore(t, uploading.host);
    const pushed = store.addBlob(descriptor, (sink) => sink(bytes));
    await assert.rejects(pushed, {
      code: "BAD_ANSWER",
      message: `${uploading.host} points ${why}; it is not followed.`,
    });
  });
}

test("a registry with TLS that names places without gets nothing sent there", async (t) => {
  const plain = await startScript(t, () => ({ status: 201 }));
  const tls = await makeCertificate(await tempFolder(t));
  const other = `http://${plain.host}/`.replace("127.0.0.1", "localhost");
  const options = { cert: tls.certificate, key: tls.key };
  const server = createServer(options, ({ method }, response) => {
    const realm = `Bearer realm="${other}"`;
    if (method === "HEAD") response.writeHead(404).end();
    else if (method === "POST") {
      response.writeHead(202, { location: other }).end();
    } else response.writeHead(401, { "www-authenticate": realm }).end();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const store = sampleStore(t, host, { ca: tls.certificate, user: USER });
  await assert.rejects(store.manifest("v1"), { message: /which has no TLS/ });
  await assert.rejects(
    store.addBlob(descriptor, (sink) => sink(bytes)),
    { message: /which has no TLS; it is not followed\.$/ },
  );
  assert.equal(plain.seen.length, 0);
});
