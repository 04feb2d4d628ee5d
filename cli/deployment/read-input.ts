import { CliError } from "../base/cli-error.ts";
import { readFileOf } from "../base/read-file-of.ts";
import { readYaml } from "../yaml/read-yaml.ts";
import type { DeploymentInput } from "./deployment.ts";

/**
 * The keys of a deployment in a YAML file, not yet checked.
 *
 * Throws a {@link CliError} for a file that cannot be read or is no YAML with
 * keys.
 *
 *     await readInput("deployment.yaml"); // { name: "add-header", … }
 */
export async function readInput(file: string): Promise<DeploymentInput> {
  const bytes = await readFileOf("the deployment", file);
  const [content, ...more] = parseYaml(file, bytes.toString());
  const isOne = content instanceof Object && more.length === 0;
  if (isOne && !Array.isArray(content)) return content;
  throw new CliError(
    `Cannot use ${file}: it must hold the keys of a deployment.`,
    { exitStatus: 2 },
  );
}

function parseYaml(file: string, text: string): unknown[] {
  try {
    return readYaml(text);
  } catch (cause) {
    const { message } = cause as Error;
    throw new CliError(`Cannot use ${file}: ${message}.`, {
      cause,
      exitStatus: 2,
    });
  }
}
