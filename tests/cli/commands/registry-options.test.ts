import assert from "node:assert/strict";
import { copyFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { startRegistry } from "../../registry/real-registry.ts";
import { makeCertificate } from "../../registry/test-certificate.ts";
import { tempFolder } from "../../temp-folder.ts";
import { testFolder } from "../images/test-folder.ts";

test("--client-cert shows a certificate to the registry, --insecure trusts its own", async (t) => {
  const tls = await makeCertificate(await tempFolder(t));
  const client = await makeCertificate(await tempFolder(t));
  const host = await startRegistry(t, { tls, client });
  const { folder, run } = await testFolder(t);
  const both = join(folder, "client.pem");
  await writeFile(both, client.certificate + client.key);
  const name = `${host}/me/a:v1`;
  const push = (...options: string[]) =>
    run(["push", name, "-f", "filter.wasm", ...options]);
  const two = ["--client-cert", client.certificatePath];
  const trusted = push(
    "--ca-file",
    tls.certificatePath,
    ...two,
    "--client-key",
    client.keyPath,
  );
  assert.equal(trusted.status, 0, trusted.stderr);
  const insecure = push("--insecure", "--client-cert", both);
  assert.equal(insecure.status, 0, insecure.stderr);
  assert.equal(
    insecure.stderr,
    `Warning: no certificate of ${host} is checked.\n`,
  );
  const none = push("--ca-file", tls.certificatePath);
  assert.equal(none.status, 1);
  assert.match(none.stderr, /wants a client certificate that it trusts/);
});

test("files that hold no certificates are named before anything is asked", async (t) => {
  const { folder, run } = await testFolder(t);
  const one = await makeCertificate(await tempFolder(t));
  const other = await makeCertificate(await tempFolder(t));
  for (const [name, file] of [
    ["one.pem", one.certificatePath],
    ["other.key", other.keyPath],
  ]) {
    await copyFile(file, join(folder, name));
  }
  const cases: [string[], number, RegExp][] = [
    [
      ["--ca-file", "text.txt"],
      1,
      /^Cannot use text\.txt: it has no certificate in PEM\.\n$/,
    ],
    [
      ["--client-cert", "one.pem", "--client-key", "other.key"],
      1,
      /^Cannot use the certificate in one\.pem with the key in other\.key \(.*\): .*\.\n$/,
    ],
    [
      ["--client-cert", "one.pem"],
      1,
      /^Cannot use the certificate in one\.pem with the key in one\.pem /,
    ],
    [
      ["--client-key", "other.key"],
      2,
      /^Cannot use --client-key without --client-cert\.\n$/,
    ],
  ];
  for (const [options, status, stderr] of cases) {
    const result = run(["tags", "localhost:1/me/a", ...options]);
    assert.match(result.stderr, stderr);
    assert.equal(result.status, status);
  }
});
