import { CliError } from "../base/cli-error.ts";
import { inspectModule } from "../inspect/inspect-module.ts";

/** What is about to be pushed. */
export interface ImageToCheck {
  /** What a sentence calls it. */
  name: string;
  module: Uint8Array;
  /** Why the proxies' agents refuse the image that holds the module. */
  refusal?: string | undefined;
}

/**
 * Throws a CliError for an image that proxies or their agents refuse: otherwise
 * somebody would find out when it is deployed.
 *
 *     await checkImage({ name: "add-header:v1", module });
 */
export async function checkImage(image: ImageToCheck): Promise<void> {
  const { name, module, refusal } = image;
  if (refusal !== undefined) {
    throw refused(name, `${refusal} docs/images.md says what they take.`);
  }
  const { findings, proxy } = await inspectModule(new Uint8Array(module));
  const found = findings.find(({ severity }) => severity === "error");
  if (found === undefined) return;
  const why = `${proxy} refuses its module. ${found.what} ${found.fix}`;
  throw refused(name, why);
}

function refused(name: string, why: string): CliError {
  return new CliError(
    `Cannot push ${name}: ${why} With --force it is pushed nevertheless.`,
  );
}
