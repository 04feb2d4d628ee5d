import type { z } from "zod";
import { CliError } from "../base/cli-error.ts";
import { checkPlain } from "../yaml/check-plain.ts";
import {
  deploymentSchema,
  type Deployment,
  type DeploymentInput,
} from "./deployment.ts";
import type { KeyPath } from "./key-error.ts";

/**
 * Checks a description of a deployment and fills in its defaults.
 *
 * `source` is what the user wrote it in, for the sentence of the
 * {@link CliError} that it throws: it names the first key that is wrong, and
 * its line where `lineOf` knows it.
 *
 *     parseDeployment({ name: "a", url: "oci://r/a:v1" }, "deployment.yaml");
 */
export function parseDeployment(
  input: DeploymentInput,
  source: string,
  lineOf: (path: KeyPath) => number | undefined = () => undefined,
): Deployment {
  const odd = checkPlain(input);
  if (odd !== undefined) throw wrong(source, odd);
  const options = { reportInput: true };
  const { data, error } = deploymentSchema.safeParse(input, options);
  if (data) return data;
  const [issue] = error.issues;
  if (issue === undefined) throw wrong(source, error.message);
  const line = lineOf(pathOf(issue));
  const where = line === undefined ? source : `${source}, line ${line}`;
  throw wrong(where, reasonOf(issue));
}

function wrong(source: string, reason: string): CliError {
  return new CliError(`Cannot use ${source}: ${reason}.`, { exitStatus: 2 });
}

const URL_IS_MISSING =
  'url is missing: say where the proxy gets the module, such as the oci://REGISTRY/NAME:TAG that "proxy-wasm push" makes';

function pathOf(issue: z.core.$ZodIssue): KeyPath {
  const path = issue.path.filter((each) => typeof each !== "symbol");
  return issue.code === "unrecognized_keys"
    ? [...path, ...issue.keys.slice(0, 1)]
    : path;
}

function reasonOf(issue: z.core.$ZodIssue): string {
  const where = issue.path.map(String).join(".");
  if (issue.code === "unrecognized_keys") {
    const keys = issue.keys.map((key) => `"${key}"`).join(", ");
    return `${where === "" ? "a deployment" : where} has no ${keys}`;
  }
  const isMissing = issue.code === "invalid_type" && issue.input === undefined;
  if (where === "url" && isMissing) return URL_IS_MISSING;
  if (where !== "" && isMissing) return `${where} is missing`;
  const [inner] = issue.code === "invalid_key" ? issue.issues : [];
  const message = (inner ?? issue).message.replace(
    /^Invalid (input|option): /,
    "",
  );
  return `${where === "" ? "a deployment" : where}: ${message}`;
}
