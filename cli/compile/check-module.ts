import { CliError } from "../base/cli-error.ts";
import { inspectModule } from "../inspect/inspect-module.ts";
import type { Inspection } from "../inspect/inspection.ts";
import { readFileOf } from "../base/read-file-of.ts";

/**
 * Inspects a module that was just compiled.
 *
 * Throws a {@link CliError} with the first reason why the newest Envoy would refuse it.
 *
 *     const { abiVersion } = await checkModule("build/release.wasm");
 */
export async function checkModule(file: string): Promise<Inspection> {
  const bytes = new Uint8Array(await readFileOf("the module", file));
  const inspection = await inspectModule(bytes);
  const error = inspection.findings.find(
    ({ severity }) => severity === "error",
  );
  if (error === undefined) return inspection;
  throw new CliError(
    `Envoy would refuse ${file}: ${error.what} ${error.fix} Run "proxy-wasm inspect ${file}" for details.`,
  );
}
