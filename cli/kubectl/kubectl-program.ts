import { CliError } from "../base/cli-error.ts";

/** The kubectl that the user has: `$KUBECTL`, or the one on the `PATH`. */
export function kubectlProgram(): string {
  return process.env.KUBECTL ?? "kubectl";
}

/** A sentence for an error of starting kubectl where there is none; else the error. */
export function noKubectl(program: string, cause: unknown): unknown {
  if ((cause as NodeJS.ErrnoException).code !== "ENOENT") return cause;
  return new CliError(
    `Cannot find ${program}: install kubectl, or print the resources with "proxy-wasm manifest".`,
    { cause },
  );
}
