import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { TestContext } from "node:test";
import { LEAST, moduleBytes } from "../../module-builder.ts";
import { tempFolder } from "../../temp-folder.ts";
import { runCli, type CliResult } from "../run-cli.ts";
import { SAMPLE_MODULE } from "../oci/sample-module.ts";

/** A filter that proxies load. */
export const FILTER: Uint8Array = moduleBytes({ exports: LEAST });

/** A folder with modules, and a command line that knows nothing of the user. */
export interface TestFolder {
  folder: string;
  /** Runs `proxy-wasm` there. */
  run(args: string[], input?: string): CliResult;
}

/**
 * Makes a folder with `filter.wasm`, which proxies load, `refused.wasm`, which
 * they do not, and `text.txt`.
 *
 *     const { run } = await testFolder(t);
 *     run(["pack", "filter.wasm", "a:v1"]);
 */
export async function testFolder(t: TestContext): Promise<TestFolder> {
  const folder = await tempFolder(t);
  await writeFile(join(folder, "filter.wasm"), FILTER);
  await writeFile(join(folder, "refused.wasm"), SAMPLE_MODULE);
  await writeFile(join(folder, "text.txt"), "hello");
  const env = {
    PROXY_WASM_STORE: join(folder, "store"),
    DOCKER_CONFIG: join(folder, "docker"),
  };
  const run = (args: string[], input = "") =>
    runCli(args, { cwd: folder, env, input });
  return { folder, run };
}
