import { CliError } from "../base/cli-error.ts";
import { readFileOf } from "../base/read-file-of.ts";
import {
  lineOf,
  type PlaceOptions,
  positionOf,
  type Position,
} from "../yaml/line-of.ts";
import { readYaml } from "../yaml/read-yaml.ts";
import type { DeploymentInput } from "./deployment.ts";
import type { KeyPath } from "./key-error.ts";

/** The keys that one filter has, with those that are for one kind alone. */
export interface FilterKeys extends DeploymentInput {
  /** Keys that go over the others, by the kind of manifest. */
  kinds?: Record<string, DeploymentInput>;
}

/** What a `deployment.yaml` holds. */
export interface DescriptionKeys extends FilterKeys {
  /** Several filters, in the order in which requests pass them. */
  filters?: FilterKeys[];
}

/** What a deployment is made from, and where it was written. */
export interface Description {
  /** As sentences name it. */
  source: string;
  keys: DescriptionKeys;
  /** The line of a key, where the source is a file that has it. */
  lineOf: (path: KeyPath) => number | undefined;
  /** The place of a value, of its key, or of what is in it. */
  positionOf: (path: KeyPath, options?: PlaceOptions) => Position | undefined;
}

/**
 * The keys of deployments in a YAML file, not yet checked.
 *
 * Throws a {@link CliError} for a file that cannot be read or is not YAML with
 * keys.
 *
 *     await readDescription("deployment.yaml"); // { keys: { name: "a", … }, … }
 */
export async function readDescription(file: string): Promise<Description> {
  const bytes = await readFileOf("the deployment", file);
  const text = bytes.toString();
  const [content, ...more] = parseYaml(file, text);
  const isOne = content instanceof Object && more.length === 0;
  if (isOne && !Array.isArray(content)) {
    return {
      source: file,
      keys: content,
      lineOf: (path) => lineOf(text, path),
      positionOf: (path, options) => positionOf(text, path, options),
    };
  }
  throw new CliError(
    `Cannot use ${file}: it must hold the keys of a deployment.`,
    { exitStatus: 2 },
  );
}

/**
 * The same keys alone, for what names no lines.
 *
 *     (await readInput("deployment.yaml")).name; // "add-header"
 */
export async function readInput(file: string): Promise<DescriptionKeys> {
  return (await readDescription(file)).keys;
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
