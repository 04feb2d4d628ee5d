import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { TestContext } from "node:test";
import { tempFolder } from "../temp-folder.ts";
import { runCli } from "./run-cli.ts";

/**
 * The packages from which `proxy-wasm` loads modules, when it runs in an empty folder.
 *
 *     await loadedPackages(t, ["--version"]); // ["commander"]
 */
export async function loadedPackages(
  t: TestContext,
  args: string[],
): Promise<string[]> {
  const cwd = await tempFolder(t);
  const file = join(await tempFolder(t), "loaded.txt");
  const hooks = new URL("log-loads.js", import.meta.url).href;
  const env = { NODE_OPTIONS: `--import=${hooks}`, LOADED_MODULES: file };
  runCli(args, { cwd, env });
  const urls = (await readFile(file, "utf8")).trimEnd().split("\n");
  const names = urls.flatMap((url) => {
    const [, name] = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(url) ?? [];
    return name === undefined ? [] : [name];
  });
  return [...new Set(names)];
}
