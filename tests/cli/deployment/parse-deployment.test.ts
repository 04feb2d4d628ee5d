import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { parseDeployment } from "../../../cli/deployment/parse-deployment.ts";
import { readDescription } from "../../../cli/deployment/read-input.ts";
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

const DIGEST = "0123456789abcdef".repeat(4);

const RIGHT: object[] = [
  { labels: { "app.kubernetes.io/name": "a_B.c-1", app: "" } },
  { proxyVersion: "^(?i)1\\.(?P<minor>[3-9]\\d)(?:-.*)?$" },
  { url: `oci://r.example:5000/a/b:v1@sha256:${DIGEST}`, sha256: DIGEST },
  { clusters: { "outbound|80||auth.example": "https://auth.example" } },
  { environment: { A: "" }, hostEnvironment: ["B"] },
];

for (const input of RIGHT) {
  test(`parseDeployment takes ${JSON.stringify(input)}`, () => {
    const made = parseDeployment({ ...LEAST, ...input }, "x");
    assert.deepEqual({ ...made, ...input }, made);
  });
}

const WRONG: [object, string][] = [
  [{ url: LEAST.url }, "name is missing"],
  [{ ...LEAST, plugin: 1 }, 'a deployment has no "plugin"'],
  [{ ...LEAST, url: "r.example/a" }, "url: must begin with oci://"],
  [{ ...LEAST, name: "Add Header" }, "name: must be lower-case letters"],
  [{ ...LEAST, phase: "AUTH" }, 'phase: expected one of "AUTHN"|"AUTHZ"'],
  [{ ...LEAST, priority: 1.5 }, "priority: expected int"],
  [{ ...LEAST, ports: [0] }, "ports.0: Too small"],
  [{ ...LEAST, sha256: "ABC" }, "sha256: must be 64 hexadecimal digits"],
  [
    {
      ...LEAST,
      sha256: "a".repeat(64),
      url: `oci://r.example/a@sha256:${DIGEST}`,
    },
    "sha256: is not the digest in the url",
  ],
  [{ ...LEAST, url: "oci://r.example/A:v1" }, 'url: "oci://r.example/A:v1" is'],
  [{ ...LEAST, url: "oci://r.example/a:v 1" }, "url: must have no space in it"],
  [{ ...LEAST, name: "a..b" }, "name: must be lower-case letters"],
  [{ ...LEAST, namespace: "a.b" }, "namespace: must be lower-case letters"],
  [{ ...LEAST, labels: {} }, "labels: must name a label"],
  [{ ...LEAST, labels: { "a b": "c" } }, 'labels.a b: the name "a b" must be'],
  [{ ...LEAST, labels: { "a/b/c": "d" } }, 'labels.a/b/c: the name "a/b/c"'],
  [{ ...LEAST, labels: { a: "*" } }, "labels.a: must be empty, or up to 63"],
  [{ ...LEAST, labels: { a: "b".repeat(64) } }, "labels.a: must be empty, or"],
  [{ ...LEAST, proxyVersion: "^1\\.(?=3)" }, "proxyVersion: looks ahead or"],
  [
    { ...LEAST, proxyVersion: "(" },
    "proxyVersion: is not a regular expression",
  ],
  [{ ...LEAST, proxyVersion: "(a)\\1" }, "proxyVersion: has \\1, which istiod"],
  [
    { ...LEAST, proxyVersion: "a{1001}" },
    "proxyVersion: repeats more than 1000",
  ],
  [{ ...LEAST, proxyVersion: "a".repeat(1025) }, "proxyVersion: has more than"],
  [
    { ...LEAST, environment: { A: "1" }, hostEnvironment: ["B", "A"] },
    "hostEnvironment.1: A is there already",
  ],
  [{ ...LEAST, hostEnvironment: ["A", "A"] }, "hostEnvironment.1: A is there"],
  [
    { ...LEAST, environment: { "A=B": "" } },
    "environment.A=B: must be the name",
  ],
  [{ ...LEAST, rootId: "a".repeat(257) }, "rootId: must have at most 256"],
  [
    { ...LEAST, targetRefs: [{ kind: "Gateway" }] },
    "targetRefs.0.name is miss",
  ],
  [
    { ...LEAST, targetRefs: [{ kind: "Gateway", name: "a", x: 1 }] },
    'targetRefs.0 has no "x"',
  ],
  [
    { ...LEAST, clusters: { auth: "auth" } },
    "clusters.auth: It must have a port",
  ],
  [{ ...LEAST, clusters: { auth: "ftp://a" } }, "clusters.auth: Unknown sch"],
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

test("readDescription names a file that holds no deployment", async (t) => {
  const folder = await tempFolder(t);
  const file = join(folder, "deployment.yaml");
  await assert.rejects(readDescription(file), {
    message: `Cannot read the deployment ${file}: there is no such file.`,
  });
  await assert.rejects(readDescription(folder), {
    message: `Cannot read the deployment ${folder}: it is a folder.`,
  });
  for (const text of ["", "- a", "text"]) {
    await writeFile(file, text);
    await assert.rejects(readDescription(file), {
      message: `Cannot use ${file}: it must hold the keys of a deployment.`,
    });
  }
  await writeFile(file, "a: [");
  await assert.rejects(readDescription(file), { message: /it is not YAML: / });
});
