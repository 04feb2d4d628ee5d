import { CliError } from "../base/cli-error.ts";
import { inspectModule } from "../inspect/inspect-module.ts";

/**
 * Throws a CliError for a module of an image that proxies refuse: somebody would find
 * out when it is deployed.
 *
 *     await checkModule(module, "add-header:v1");
 */
export async function checkModule(
  module: Uint8Array,
  image: string,
): Promise<void> {
  const { findings, proxy } = await inspectModule(new Uint8Array(module));
  const found = findings.find(({ severity }) => severity === "error");
  if (found === undefined) return;
  throw new CliError(
    `Cannot push ${image}: ${proxy} refuses its module. ` +
      `${found.what} ${found.mend} With --force it is pushed nevertheless.`,
  );
}
