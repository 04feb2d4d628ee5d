import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { TestContext } from "node:test";
import type { ImageStore } from "../../../cli/oci/image-store.ts";
import { layoutStore } from "../../../cli/oci/layout-store.ts";
import { parseReference } from "../../../cli/oci/reference.ts";
import { LEAST, moduleBytes } from "../../module-builder.ts";
import { tempFolder } from "../../temp-folder.ts";
import { SAMPLE_MODULE } from "../oci/sample-module.ts";
import { PROGRAM, runCli, type CliResult } from "../run-cli.ts";

/** A filter that proxies load. */
export const FILTER: Uint8Array = moduleBytes({ exports: LEAST });

/** A folder with modules, and a command line that knows nothing of the user. */
export interface TestFolder {
  folder: string;
  /** Runs `proxy-wasm` there. */
  run(args: string[], input?: string): CliResult;
  /** Runs `proxy-wasm` while this process goes on: a server of the test may answer it. */
  runBeside(args: string[], env?: NodeJS.ProcessEnv): Promise<CliResult>;
  /** The local images there of one repository. */
  images(repository: string): ImageStore;
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
  const store = join(folder, "store");
  const env = {
    PROXY_WASM_STORE: store,
    DOCKER_CONFIG: join(folder, "docker"),
  };
  return {
    folder,
    run: (args, input = "") => runCli(args, { cwd: folder, env, input }),
    runBeside: (args, more = {}) =>
      runBeside(args, folder, { ...process.env, ...env, ...more }),
    images: (repository) => layoutStore(store, parseReference(repository)),
  };
}

function runBeside(
  args: string[],
  cwd: string,
  env: NodeJS.ProcessEnv,
): Promise<CliResult> {
  return new Promise((resolve) => {
    const command = [PROGRAM, ...args];
    const options = { cwd, env, encoding: "utf8", timeout: 120_000 } as const;
    const child = execFile(
      process.execPath,
      command,
      options,
      (_, stdout, stderr) =>
        resolve({ status: child.exitCode, stdout, stderr }),
    );
  });
}
