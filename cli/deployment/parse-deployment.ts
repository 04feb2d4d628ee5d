import type { z } from "zod";
import { CliError } from "../base/cli-error.ts";
import { checkPlain } from "../yaml/check-plain.ts";
import {
  deploymentSchema,
  type Deployment,
  type DeploymentInput,
} from "./deployment.ts";

/**
 * Checks a description of a deployment and fills in its defaults.
 *
 * `source` is what the user wrote it in, for the sentence of the
 * {@link CliError} that it throws: it names the first key that is wrong.
 *
 *     parseDeployment({ name: "a", url: "oci://r/a:v1" }, "deployment.yaml");
 */
export function parseDeployment(
  input: DeploymentInput,
  source: string,
): Deployment {
  const odd = checkPlain(input);
  if (odd !== undefined) throw wrong(source, odd);
  const options = { reportInput: true };
  const { data, error } = deploymentSchema.safeParse(input, options);
  if (data) return data;
  const [issue] = error.issues;
  const reason = issue ? reasonOf(issue) : error.message;
  throw wrong(source, reason);
}

function wrong(source: string, reason: string): CliError {
  return new CliError(`Cannot use ${source}: ${reason}.`, { exitStatus: 2 });
}

function reasonOf(issue: z.core.$ZodIssue): string {
  if (issue.code === "unrecognized_keys") {
    const keys = issue.keys.map((key) => `"${key}"`).join(", ");
    return `a deployment has no ${keys}`;
  }
  const where = issue.path.map(String).join(".");
  if (where !== "" && issue.input === undefined) return `${where} is missing`;
  const message = issue.message.replace(/^Invalid (input|option): /, "");
  return `${where === "" ? "a deployment" : where}: ${message}`;
}
