import { CliError } from "../base/cli-error.ts";

/** The kubectl that the user has: `$KUBECTL`, or the one on the `PATH`. */
export function kubectlProgram(): string {
  return process.env.KUBECTL ?? "kubectl";
}

/** A sentence for an error of starting kubectl where there is none; else the error. */
export function noKubectl(program: string, cause: unknown): Error {
  const error = cause as NodeJS.ErrnoException;
  if (error.code !== "ENOENT") return error;
  return new CliError(
    `Cannot find ${program}: install kubectl, or print the resources with "proxy-wasm manifest".`,
    { cause },
  );
}
