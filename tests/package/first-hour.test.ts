import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { once } from "node:events";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { createServer, type AddressInfo } from "node:net";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { promisify } from "node:util";
import { ROOT } from "../../scripts/project/project-files.ts";
import { SERVING, startInTerminal } from "../cli/start-cli.ts";
import { tempFolder } from "../temp-folder.ts";
import { packPackage } from "./pack-package.ts";

const exec = promisify(execFile);

/** The port that the page names. */
const PORT = "10000";

/** The commands that run until Ctrl-C. */
const SERVING_SCRIPTS = ["npm start", "npm run envoy"];

/** What shows that a command did what the page says. */
const SHOWS: Record<string, RegExp> = {
  "npx proxy-wasm-as init": /Created my-filter in my-filter/,
  "npm test": /✔ as-pect/,
  "npm test -- --coverage": /index\.ts +\| +100/,
  "curl -i": /^hello: world\r$/m,
  "npx proxy-wasm inspect": /ABI 0\.2\.1/,
  "npx proxy-wasm manifest": /root_id: add_header/,
};

test("docs/first-hour.md works as it is written", async (t) => {
  const page = await readFile(join(ROOT, "docs/first-hour.md"), "utf8");
  const commands = [...page.matchAll(/^```sh\n(.*?)^```$/gms)].flatMap(
    ([, block = ""]) => block.trimEnd().split("\n"),
  );
  const asked = commands.filter((each) => each.startsWith("curl"));
  assert.equal(asked.length, 1);
  const port = await freePort();
  const shown = new Set<string>();
  let folder = await folderWithPackage(t);
  for (const command of commands) {
    if (command.startsWith("curl")) continue;
    const [, into] = /^cd (.*)$/.exec(command) ?? [];
    if (into !== undefined) {
      folder = join(folder, into);
      await usePackage(folder);
    } else if (SERVING_SCRIPTS.includes(command)) {
      const words = [...command.split(" "), "--", "--port", port];
      const served = startInTerminal(t, folder, [], words);
      await served.line(SERVING);
      for (const each of asked) await run(each.replace(PORT, port), folder);
      await served.stop();
    } else await run(command, folder);
  }
  assert.deepEqual([...shown].sort(), Object.keys(SHOWS).sort());

  async function run(command: string, cwd: string): Promise<void> {
    const env = { ...process.env, NODE_TEST_CONTEXT: undefined, NO_COLOR: "1" };
    const { stdout } = await exec("sh", ["-c", command], { cwd, env });
    for (const [start, pattern] of Object.entries(SHOWS)) {
      if (!command.startsWith(start)) continue;
      assert.match(stdout, pattern, command);
      shown.add(start);
    }
  }
});

/** A folder in which npx finds the packed package as if it were published. */
async function folderWithPackage(t: TestContext): Promise<string> {
  const folder = await tempFolder(t);
  const file = await packPackage(folder);
  await writeFile(join(folder, "package.json"), '{ "private": true }');
  const flags = ["--prefer-offline", "--no-audit", "--no-fund"];
  await exec("npm", ["install", ...flags, file], { cwd: folder });
  await mkdir(join(folder, "work"));
  return join(folder, "work");
}

/** Makes the new project use the packed package, which is not published. */
async function usePackage(project: string): Promise<void> {
  const path = join(project, "package.json");
  const text = await readFile(path, "utf8");
  const json = JSON.parse(text) as { devDependencies: Record<string, string> };
  const installed = join(project, "../../package.json");
  const { dependencies } = JSON.parse(await readFile(installed, "utf8")) as {
    dependencies: Record<string, string>;
  };
  const file = dependencies["proxy-wasm-as"].replace("file:", "file:../../");
  json.devDependencies["proxy-wasm-as"] = file;
  await writeFile(path, JSON.stringify(json));
}

async function freePort(): Promise<string> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  await once(server.close(), "close");
  return String(port);
}
