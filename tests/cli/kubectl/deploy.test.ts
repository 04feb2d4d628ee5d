import assert from "node:assert/strict";
import { chmod, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { tempFolder } from "../../temp-folder.ts";
import { runCli } from "../run-cli.ts";

const FLAGS = ["--name", "a", "--url", "oci://registry.example/a:v1"];

/** A kubectl that notes what it was given and says what it is told to. */
async function fakeKubectl(
  t: TestContext,
  says: { status?: number; stdout?: string; stderr?: string },
) {
  const folder = await tempFolder(t);
  const program = join(folder, "kubectl");
  const script = `#!${process.execPath}
const { readFileSync, writeFileSync } = require("node:fs");
const given = { args: process.argv.slice(2), input: readFileSync(0, "utf8") };
writeFileSync(${JSON.stringify(join(folder, "given"))}, JSON.stringify(given));
const says = ${JSON.stringify(says)};
process.stdout.write(says.stdout ?? "");
process.stderr.write(says.stderr ?? "");
process.exitCode = says.status ?? 0;
`;
  await writeFile(program, script);
  await chmod(program, 0o755);
  return {
    run: (...args: string[]) =>
      runCli([...args, ...FLAGS], { env: { KUBECTL: program } }),
    given: async () =>
      JSON.parse(await readFile(join(folder, "given"), "utf8")) as {
        args: string[];
        input: string;
      },
  };
}

test("proxy-wasm deploy applies on the server's side what manifest prints", async (t) => {
  const kubectl = await fakeKubectl(t, { stdout: "applied\n" });
  const { status, stdout } = kubectl.run("deploy", "wasmplugin");
  assert.deepEqual([status, stdout], [0, "applied\n"]);
  const { args, input } = await kubectl.given();
  assert.deepEqual(args, [
    "apply",
    "--server-side",
    "--field-manager=proxy-wasm",
    "--filename=-",
  ]);
  assert.equal(input, runCli(["manifest", "wasmplugin", ...FLAGS]).stdout);
});

test("proxy-wasm deploy passes on a dry run, a context and conflicts", async (t) => {
  const kubectl = await fakeKubectl(t, {});
  const flags = ["--dry-run", "--force-conflicts", "--kube-context", "dev"];
  kubectl.run("deploy", "wasmplugin", ...flags);
  const { args } = await kubectl.given();
  assert.equal(args[0], "--context=dev");
  assert.ok(args.includes("--dry-run=server"));
  assert.ok(args.includes("--force-conflicts"));
});

test("proxy-wasm deploy --diff takes differences for no error", async (t) => {
  const kubectl = await fakeKubectl(t, { status: 1, stdout: "+ phase\n" });
  const { status, stdout } = kubectl.run("deploy", "wasmplugin", "--diff");
  assert.deepEqual([status, stdout], [0, "+ phase\n"]);
  assert.equal((await kubectl.given()).args[0], "diff");
});

test("proxy-wasm undeploy deletes what may be gone already", async (t) => {
  const kubectl = await fakeKubectl(t, { stdout: "deleted\n" });
  const { status, stdout } = kubectl.run("undeploy", "wasmplugin");
  assert.deepEqual([status, stdout], [0, "deleted\n"]);
  const { args } = await kubectl.given();
  assert.deepEqual(args.slice(0, 2), ["delete", "--ignore-not-found"]);
});

test("proxy-wasm deploy says what kubectl says when the server refuses", async (t) => {
  const stderr = 'Error from server: phase: Unsupported value: "X"\n';
  const kubectl = await fakeKubectl(t, { status: 1, stderr });
  for (const verb of ["deploy", "undeploy"]) {
    const result = kubectl.run(verb, "wasmplugin");
    assert.equal(result.status, 1);
    assert.equal(
      result.stderr,
      `Cannot ${verb}: kubectl says: ${stderr.trim()}\n`,
    );
  }
});

test("proxy-wasm deploy says in a sentence that there is no cluster, or no kubectl", async (t) => {
  const line = "The connection to the server localhost:8080 was refused";
  const kubectl = await fakeKubectl(t, { status: 1, stderr: `E1\n${line}\n` });
  const refused = kubectl.run("deploy", "wasmplugin");
  assert.equal(refused.status, 1);
  assert.match(refused.stderr, /^Cannot reach a Kubernetes cluster: .*\.\n$/);
  const env = { KUBECTL: "/no/such/kubectl" };
  const none = runCli(["deploy", "wasmplugin", ...FLAGS], { env });
  assert.equal(none.status, 1);
  assert.match(none.stderr, /^Cannot find \/no\/such\/kubectl: install/);
});
