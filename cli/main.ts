import { inspect } from "node:util";
import { CommanderError } from "commander";
import { CliError } from "./base/cli-error.ts";
import { EnvoyError } from "./envoy/envoy-error.ts";
import { ImageError } from "./oci/image-error.ts";
import { program } from "./program.ts";
import { RegistryError } from "./registry/registry-error.ts";
import { printable } from "./base/printable.ts";
import { printError } from "./base/print.ts";

/** Errors whose message says everything. */
const SENTENCES = [ImageError, RegistryError];
const EXPECTED = [CliError, EnvoyError, ...SENTENCES];

/**
 * Runs the command line and returns the exit status: 0 for success, 1 for a failure, 2
 * for an invalid command line.
 *
 * An error is one sentence on stderr; with `--debug` its stack follows.
 *
 *     process.exitCode = await main(process.argv.slice(2));
 */
export async function main(args: string[]): Promise<number> {
  try {
    await program().parseAsync(args, { from: "user" });
    return Number(process.exitCode ?? 0);
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    report(error, args.includes("--debug"));
    return error instanceof CliError ? error.exitStatus : 1;
  }
}

function report(error: unknown, debug: boolean): void {
  const expected = EXPECTED.some((type) => error instanceof type);
  const message = error instanceof Error ? error.message : String(error);
  // The sentence quotes text from others, which must not start a line of its own.
  const isSentence = SENTENCES.some((type) => error instanceof type);
  const said = isSentence ? printable(message) : message;
  printError(expected ? said : `Unexpected error: ${said}`);
  if (debug) printError(inspect(error));
  else if (!expected) printError("Run it again with --debug for the stack.");
}
