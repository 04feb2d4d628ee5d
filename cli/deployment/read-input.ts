import { parse } from "yaml";
import { CliError } from "../cli-error.ts";
import { readFileOf } from "../read-file-of.ts";
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
  const content = parseYaml(file, bytes.toString());
  if (content instanceof Object && !Array.isArray(content)) return content;
  throw new CliError(
    `Cannot use ${file}: it must hold the keys of a deployment.`,
    { exitStatus: 2 },
  );
}

function parseYaml(file: string, text: string): unknown {
  try {
    return parse(text);
  } catch (cause) {
    const [reason] = String((cause as Error).message).split("\n");
    throw new CliError(`Cannot use ${file}: it is no YAML: ${reason}`, {
      cause,
      exitStatus: 2,
    });
  }
}
